"""Figures that a source does not have but that follow from two it has. Narrow on purpose.

    翻倍, doubled, 3 倍       one is that many times the other
    增长 17 %, 降幅, cut by   the change from one to the other, in percent of the first
    差额, 相差, 多出, gap     the difference; of two percentages in percentage points
    占比, 占, share           the smaller in percent of the larger

The statement must have a word of that kind. The two figures have the same unit, neither is a small bare
number, and they stand beside each other in the source, or the statement itself names one of them. Otherwise
some pair of a long text's figures would "support" almost anything.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from ai_digest.verify.numbers.figure import Figure, Mark, Sign
from ai_digest.verify.numbers.units import COUNT, OFTEN, PERCENT, POINTS, SHARE, TIMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ai_digest.verify.numbers import Found
    from ai_digest.verify.support import Known

BESIDE = 120  # characters between two figures of a source that speak of the same thing
_SMALL = 100  # below it, bare numbers are too common to prove anything
_FEW = 400  # figures; a text with more is a table, and no proof
_TOLERANCE = Fraction(1, 20)
_NEAR = 24  # characters around a figure in which its word is looked for
_WORDS = {
    "difference": re.compile(
        r"差额|差距|相差|价差|差价|多出|多了|少了|净增|净减|高出|低了|贵|便宜|增加|减少|上涨|下调|上调|降低|提高|缩短|增长|下降|缩减"
        r"|difference|gap|more|fewer|less|increase|decrease|rise|drop|cut|reduc|up by|down by"
    ),
    "share": re.compile(r"占|份额|比例|share|account|of the total|of all|proportion"),
    "change": re.compile(
        r"增长|增幅|涨幅|降幅|跌幅|上涨|下降|下跌|减少|增加|提高|降低|提升|下调|上调|缩短|涨|降|跌|grow|grew|rose|rise|increase|up|fell|fall|drop"
        r"|declin|decreas|reduc|cut|lower|higher|down|cheaper|less|more"
    ),
}


class Derivation(NamedTuple):
    """A figure of a statement, the two it follows from, and how."""

    figure: str
    from_figures: tuple[str, str]
    how: str


def derivation(
    found: Found, beside: Sequence[Found], statement: str, known: Sequence[Known]
) -> Derivation | None:
    """Return how a figure follows from two of a source, None if it does not."""
    ways = set(_ways(found, statement))
    if not ways or len(known) > _FEW:
        return None
    named = [each.figure for each in beside if each is not found]
    for smaller, larger in _pairs(known, named):
        for how in ways:
            result = _results(smaller, larger, found.figure)[how]
            if result is not None and _fits(found, result, how):
                return Derivation(found.written, (str(smaller), str(larger)), how)
    return None


def _ways(found: Found, statement: str) -> Iterator[str]:
    """Yield what the words beside a figure allow it to be."""
    figure = found.figure
    around = statement[max(0, found.start - _NEAR) : found.end + _NEAR].lower()
    if figure.unit in {TIMES, OFTEN} and figure.value >= 2:  # noqa: PLR2004
        yield "multiple"
    if figure.unit == PERCENT and _WORDS["change"].search(around):
        yield "change"
    if figure.unit in {PERCENT, SHARE} and _WORDS["share"].search(around):
        yield "share"
    if figure.unit not in {PERCENT, SHARE, TIMES, OFTEN} and _WORDS["difference"].search(around):
        yield "difference"


def _pairs(known: Sequence[Known], named: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield the pairs of the same unit that may be set against each other, the smaller first."""
    values = [each for each in known if not each.figure.label and each.figure.value]
    for one, other in combinations(values, 2):
        first, second = one.figure, other.figure
        if first.value == second.value or not _comparable(first, second):
            continue
        are_named = sum(_is_among(each, named) for each in (first, second))
        is_beside = one.at is not None and other.at is not None and abs(one.at - other.at) <= BESIDE
        is_bare = first.unit in {"", COUNT} and min(first.value, second.value) < _SMALL
        if are_named == 2 or (not is_bare and (are_named or is_beside)):  # noqa: PLR2004
            yield (first, second) if first.value < second.value else (second, first)


def _comparable(first: Figure, second: Figure) -> bool:
    return first.unit == second.unit or {first.unit, second.unit} <= {"", COUNT}


def _is_among(figure: Figure, named: Sequence[Figure]) -> bool:
    return any(each.value == figure.value and (each.unit in {figure.unit, "", COUNT}) for each in named)


def _results(smaller: Figure, larger: Figure, said: Figure) -> dict[str, Fraction | None]:
    """Return what the two give in each way, None where the units do not allow it."""
    low, high = smaller.value, larger.value
    difference_unit = {PERCENT: POINTS}.get(smaller.unit, smaller.unit)
    is_amount = smaller.unit not in {PERCENT, SHARE, TIMES, POINTS}
    base = high if said.sign in {Sign.DOWN, Sign.MINUS} else low
    same = said.unit == difference_unit or {said.unit, difference_unit} <= {"", COUNT}
    return {
        "multiple": high / low,
        "change": (high - low) / base * 100 if is_amount and said.sign is not Sign.NONE else None,
        "share": low / high * (100 if said.unit == PERCENT else 1) if is_amount else None,
        "difference": high - low if same else None,
    }


def _fits(found: Found, result: Fraction, how: str) -> bool:
    """Tell whether what is written is that result: exactly, as a percentage rounded, or as its mark says."""
    said = found.figure
    gap = result - said.value
    match said.mark:
        case Mark.ABOUT:
            return abs(gap) <= result * _TOLERANCE
        case Mark.NEARLY:
            return -result * _TOLERANCE <= gap < 0
        case Mark.OVER | Mark.ODD | Mark.LEAST:
            return 0 < gap <= said.value * 4 * _TOLERANCE
        case Mark.UNDER:
            return -said.value * 4 * _TOLERANCE <= gap < 0
    if how in {"change", "share"}:
        return abs(gap) <= _half_place(found.written)
    return gap == 0


def _half_place(written: str) -> Fraction:
    """Return half of the last written place: a percentage that is worked out may be rounded to it."""
    match = re.search(r"[0-9]+(?:\.([0-9]+))?", written)
    return Fraction(1, 2 * 10 ** len(match[1] or "")) if match else Fraction(0)
