"""Chinese numerals as values: 三百五十, 两万五, 十二点五, 二〇二六, 廿三, 壹佰贰拾.

A run of digits without a unit between them (三五 days, 七八 people, 十四五) is no value: it hedges, or names.
"""

from __future__ import annotations

import re
from fractions import Fraction

_FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩", "一二二三三四五六六七八九十百千万亿两")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": "二十", "卅": "三十"}
RUN = "零〇一二两三四五六七八九十百千万亿廿卅壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩"
SEED = f"[{RUN}]+(?:点[零〇一二三四五六七八九]+[百千万亿萬億]*)?"
_YEAR = re.compile("[一二][零〇一二三四五六七八九]{3}")
_PLACES = 4  # a fraction's digits; no text spells out more
_LONGEST = 24


def value_of(run: str) -> Fraction | None:
    """Return the value of a run of numerals, None if it has none (also where its first digit is left out)."""
    if len(run) > _LONGEST:
        return None
    run = run.translate(_FORMAL)
    for char, plain in _TENS.items():
        run = run.replace(char, plain)
    whole, point, part = run.partition("点")
    if point:
        return _with_point(whole, part)
    if _YEAR.fullmatch(run):
        return Fraction(int("".join(str(_DIGITS[char]) for char in run)))
    return _whole(run)


def magnitude_of(run: str) -> Fraction | None:
    """Return 1,000,000 for 百万 and its like, whose first digit is left out."""
    if run[:1] in set("百千万亿") and 1 < len(run) <= _LONGEST:
        return _whole(f"一{run}")
    return None


def _with_point(whole: str, part: str) -> Fraction | None:
    digits = part.rstrip("百千万亿")
    before = _whole(whole)
    after = [_DIGITS.get(char) for char in digits]
    scale = _scale(part[len(digits) :])
    if before is None or None in after or len(digits) > _PLACES or scale is None:
        return None
    return (before + Fraction(int("".join(map(str, after))), 10 ** len(digits))) * scale


def _scale(chars: str) -> Fraction | None:
    return _whole(f"一{chars}") if chars else Fraction(1)


def _whole(run: str) -> Fraction | None:
    """Add up a run: units of ten within a section of four places, sections of 万 and 亿."""
    total = section = 0
    digit: int | None = None
    last = 1  # the unit that was read last, for 两万五 = 25,000
    zero = False
    for char in run:
        if char in _DIGITS:
            if digit is not None:
                return None
            zero = char in "零〇" and bool(total or section)
            digit = None if zero else _DIGITS[char]
            last = 1 if zero else last
        elif char in _UNITS:
            if digit is None and (char != "十" or section):
                return None
            section += (1 if digit is None else digit) * _UNITS[char]
            digit, last = None, _UNITS[char]
        else:
            scale = 10_000 if char == "万" else 100_000_000
            section += digit or 0
            if not section and not total:
                return None
            if char == "亿":
                total, section = (total + section) * scale, 0
            else:
                total, section = total + section * scale, 0
            digit, last = None, scale
    if digit is not None:
        section += digit * (last // 10 if last >= 100 and not zero else 1)  # noqa: PLR2004
    return Fraction(total + section)
