"""Ranges: the first figure takes scale and unit of the last (3–5 亿), the last its currency ($10-15)."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from ai_digest.verify.numbers.figure import DATE, Figure
from ai_digest.verify.numbers.units import COUNT, CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ai_digest.verify.numbers.found import Core, Found

_WIDEST = 30  # characters between two figures of a range
_JOINS = re.compile(
    r" ?(?:[-–—~]|至|到|或|to|or|and) ?"
    r"|[^0-9，。,.;；:：]{0,6}?(?:至|到|为) ?[约近]?"
    r"|[^0-9.,;]{0,24}? to (?:about |around )?[$€£¥]?"
)
_DASH = re.compile(r" ?(?:[-–—~]|至|到|to) ?")
_DAY = re.compile(r"-[0-9]{2}-[0-9]{2}$")
_FALL = re.compile(r"降|跌|减|缩|回落|fell|drop|cut|down|reduc|lower")


def share_units(found: Sequence[Found], low: str) -> list[Found]:
    """Return the figures with what those of a range share; `low` is the text they stand in."""
    result = list(found)
    for place, (first, last) in enumerate(pairwise(found)):
        gap = low[first.end : last.start] if last.start - first.end <= _WIDEST else "."
        if _DASH.fullmatch(gap) and (day := _day_after(first, last)):
            result[place + 1] = day
        if first.core and last.core and _JOINS.fullmatch(gap):
            result[place] = _with_scale(first, first.core, last.core, gap)
        if (
            _DASH.fullmatch(gap)
            and result[place].figure.unit in CURRENCIES
            and last.figure.unit in {"", COUNT}
        ):
            currency = result[place].figure.unit
            result[place + 1] = replace(last, figure=replace(last.figure, unit=currency))
    return result


def _day_after(first: Found, last: Found) -> Found | None:
    """Return the last day of "October 1 to 7", or 10 月 1 日至 7 日, with its month; None if it is none."""
    figure = last.figure
    if first.figure.unit != DATE or not _DAY.search(first.figure.label):
        return None
    if figure.unit == DATE and figure.label.startswith("---"):
        day = figure.label[-2:]
    elif figure.unit in {"", COUNT} and figure.value in range(1, 32):
        day = f"{int(figure.value):02}"
    else:
        return None
    return replace(last, figure=Figure(unit=DATE, label=first.figure.label[:-2] + day), core=None)


def _with_scale(first: Found, mine: Core, later: Core, gap: str) -> Found:
    """Give the first figure the scale and the unit of the last, as far as it has none of its own."""
    has_money = mine.unit is not None and mine.unit.name in CURRENCIES
    if mine.unit and not has_money and mine.unit.name != COUNT:
        return first
    if gap.strip() == "and" and not later.scaled:
        return first
    scale = later.scale if not mine.scaled and later.scaled else Fraction(1)
    if mine.value * scale > later.value and not _FALL.search(gap):
        scale = Fraction(1)  # "500 to $1 billion"
    unit = mine.unit if has_money else later.unit
    value = mine.value * scale * (unit.factor if unit else 1)
    name = unit.name if unit else first.figure.unit
    return replace(first, figure=replace(first.figure, value=value, unit=name))
