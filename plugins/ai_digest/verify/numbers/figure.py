"""A figure as a value with its unit, and the form in which the evidence keeps it.

    350000000000 USD    3%    22 pp    10 x    0.097 s    1/3    3 nth    @2026-08-13    @Q4    №5.6
    >1000    ≳20    ≥3    ~3%    ≲1100    <5    ↑17%    ↓3%    -3%

The mark says how the text hedges (more than, twenty-odd, at least, about, nearly, less than), the sign
whether it speaks of a rise (↑), a fall (↓) or a negative value (-). A date, a time of day and a number that
belongs to a name have a label instead of a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

LONGEST_NUMBER = 40  # digits; what is longer is no quantity, and would be slow to calculate with
DATE, NAMED = "@", "№"
_RECORD = re.compile(
    r"(?P<mark>[~≲>≳≥<]?)(?P<sign>[↑↓-]?)(?P<number>[0-9]+(?:\.[0-9]+)?)(?:/(?P<under>[0-9]+))?"
    r"(?P<unit>%| \S+)?"
)


class Mark(StrEnum):
    """How a text hedges a figure; each is followed by the figure that stands in the text."""

    NONE = ""
    ABOUT = "~"
    NEARLY = "≲"
    OVER = ">"
    ODD = "≳"
    LEAST = "≥"
    UNDER = "<"


class Sign(StrEnum):
    """Which way a figure points, as far as the words beside it say."""

    NONE = ""
    UP = "↑"
    DOWN = "↓"
    MINUS = "-"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in its unit ("" if none is named); `label` is set for dates, times and names' numbers only."""

    value: Fraction = Fraction(0)
    unit: str = ""
    sign: Sign = Sign.NONE
    mark: Mark = Mark.NONE
    label: str = ""

    def __str__(self) -> str:
        """Return the form in which the evidence keeps it."""
        if self.label:
            return f"{self.unit}{self.label}"
        space = " " if self.unit and self.unit != "%" else ""
        return f"{self.mark}{self.sign}{_decimal(self.value)}{space}{self.unit}"

    @classmethod
    def read(cls, record: str) -> Figure:
        """Read a figure back; what was not written by `str` is a name's number, which supports little."""
        return _read(record)


@lru_cache(maxsize=65536)
def _read(record: str) -> Figure:
    if record[:1] in {DATE, NAMED}:
        return Figure(unit=record[0], label=record[1:])
    match = _RECORD.fullmatch(record)
    if match is None or len(match["number"]) > 2 * LONGEST_NUMBER:
        return Figure(unit=NAMED, label=record)
    under = int(match["under"] or 1)
    value = number(match["number"]) / under if under else Fraction(0)
    return Figure(value, (match["unit"] or "").strip(), Sign(match["sign"]), Mark(match["mark"]))


def number(digits: str) -> Fraction:
    """Return the value of plain digits with at most one point."""
    whole, _, part = digits.partition(".")
    return Fraction(int(whole + part or "0"), 10 ** len(part))


def _decimal(value: Fraction) -> str:
    """Return a value in digits, or as a fraction where the digits would not end."""
    if value.denominator == 1:
        return str(value.numerator)
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest > 1:
        return f"{value.numerator}/{value.denominator}"
    digits = str(value.numerator * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"
