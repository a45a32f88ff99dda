"""Scales behind digits: 3亿5000万, 20 多万, 1.2 billion, 70B."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ai_digest.verify.numbers.figure import number
from ai_digest.verify.numbers.found import is_han
from ai_digest.verify.numbers.units import EN_SCALE, EN_SCALES, ZH_SCALE, ZH_SCALES, counted_at, unit_at

if TYPE_CHECKING:
    from ai_digest.verify.numbers.found import Core, Text

_WAN = 10_000
# 千瓦, 兆字节 and their like are units, not scales
_ZH = re.compile(
    rf"(?P<odd>[多余來来])? ?(?P<scale>{ZH_SCALE})(?<![千兆](?=[瓦克米赫帕伏安焦升比字]))(?P<more>[多余])?"
)
_EN = re.compile(rf"[ -]?(?P<scale>{EN_SCALE})(?![a-z])")
_LETTER = re.compile(r"[ -]?(?P<letter>[kKmMbBtTw])(?![A-Za-z0-9])")
_PART = re.compile(rf"[ -]?(?P<number>[0-9]+(?:\.[0-9]+)?) ?(?P<scale>{ZH_SCALE})(?![瓦克米])")
_REST = re.compile(r"[0-9]{1,4}(?![0-9.,])")


def take_scale(core: Core, text: Text, start: int) -> None:
    """Let the scale that follows a number multiply it, and add the smaller part that may follow that."""
    while match := _ZH.match(text.low, core.end) or _ZH.match(text.low, _past_blank(text, core.end)):
        _multiply(core, ZH_SCALES[match["scale"]], match.end())
        core.odd = core.odd or bool(match["odd"] or match["more"])
    if core.scaled:
        _take_parts(core, text)
        return
    word = _EN.match(text.low, core.end)
    if word:
        _multiply(core, EN_SCALES[word["scale"]], word.end())
        return
    letter = _LETTER.match(text.raw, core.end)
    if letter and _is_scale(letter["letter"], text, start, letter.end()):
        _multiply(core, 4 if letter["letter"] == "w" else EN_SCALES[letter["letter"].lower()], letter.end())


def _multiply(core: Core, power: int, end: int) -> None:
    factor = Fraction(10) ** power
    core.value, core.scale, core.scaled, core.end = core.value * factor, core.scale * factor, True, end


def _is_scale(letter: str, text: Text, start: int, end: int) -> bool:
    """Tell t for trillion from tonnes, by a currency before it, and w for 万 from watts, by what follows."""
    if letter == "t":
        return text.before(start, 1) in {"$", "€", "£", "¥"}
    if letter == "w":
        return is_han(text.after(end, 2).strip()[:1] or " ") or text.after(end) == "+"
    return True


def _take_parts(core: Core, text: Text) -> None:
    """Add the smaller parts of 3 亿 5000 万, or the rest of 3万5000."""
    scale = core.scale
    while match := _PART.match(text.low, core.end):
        factor = Fraction(10) ** ZH_SCALES[match["scale"]]
        part = number(match["number"]) * factor
        if part >= scale:
            return
        core.value, core.end, scale = core.value + part, match.end(), factor
    rest = _REST.match(text.low, core.end)
    if rest and scale >= _WAN and not core.odd:
        has_unit = unit_at(text.low, rest.end()) or counted_at(text.low, rest.end())
        if has_unit:
            core.value, core.end = core.value + int(rest[0]), rest.end()


def _past_blank(text: Text, place: int) -> int:
    return place + 1 if text.after(place) in {" ", "-"} else place
