"""Numbers that belong to a name: H100, GPT-5.6, Claude 5.5, v7.10. They are no quantities."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from ai_digest.verify.numbers.found import is_han

if TYPE_CHECKING:
    from ai_digest.verify.numbers.found import Text

_REACH = 24
_NAME = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9.+]*)(?P<join>[- ]?)$")
_VERSION = re.compile(r"(?:(?<![a-z])(?:v|ver|version|release)\.? ?|版本 ?(?:号 ?)?)$")
_VERSION_AFTER = re.compile(" ?版(?!本?权|图|面|块|税|画)")
_SCALE_LETTER = re.compile("[BMTK](?![a-z0-9])")
# written in small letters, these are names all the same
_MODELS = frozenset("gpt llama qwen glm claude gemini deepseek grok phi mistral kimi".split())  # noqa: SIM905
_CURRENCIES = frozenset(
    "us rmb cny usd eur gbp jpy krw hkd inr chf sgd aud cad aed rs".split()  # noqa: SIM905
)
# capitalised at a sentence's start, or between two numbers, these are no names
_NO_NAMES = _CURRENCIES | frozenset(
    """
    in on at by of to for from the a an and or with about over under since until till between among
    after before more less up down top its their our his her this that these those all some another only
    just nearly almost around roughly approximately than as is was were are be has have had but if when
    while where series page no nos may march age aged least most exactly every each both last next past
    first he she it they we you i ai new now then also not what how why so per during within through
    across against via like says said rose fell grew hit reached raised cost costs q v vs no. jan feb
    mar apr jun jul aug sep sept oct nov dec january february april june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday spring summer fall winter
    """.split()  # noqa: SIM905
)
# Chinese characters behind which a number without a unit is a quantity
_BEFORE_QUANTITIES = frozenset(
    "达到至为是超约近共有增降涨跌了过在于每前后第仅只从由比余多和与及或需用花收投成得逾破满足"
)


class Name(Enum):
    """How a Latin name stands before a number: not at all, H100, Reed3 or GPT-5, Claude 5.5."""

    NONE = auto()
    CODE = auto()
    GLUED = auto()
    SPACED = auto()


def name_before(text: Text, start: int, end: int) -> Name:
    """Say which kind of name stands before a number; the one letter of a code names nothing by itself."""
    match = _NAME.search(text.raw, max(0, start - _REACH), start)
    if match is None:
        return Name.NONE
    name, join = match["name"], match["join"]
    small = name.lower()
    glued = Name.CODE if len(name) == 1 else Name.GLUED
    if small.rstrip(".") in _NO_NAMES:
        return glued if len(small) == 1 and not join and small != "v" else Name.NONE
    if not join:
        return Name.NONE if small == "fy" else glued
    if join == " ":
        return Name.NONE if name.islower() else Name.SPACED
    is_word = name.islower() and small not in _MODELS
    return Name.NONE if is_word or _SCALE_LETTER.match(text.raw, end) else glued


def is_version(text: Text, start: int, end: int) -> bool:
    """Tell whether the words beside a number call it a version."""
    return bool(_VERSION.search(text.low, max(0, start - 10), start) or _VERSION_AFTER.match(text.low, end))


def can_be_named(text: Text, start: int) -> bool:
    """Tell whether a Chinese name can stand before a number that has no unit: 云鹤 2, but not 达到 100."""
    back = text.before(start, 2).rstrip(" 「」“”\"'")
    return bool(back) and is_han(back[-1]) and back[-1] not in _BEFORE_QUANTITIES
