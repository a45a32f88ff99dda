"""Numbers in digits: 1,234.5, 1/10, 9 : 1, 3 分之 1, and those that belong to a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ai_digest.verify.numbers import chinese
from ai_digest.verify.numbers.figure import LONGEST_NUMBER, Figure, number
from ai_digest.verify.numbers.finish import finish, named
from ai_digest.verify.numbers.found import Core, Found
from ai_digest.verify.numbers.naming import Name, name_before
from ai_digest.verify.numbers.scales import take_scale
from ai_digest.verify.numbers.units import RATIO, SHARE

if TYPE_CHECKING:
    from fractions import Fraction

    from ai_digest.verify.numbers.found import Text

SEED = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*"
SHARE_OF = re.compile(rf" ?分之 ?(?P<over>[0-9]+(?:\.[0-9]+)?|{chinese.SEED})")
_SLASH = re.compile(r"[/⁄](?P<under>[0-9]{1,5})(?![0-9.,]|[/⁄][0-9])")
_RATIO = re.compile(r" ?(?::|比) ?(?P<under>[0-9]{1,4}(?:\.[0-9]+)?)(?![0-9])")
_ACTIVE = re.compile(r"[0-9]+(?:\.[0-9]+)?B(?![A-Za-z0-9])")
_LONGEST_PART = 5  # digits of a fraction or a ratio
_BILLION = 10**9


def read_digits(text: Text, start: int, raw: str) -> Found | None:
    """Read the number whose digits stand at a place."""
    end = start + len(raw)
    name = name_before(text, start, end)
    if len(raw) > LONGEST_NUMBER or raw.count(".") > 1:
        return Found.at(text, named(raw[:LONGEST_NUMBER]), start, end, checked=name is Name.NONE)
    if name is Name.CODE:
        return _active(text, start)
    if name is Name.GLUED:
        return Found.at(text, named(raw), start, end, checked=False)
    core = Core(number(raw.replace(",", "")), end, digits=True)
    part = _part(core, text, start, raw)
    if part:
        return part
    take_scale(core, text, start)
    return finish(core, text, start, raw, name)


def value_of(text: str) -> Fraction | None:
    """Return the value of digits or Chinese numerals, None if they have none."""
    return number(text) if text[0].isascii() else chinese.value_of(text)


def _active(text: Text, start: int) -> Found | None:
    """Read the 3 billion active parameters in Heron-30B-A3B; no other code's number stands for anything."""
    match = _ACTIVE.match(text.raw, start)
    if match is None or text.raw[max(0, start - 3) : start] != "B-A":
        return None
    return Found.at(text, Figure(number(match[0][:-1]) * _BILLION), start, match.end(), checked=False)


def _part(core: Core, text: Text, start: int, raw: str) -> Found | None:
    """Read a number that is a part of another one."""
    share = SHARE_OF.match(text.low, core.end)
    over = value_of(share["over"]) if share and core.value else None
    if share and over is not None:
        return Found.at(text, Figure(over / core.value, SHARE), start, share.end())
    if len(raw) > _LONGEST_PART:
        return None
    slash = _SLASH.match(text.low, core.end)
    if slash and "." not in raw and int(slash["under"]) and text.before(start, 1) not in {"/", "⁄"}:
        return Found.at(text, Figure(core.value / int(slash["under"]), SHARE), start, slash.end())
    ratio = _RATIO.match(text.low, core.end)
    if ratio and number(ratio["under"]):
        return Found.at(text, Figure(core.value / number(ratio["under"]), RATIO), start, ratio.end())
    return None
