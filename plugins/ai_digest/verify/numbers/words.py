"""English number words in a text: cardinals, ordinals, shares and multiples, and what looks like them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ai_digest.verify.numbers import english
from ai_digest.verify.numbers.context import before
from ai_digest.verify.numbers.figure import Figure
from ai_digest.verify.numbers.finish import SPANS, finish
from ai_digest.verify.numbers.found import Core, Found
from ai_digest.verify.numbers.scales import take_scale
from ai_digest.verify.numbers.units import COUNT, EN_SCALES, OFTEN, ORDINAL, SHARE, TIMES, unit_at

if TYPE_CHECKING:
    from ai_digest.verify.numbers.found import Text

_THOUSAND = 1000
_LONGEST = 40  # characters of a number in words that are looked at behind "a hundred"
_THIRD_PARTY = re.compile("[- ](?:part|person|world|rail|wheel)")
_HALF_OF = re.compile(
    r"(?: a| an)? (?:(?P<scale>million|billion|trillion|thousand)(?![a-z])"
    r"|(?P<unit>(?:hour|minute|year|month|day|second|week)))"
)
_NO_HALF = frozenset({"irst ", "cond "})  # the first half of a year is a date
_ADJECTIVES = frozenset({"double", "triple"})


def read_word(text: Text, start: int, word: str) -> Found | None:  # noqa: PLR0911 - a kind of word each
    """Read the number word at a place."""
    end = start + len(word)
    if text.before(start, 1) == "-" and word not in english.SMALL:
        return None
    share = _share(text, start)
    if share:
        return share
    if word in english.ORDINALS:
        return _ordinal(text, start, word)
    if word in english.MULTIPLES:
        checked = text.after(end) != "-" and word not in _ADJECTIVES
        figure = Figure(Fraction(english.MULTIPLES[word]), TIMES, mark=before(text.low, start).mark)
        return Found.at(text, figure, start, end, checked=checked)
    if word in english.HALVES:
        return Found.at(text, Figure(Fraction(1, 2), SHARE), start, end)
    if word in english.TWOS:
        unit = OFTEN if word in {"twice", "thrice"} else COUNT
        return Found.at(text, Figure(Fraction(english.TWOS[word]), unit), start, end, checked=False)
    return _half(text, start) if word == "half" else _cardinal(text, start, word)


def _share(text: Text, start: int) -> Found | None:
    """Read two thirds, one in four, a quarter of; "a quarter" without "of" may be one of a year."""
    read = english.fraction_at(text.low, start)
    for article in ("a ", "a-", "an "):
        if read is None and text.before(start, len(article)) == article:
            read = english.fraction_at(text.low, start - len(article))
    if read is None:
        return None
    value, end = read
    beside = before(text.low, start)
    checked = "quarter" not in text.before(end, 9) or text.after(end, 4) == " of "
    return Found.at(text, Figure(value, SHARE, beside.sign, beside.mark), start, end, checked=checked)


def _ordinal(text: Text, start: int, word: str) -> Found | None:
    """Read third and its like; first and second are too common to be checked."""
    end = start + len(word)
    if _THIRD_PARTY.match(text.low, end):
        return None
    value = english.ORDINALS[word]
    return Found.at(text, Figure(Fraction(value), ORDINAL), start, end, checked=value > 2)  # noqa: PLR2004


def _half(text: Text, start: int) -> Found | None:
    """Read half of, half a million, half an hour."""
    end = start + len("half")
    match = _HALF_OF.match(text.low, end)
    if match and match["scale"]:
        factor = Fraction(10) ** EN_SCALES[match["scale"]]
        return finish(
            Core(factor / 2, match.end(), digits=False, scaled=True, scale=factor), text, start, "half"
        )
    unit = unit_at(text.low, match.start("unit")) if match else None
    if unit and unit[0].name in SPANS:
        return Found.at(text, Figure(unit[0].factor / 2, unit[0].name), start, unit[1])
    if text.after(end) == "-" or text.before(start, 5) in _NO_HALF:
        return None
    figure = Figure(Fraction(1, 2), SHARE, mark=before(text.low, start).mark)
    return Found.at(text, figure, start, end, checked=text.after(end, 4) == " of ")


def _cardinal(text: Text, start: int, word: str) -> Found | None:
    if word in english.LARGE or word == "dozen":
        return _with_article(text, start, word)
    ordinal = english.ordinal_at(text.low, start)
    if ordinal:
        return Found.at(text, Figure(Fraction(ordinal[0]), ORDINAL), start, ordinal[1])
    read = english.cardinal_at(text.low, start)
    if read is None:
        return None
    value, end = read
    scales = [Fraction(scale) for scale in english.LARGE.values() if scale >= _THOUSAND and value >= scale]
    core = Core(value, end, digits=False, scaled=bool(scales), checked=value != 1)
    core.scale = max(scales, default=Fraction(1))
    return finish(core, text, start, text.low[start:end])


def _with_article(text: Text, start: int, word: str) -> Found | None:
    """Read a hundred, a million, a dozen; without the article they are vague: a few hundred."""
    if text.before(start, 2) != "a ":
        return None
    value = Fraction(english.LARGE.get(word, 12))
    core = Core(value, start + len(word), digits=False, scaled=value >= _THOUSAND)
    more = english.cardinal_at(f"one {text.after(start, _LONGEST)}", 0)
    if more and more[0] > value:
        core.value, core.end = more[0], start + more[1] - len("one ")
    take_scale(core, text, start)
    return finish(core, text, start, word)
