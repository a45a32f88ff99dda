"""The last step of reading a number: what stands around it, put together to a figure."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ai_digest.verify.numbers.context import after, before
from ai_digest.verify.numbers.figure import NAMED, Figure, Mark, Sign
from ai_digest.verify.numbers.found import Found
from ai_digest.verify.numbers.naming import Name, can_be_named, is_version
from ai_digest.verify.numbers.units import (
    COUNT,
    CURRENCIES,
    MONTHS,
    OFTEN,
    ORDINAL,
    PERCENT,
    SECONDS,
    TIMES,
    Unit,
    counted_at,
    thing_at,
    unit_at,
)

if TYPE_CHECKING:
    from ai_digest.verify.numbers.context import Before
    from ai_digest.verify.numbers.found import Core, Text

SPANS = frozenset({SECONDS, MONTHS})
_ODD = re.compile(" ?[多余](?!次|少|样|方|项|种|元化)|[多余](?=[种项次家个名])")
_ODD_AFTER = re.compile("[多余](?!次|少|样|方|项|种|元)")
_MAY_BE_ODD = frozenset({*CURRENCIES, *SPANS, COUNT, TIMES, "g", "m"})
_ORDINAL_BEFORE = re.compile(r"(?:(?:第|no\.|number|ranks?|ranked) ?|(?<!#)#)$")
_NO_ORDINAL = re.compile(" ?(?:方|者|产业|世界|天|时间|人称|步)")
_ENDS_HEADING = frozenset("点，,、：:")
_LETTER = re.compile("[A-Za-z]")
_TENTHS = {"半": 5} | {char: value for value, char in enumerate("一二三四五六七八九", 1)}
_NO_TENTHS = frozenset("立员为本果功就都长绩熟份交像人")
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_MOST_TENTHS = 10
# 近三年, over the past three years: no hedge
_SPAN_BEFORE = re.compile("(?:近 ?|over |the past |the last )$")


def finish(core: Core, text: Text, start: int, raw: str, name: Name = Name.NONE) -> Found | None:
    """Read unit, currency, hedge and direction of a number; None if it turns out to be none."""
    if core.digits and (odd := _ODD.match(text.low, core.end)):
        core.odd, core.end = True, odd.end()
    ordinal = _ORDINAL_BEFORE.search(text.low, max(0, start - 8), start)
    if ordinal:
        return _ordinal(core, text, ordinal.start())
    beside = before(text.low, start)
    unit, end = _unit(core, text, beside.currency)
    is_plain = unit is None and not core.scaled and not beside.currency
    if is_plain and (name is not Name.NONE or _LETTER.match(text.raw, core.end)):  # Claude 5.5, 3D
        return Found.at(text, named(raw), start, core.end, checked=False)
    if core.digits and not core.scaled and is_version(text, start, core.end):
        return Found.at(text, named(raw), start, core.end)
    return _measured(core, text, start, unit, end, beside)


def named(raw: str) -> Figure:
    """Return the number of a name, or of a version, as it is written."""
    return Figure(unit=NAMED, label=raw.replace(",", ""))


def _measured(core: Core, text: Text, start: int, unit: Unit | None, end: int, beside: Before) -> Found:
    """Put value, unit, hedge and direction together."""
    core.unit, value, added, end = _with_half(core, text, unit, end)
    name = core.unit.name if core.unit else ""
    mark_after, sign_after = after(text.low, end)
    if not core.odd and name in _MAY_BE_ODD and (odd := _ODD_AFTER.match(text.low, end)):
        core.odd, end = True, odd.end()
    is_span = name in SPANS and _SPAN_BEFORE.search(text.low, max(0, start - 8), start)
    mark = Mark.ODD if core.odd else mark_after if is_span else beside.mark or mark_after
    sign = beside.sign or sign_after
    if name == TIMES and value == 1 and sign is Sign.UP:
        value, added = Fraction(2), True  # 增长一倍 is doubled
    is_bound = mark is not Mark.NONE and core.value > 1  # 百万 is vague, 逾百万 is not
    checked = (core.checked or added or is_bound) and not (name == OFTEN and core.value == 1)
    found = Found.at(text, Figure(value, name, sign, mark), start, end, checked=checked)
    return replace(found, core=core, named=core.digits and not core.unit and can_be_named(text, start))


def _with_half(
    core: Core, text: Text, unit: Unit | None, end: int
) -> tuple[Unit | None, Fraction, bool, int]:
    """Return unit, value in it, whether a half was added (一年半, 三个半月, 八成半), and where it ends."""
    if core.value.denominator == 1 and text.after(core.end, 2) == "个半":
        wide = unit_at(text.low, core.end + 2)
        if wide and wide[0].name in SPANS:
            return wide[0], (core.value + Fraction(1, 2)) * wide[0].factor, True, wide[1]
    if unit is None:
        return None, core.value, False, end
    value = core.value * unit.factor
    if unit.name in SPANS and text.after(end) == "半":
        return unit, value + unit.factor / 2, True, end + 1
    if unit.name == PERCENT and text.before(end, 1) == "成" and text.after(end) in _TENTHS:
        return unit, value + _TENTHS[text.after(end)], True, end + 1
    return unit, value, False, end


def _unit(core: Core, text: Text, currency: str) -> tuple[Unit | None, int]:
    """Return the unit of a number, None if there is none, and where it ends."""
    read = _named_unit(core, text)
    if currency:
        if read and read[0].name in CURRENCIES | {TIMES}:
            return Unit(read[0].name if currency == "¥" else currency, read[0].factor), read[1]
        return Unit(currency), core.end
    if read:
        return read
    end = counted_at(text.low, core.end)
    if end and (core.digits or text.low[core.end : end].strip() != "点"):
        return Unit(COUNT), end
    if not core.scaled and thing_at(text.raw, core.end):
        return Unit(COUNT), core.end
    return None, core.end


def _named_unit(core: Core, text: Text) -> tuple[Unit, int] | None:
    """Return the unit that is spelt out behind a number, unless its word means something else there."""
    read = unit_at(text.low, core.end)
    if read is None and core.scaled and text.after(core.end) == "个":
        read = unit_at(text.low, core.end + 1)
    if read is None:
        return None
    unit, end = read
    word = text.low[core.end : end].strip(" -")
    means_other = (
        (word == "won" and not core.scaled)
        or (unit.name == ORDINAL and word in _ORDINAL_ENDINGS and not core.digits)
        or (word == "成" and (core.value > _MOST_TENTHS or text.after(end) in _NO_TENTHS))
    )
    return None if means_other else read


def _ordinal(core: Core, text: Text, start: int) -> Found | None:
    if _NO_ORDINAL.match(text.low, core.end):
        return None
    is_heading = not core.digits and text.after(core.end) in _ENDS_HEADING  # 第三，…
    checked = core.value != 1 and not is_heading
    return Found.at(text, Figure(core.value, ORDINAL), start, core.end, checked=checked)
