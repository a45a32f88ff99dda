"""Figures in a text as values: 3500 亿, 350 billion and 350B are the same one.

A figure is a value and whether it is a percentage. Scales are resolved (千, 万, 亿, thousand, million, K, M,
B, T and combinations such as 万亿); commas and full-width digits are read; the name of a month counts as its
number. What is written in words (百分之三, ten) is not read, so it is neither checked nor a support.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCALES = {
    "千": 3, "万": 4, "萬": 4, "百万": 6, "千万": 7, "亿": 8, "億": 8, "百亿": 10, "千亿": 11,
    "万亿": 12, "兆": 12,
    "thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12,
    "k": 3, "m": 6, "b": 9, "t": 12,
}  # fmt: skip
_WORDS = "|".join(
    sorted((scale for scale in _SCALES if len(scale) > 1 or not scale.isascii()), key=len)[::-1]
)
# 千瓦, 兆字节 and their like are units, not scales.
_NO_UNIT = "(?<![千兆](?=[瓦克米赫帕伏安焦升比字]))"
_FIGURE = re.compile(
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)*)"
    rf"(?:[\s-]?(?P<scale>(?:{_WORDS}){_NO_UNIT})(?![a-z])|(?P<letter>[kmbt])(?![a-z\d]))?"
    rf"(?:[\s-]?(?P<percent>%|percentage[\s-]points?\b|percent\b|per cent\b|pct\b|个百分点))?",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ANY_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|March|June|July)\b\.?"
# "may", "march" and abbreviations are months beside a number only.
_MONTH = re.compile(
    r"\b(?:(?:January|February|April|June|July|August|September|October|November|December)\b"
    rf"|{_ANY_MONTH}(?=\s?\d)|(?<=\d\s){_ANY_MONTH})"
)
# NFKC would make a Chinese comma a thousands separator, which it is among full-width digits only.
_COMMA = re.compile("(?<![０-９])，|，(?![０-９])")


_RANGE = re.compile(r"\s?(?:[-–—~至到]| to )\s?")


class Figure(NamedTuple):
    """A value as found; versions such as 5.2.1 keep their dots and have no value but themselves."""

    value: str
    percent: bool = False

    def __str__(self) -> str:
        """Return the form in which the evidence keeps it."""
        return f"{self.value}%" if self.percent else self.value


def figures(text: str) -> frozenset[Figure]:
    """Return every figure of the text."""
    text = unicodedata.normalize("NFKC", _COMMA.sub("、", text))
    found = set(_found(text))
    months = {Figure(str(_MONTHS.index(match.group()[:3].lower()) + 1)) for match in _MONTH.finditer(text)}
    return frozenset(found | months)


def _found(text: str) -> Iterator[Figure]:
    """Yield the figures; the first of a range that has no scale or percent of its own has the second's."""
    matches = [*_FIGURE.finditer(text)]
    for match, following in zip(matches, [*matches[1:], *matches[-1:]], strict=True):
        bare = not (match["scale"] or match["letter"] or match["percent"])
        is_range = _RANGE.fullmatch(text[match.end() : following.start()]) is not None
        yield _figure(match, following if bare and is_range else match)


def unsupported(text: str, source: str) -> list[str]:
    """Return the figures of the text that the source lacks, in a fixed order."""
    return sorted(str(figure) for figure in figures(text) - figures(source))


def _figure(match: re.Match[str], unit: re.Match[str]) -> Figure:
    number = match["number"].replace(",", "")
    if number.count(".") > 1:
        return Figure(number)
    scale = _SCALES[(unit["scale"] or unit["letter"]).lower()] if unit["scale"] or unit["letter"] else 0
    value = Decimal(number).scaleb(scale).normalize()
    return Figure(f"{value:f}", bool(unit["percent"]))
