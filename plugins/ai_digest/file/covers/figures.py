"""Figures as they are printed: which of them are worth a cover, and which is the biggest.

A figure counts if it has a unit that says how much it is: a currency, 万 or 亿 and their like, %, 倍. Years,
versions and bare counts do not. Money comes before other amounts, these before shares; within a kind the
value decides. Whether a figure is true is not decided here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_digest.file.covers.cover import Figure

_SCALES = {"": 1, "万": 1e4, "亿": 1e8, "万亿": 1e12, "million": 1e6, "billion": 1e9, "trillion": 1e12}
# Rough rates, for the order only: a cover compares nothing.
_RATES = {"$": 7, "美元": 7, "€": 8, "欧元": 8, "£": 9, "英镑": 9, "港元": 0.9, "日元": 0.05, "円": 0.05}
_MONEY = r"美元|欧元|英镑|日元|港元|元"
_COUNTED = r"人次|词元|人|次|台|片|颗|卡|升|吨|度|家|例|项|行|字|小时|公里|千瓦时"
_FIGURE = re.compile(
    r"(?<![\w.,$€£¥￥])(?P<sign>US\$|[$€£¥￥])?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:(?P<share>\s?(?:[%％]|倍|个百分点))|\s?(?P<scale>(?:百|千|十)?(?:万亿|万|亿)|million|billion|trillion)?"
    rf"\s?(?P<unit>{_MONEY}|{_COUNTED})?)"
)
_SMALL = {"十": 10, "百": 100, "千": 1000}


def printed_in(text: str) -> list[str]:
    """Return the figures of a text that are worth a cover, as they are printed."""
    return [match[0].strip() for match in _FIGURE.finditer(text) if _counts(match)]


def biggest(figures: Iterable[Figure]) -> Figure | None:
    """Return the biggest figure, the first of equal ones; None of none."""
    return max(figures, key=lambda figure: _rank(figure.printed), default=None)


def _counts(match: re.Match[str]) -> bool:
    return bool(match["share"] or match["sign"] or match["scale"] or match["unit"] in _MONEY.split("|"))


def _rank(printed: str) -> tuple[int, float]:
    match = _FIGURE.match(printed)
    if not match:
        return 0, 0.0
    number = float(match["number"].replace(",", ""))
    if match["share"]:
        return 1, number
    scale = match["scale"] or ""
    value = number * _SMALL.get(scale[:1], 1) * _SCALES[scale[1:] if scale[:1] in _SMALL else scale]
    currency = (match["sign"] or "").removeprefix("US") or match["unit"] or ""
    is_money = bool(match["sign"]) or currency in _MONEY.split("|")
    return (3, value * _RATES.get(currency, 1)) if is_money else (2, value)
