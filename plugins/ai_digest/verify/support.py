"""Which figures of a statement its sources support, as values with their units.

A figure is supported when a source has its value in a unit that says the same (`_SAME`), in a direction that
does not contradict it, and:

    unmarked          the very value; a source may hedge it
    约, about         the value, or one that differs by at most 5 % and has more digits
    近, nearly        one that is larger by at most 5 % than the source's
    超, more than     one that is smaller by at most 20 % than the source's; 20 多 is 21 to 29
    不到, less than   one that is larger by at most 20 % than the source's

A date is supported by one that says all of it; its year may stand elsewhere. What is left may follow from two
figures (see `derive`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ai_digest.verify.derive import derivation
from ai_digest.verify.numbers import Found, clean, dates, read
from ai_digest.verify.numbers.figure import DATE, NAMED, Figure, Mark, Sign
from ai_digest.verify.numbers.units import (
    AGE,
    COUNT,
    CURRENCIES,
    OFTEN,
    ORDINAL,
    PERCENT,
    SHARE,
    TIMES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_digest.verify.derive import Derivation

CLOSE, COARSE = Fraction(1, 20), Fraction(1, 5)
_LARGE = 10_000  # from here on a number without a unit may be an amount of money whose currency was left out
_YEARS = range(1900, 2100)
_APART = 10**9  # characters; no text is that long
_ANY_COUNT = frozenset({"", COUNT, "param", "token"})
_SAME = {
    "": frozenset({"", COUNT, "param", "token", AGE, OFTEN, "ratio"}),
    COUNT: _ANY_COUNT | {OFTEN},
    "param": frozenset({"param", "", COUNT}),
    "token": frozenset({"token", "", COUNT}),
    TIMES: frozenset({TIMES, OFTEN}),
    OFTEN: frozenset({OFTEN, TIMES, COUNT, ""}),
    AGE: frozenset({AGE, ""}),
    ORDINAL: frozenset({ORDINAL}),
    "¥": frozenset({"¥", "CNY", "JPY"}),
    "CNY": frozenset({"CNY", "¥"}),
    "JPY": frozenset({"JPY", "¥"}),
    "GBP": frozenset({"GBP", "pound"}),
    "pound": frozenset({"pound", "GBP", "lb"}),
    "lb": frozenset({"lb", "pound"}),
}
_HEDGES = {
    Mark.OVER: {Mark.OVER, Mark.ODD, Mark.LEAST},
    Mark.ODD: {Mark.OVER, Mark.ODD, Mark.LEAST},
    Mark.LEAST: {Mark.NONE, Mark.ABOUT, Mark.OVER, Mark.ODD, Mark.LEAST},
    Mark.NEARLY: {Mark.NEARLY, Mark.UNDER, Mark.ABOUT},
    Mark.UNDER: {Mark.UNDER, Mark.NEARLY},
}


class Known(NamedTuple):
    """A figure that a source has; `at` is its place in the text, None where only the value was kept."""

    figure: Figure
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """The figures that statements may use."""

    known: tuple[Known, ...]
    by_value: dict[Fraction, list[Figure]] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()
    dates: tuple[str, ...] = ()
    years: frozenset[str] = frozenset()

    @classmethod
    def of_text(cls, text: str) -> Basis:
        """Read the figures of a captured text."""
        return cls._of(Known(found.figure, found.start) for found in read(text))

    @classmethod
    def of_records(cls, records: Iterable[str]) -> Basis:
        """Take the figures as the evidence keeps them."""
        return cls._of(Known(Figure.read(record)) for record in records)

    @classmethod
    def merged(cls, bases: Iterable[Basis]) -> Basis:
        """Put texts side by side; figures of different texts never stand beside each other."""
        return cls._of(
            Known(figure, None if at is None else at + index * _APART)
            for index, basis in enumerate(bases)
            for figure, at in basis.known
        )

    @classmethod
    def _of(cls, found: Iterable[Known]) -> Basis:
        known = tuple(found)
        by_value: dict[Fraction, list[Figure]] = {}
        for each, _ in known:
            if not each.label and each not in by_value.setdefault(_value(each), []):
                by_value[_value(each)].append(each)
        names = frozenset(each.label for each, _ in known if each.unit == NAMED)
        days = tuple(dict.fromkeys(each.label for each, _ in known if each.unit == DATE))
        plain = {_year(each) for each, _ in known if not each.label}
        years = {dates.year_of(day) for day in days} | plain
        return cls(known, by_value, names, days, frozenset(years - {"", "-"}))


class Judged(NamedTuple):
    """What became of a statement's figures: those without support as they are written, and the derived."""

    missing: tuple[str, ...]
    derived: tuple[Derivation, ...]


def judge(statement: str, basis: Basis) -> Judged:
    """Look for every figure of a statement in a basis."""
    found = read(clean(statement))
    missing: dict[str, None] = {}
    derived = []
    for each in found:
        if not each.checked or _is_supported(each, basis):
            continue
        way = derivation(each, found, statement, basis.known)
        if way:
            derived.append(way)
        else:
            missing[each.written] = None
    return Judged(tuple(missing), tuple(derived))


def missing(statement: str, basis: Basis) -> tuple[str, ...]:
    """Return the figures of a statement that nothing in the basis supports, as they are written."""
    return judge(statement, basis).missing


def _is_supported(found: Found, basis: Basis) -> bool:
    said = found.figure
    if said.unit == DATE:
        return _is_known_date(said.label, basis)
    if said.unit == NAMED:
        return said.label in basis.labels or _is_plain(said.label, basis)
    if any(_says(said, known) for known in basis.by_value.get(_value(said), ())):
        return True
    if found.named and found.written in basis.labels:
        return True
    if _year(said) in basis.years:
        return True
    return said.mark is not Mark.NONE and any(
        _rounds(said, known) for known, _ in basis.known if not known.label
    )


def _is_known_date(label: str, basis: Basis) -> bool:
    return any(dates.covers(known, label, basis.years) for known in basis.dates) or label in basis.years


def _is_plain(label: str, basis: Basis) -> bool:
    """Tell whether a version stands in a source as a bare number, digit for digit (云鹤 2.0)."""
    figure = Figure.read(label)
    return (
        not figure.label
        and str(figure) == label
        and any(known.unit in {"", ORDINAL} for known in basis.by_value.get(_value(figure), ()))
    )


def _value(figure: Figure) -> Fraction:
    """Return the value by which figures are compared: a share and a percentage are one thing."""
    return figure.value / 100 if figure.unit == PERCENT else figure.value


def _year(said: Figure) -> str:
    is_year = said.unit == "" and said.value.denominator == 1 and said.value.numerator in _YEARS
    return str(said.value) if is_year else "-"


def _says(said: Figure, known: Figure) -> bool:
    """Tell whether a source's figure of the same value says what the statement says."""
    if not (_is_same_unit(said, known) and _same_direction(said.sign, known.sign)):
        return False
    return known.mark in _HEDGES.get(said.mark, Mark)


def _rounds(said: Figure, known: Figure) -> bool:
    """Tell whether a marked figure is a source's, rounded the way its mark says."""
    if not (_is_same_unit(said, known) and _same_direction(said.sign, known.sign)):
        return False
    value, exact = _value(said), _value(known)
    if not exact or not value or (_digits(value) >= _digits(exact) and said.unit == known.unit):
        return False
    over = (exact - value) / value
    return {
        Mark.ABOUT: abs(value - exact) <= exact * CLOSE,
        Mark.NEARLY: -CLOSE <= over < 0,
        Mark.OVER: 0 < over <= COARSE,
        Mark.LEAST: 0 < over <= COARSE,
        Mark.ODD: 0 < exact - value < _last_place(value),
        Mark.UNDER: -COARSE <= over < 0,
    }.get(said.mark, False)


def _is_same_unit(said: Figure, known: Figure) -> bool:
    if known.unit in _SAME.get(said.unit, {said.unit}):
        return True
    if said.unit in {PERCENT, SHARE} and known.unit in {PERCENT, SHARE}:
        return True
    return said.unit == "" and known.unit in CURRENCIES and known.value >= _LARGE


def _same_direction(said: Sign, known: Sign) -> bool:
    if Sign.MINUS in {said, known}:
        return {said, known} <= {Sign.MINUS, Sign.DOWN}
    return Sign.NONE in {said, known} or said == known


def _digits(value: Fraction) -> int:
    """Return how many digits a value needs, without the zeros around them."""
    text = str(Figure(value)).replace(".", "").strip("0")
    return 99 if "/" in text else max(1, len(text))


def _last_place(value: Fraction) -> Fraction:
    """Return the worth of the last digit that is no zero: 10 for 120, 0.1 for 2.5."""
    place = Fraction(1)
    while value % place:
        place /= 10
    while value % (place * 10) == 0 and value:
        place *= 10
    return place
