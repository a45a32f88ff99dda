"""A text → its figures, each with where it stands and how it is written.

    text ─search─▶ places to look at ─date?─▶ digits · numerals · words ─finish─▶ figures ─▶ ranges

One pass: a search for the next digit, Chinese numeral, English number word or month, then a look around that
place only. So the time a text takes grows with its length, whatever is in it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ai_digest.verify.numbers import chinese, dates, digits, english
from ai_digest.verify.numbers.digits import read_digits
from ai_digest.verify.numbers.figure import DATE, Figure
from ai_digest.verify.numbers.found import Found, Text
from ai_digest.verify.numbers.numerals import DOUBLINGS, read_doubling, read_numerals
from ai_digest.verify.numbers.ranges import share_units
from ai_digest.verify.numbers.words import read_word

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEED = re.compile(
    rf"(?P<digits>{digits.SEED})|(?P<doubling>{DOUBLINGS})|(?P<half>[上下]半年)|(?P<han>半|{chinese.SEED})"
    rf"|(?P<date>{dates.SEED})|(?P<word>{english.SEED})"
)
_MAY_BEGIN_QUARTER = frozenset({"first", "second", "third", "fourth"})
_STATEMENT = 400  # characters
_LONGEST_DATE = 10  # digits: 2026.08.13 is read as one number


def figures(text: str) -> frozenset[Figure]:
    """Return every figure of the text."""
    return frozenset(found.figure for found in read(text))


def read(text: str) -> tuple[Found, ...]:
    """Return the figures in their order; those of a range share what only one of them says.

    A statement is read again for its names: short texts are kept for a while.
    """
    return _kept(text) if len(text) <= _STATEMENT else _figures_of(text)


def _figures_of(text: str) -> tuple[Found, ...]:
    cleaned = Text.of(text)
    return tuple(share_units([*_found(cleaned)], cleaned.low))


_kept = lru_cache(maxsize=256)(_figures_of)


def _found(text: Text) -> Iterator[Found]:
    place = 0
    while seed := _SEED.search(text.low, place):
        place = seed.end()
        found = _dated(text, seed) or _read(text, seed)
        if found:
            place = max(place, found.end)
            yield found


def _read(text: Text, seed: re.Match[str]) -> Found | None:
    start, kind = seed.start(), seed.lastgroup
    if kind == "digits":
        return read_digits(text, start, seed[0])
    if kind == "han":
        return read_numerals(text, start, seed[0])
    if kind == "doubling":
        return read_doubling(text, start, seed[0])
    return read_word(text, start, seed[0]) if kind == "word" else None


def _dated(text: Text, seed: re.Match[str]) -> Found | None:
    """Read the date or the time of day that begins at a place, if one does."""
    start, kind = seed.start(), seed.lastgroup
    if kind == "doubling" or (kind == "word" and seed[0] not in _MAY_BEGIN_QUARTER):
        return None
    back = text.before(start, 1)
    if kind == "digits" and (len(seed[0]) > _LONGEST_DATE or (back.isascii() and back.isalnum())):
        return None
    read = dates.date_at(text.low, start)
    if read is None and kind in {"digits", "han"}:
        read = dates.time_at(text.low, start)
    return Found.at(text, Figure(unit=DATE, label=read[0]), start, read[1]) if read else None
