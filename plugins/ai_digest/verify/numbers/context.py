"""What the words beside a number say of it: a currency, a hedge, a direction.

「增长了约 3%」 → about, up    "fell by more than $3 billion" → more than, down, USD
「增至 3 亿」, "rose to 3 million" → a level, so no direction
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ai_digest.verify.numbers.figure import Mark, Sign
from ai_digest.verify.numbers.units import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

REACH = 32  # characters before a number that are looked at
_AFTER = 24
_MARKS = {
    Mark.ABOUT: "约莫|大约|大概|大致|约为|约|about|around|roughly|approximately|approx."
                "|circa|some|an estimated|~|≈",
    Mark.NEARLY: "将近|接近|逼近|几近|近|nearly|almost|close to|approaching|just under"
                 "|just shy of",
    Mark.LEAST: "至少|不少于|不低于|不小于|at least|no less than|no fewer than|not less than"
                "|a minimum of|≥|>=",
    Mark.OVER: "超过了|超过|超出|超越|超|逾越|逾|突破了|突破|高于|多于|大于|不止|破|over|above"
               "|more than|exceeding|exceeds|exceeded|exceed|in excess of|upwards of|upward of|greater than"
               "|topping|topped|tops|surpassing|surpassed|surpasses|surpass|north of|crossed|crosses|crossing"
               "|higher than|older than|longer than|>",
    Mark.UNDER: "不到|不足|低于|少于|小于|不满|未满|不超过|不多于|less than|younger than"
                "|shorter than|fewer than|lower than|under|below|<",
}  # fmt: skip
_UPS = (
    "增长|增加|上涨|上升|上调|提高|提升|攀升|飙升|激增|大增|大涨|猛增|扩大|增幅|涨幅|涨价|涨|增|升"
    "|widened|widens|widen"
    "|rose|rise|rises|rising|grew|grow|grows|growing|growth|increased|increases|increase|increasing|gained|gains|gain|jumped|jumps|jump"
    "|surged|surges|surge|soared|soars|climbed|climbs|up"
)
_DOWNS = (
    "下降|下跌|下滑|下调|减少|降低|降价|缩减|缩短|降幅|跌幅|削减|萎缩|骤降|大跌|大降|回落|收窄|缩小|跌|降|减"
    "|narrowed|narrows|narrow"
    "|fell|fall|falls|falling|fallen|dropped|drops|drop|dropping|declined|declines|decline|decreased|decreases"
    "|decrease|slid|shrank|plunged|plunges|tumbled|tumbles|cut|cuts|cutting|reduced|reduces|reduce|reducing|slashed"
    "|slashes|slash|lowered|lowers|down"
)
_LEVELS = "至|到|成|为|达到|达|to"
_FILLERS = (
    "了|同比|环比|幅度|又|再|高达|多达|最高|最多|至多|另外|仅|只有|有|共"
    "|by|of|a|an|the|up to|as much as|as many as"
)


def _choice(words: Iterable[str]) -> str:
    """Return an alternation of words spelt backwards, the longest first; a Latin word is a whole word."""
    return "|".join(
        ("(?<![a-z])" if _is_latin(word[-1]) else "")
        + re.escape(word[::-1])
        + ("(?![a-z])" if _is_latin(word[0]) else "(?![签合条节违纽契])" if word == "约" else "")
        for word in sorted(words, key=len, reverse=True)
    )


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


# Read backwards from the number: matching word after word this way never has to try anything twice.
_BEFORE = re.compile(
    "(?:"
    + "|".join(
        f"(?P<{name}>{_choice(words)})"
        for name, words in {
            "least": _MARKS[Mark.LEAST].split("|"),
            "under": _MARKS[Mark.UNDER].split("|"),
            "filler": _FILLERS.split("|"),
            "nearly": _MARKS[Mark.NEARLY].split("|"),
            "about": _MARKS[Mark.ABOUT].split("|"),
            "over": _MARKS[Mark.OVER].split("|"),
            "up": _UPS.split("|"),
            "down": _DOWNS.split("|"),
            "level": _LEVELS.split("|"),
            "currency": PREFIXES,
        }.items()
    )
    + r"|\s)+"
)
_MARK_OF_GROUP = {
    "least": Mark.LEAST, "under": Mark.UNDER, "nearly": Mark.NEARLY, "about": Mark.ABOUT, "over": Mark.OVER,
}  # fmt: skip
_BY = re.compile(
    r"(?P<up>rais|increas|boost|grow|grew|expand|lift)?"
    r"(?P<down>reduc|cut|lower|decreas|slash|shrink|shr[au]nk|trim)?"
    r"[a-z]*(?: [a-z']+){1,5} by (?:[a-z ]{0,12}[$€£¥]?)?$"
)
_MINUS = re.compile(r"(?:^|[\s(（:：,，、|\u3400-\u9fff])(?:[-−–]|minus |negative )[$€£¥]?$|(?:负|零下) ?$")
_AFTER_MARK = re.compile(
    r" ?(?:(?P<about>左右|上下(?!文|游|级|班|架|行)|or so(?![a-z]))"
    r"|(?P<least>及?以上|or more(?![a-z])|and up(?![a-z])|\+|plus(?![a-z])|起(?!来))"
    r"|(?P<under>以下|以内|or less(?![a-z])|or fewer(?![a-z])))"
)
_AFTER_SIGN = re.compile(
    r" ?(?:的|左右的)?(?:年度?|同比|环比)?(?P<up>增长|涨幅|增幅|上涨|提升|提高)|"
    r" ?的?(?P<down>降幅|跌幅|下降|下跌|减少|降低)|"
    r"[ -](?:[a-z-]+ ){0,2}(?:(?P<en_up>growth|increase|rise|jump|gain|surge|higher)"
    r"|(?P<en_down>decline|drop|fall|decrease|reduction|cut|discount|lower|less|fewer|cheaper))(?![a-z])"
)


class Before(NamedTuple):
    """What stands before a number: currency, hedge, direction; `start` is where those words begin."""

    start: int
    currency: str = ""
    mark: Mark = Mark.NONE
    sign: Sign = Sign.NONE


def before(text: str, start: int) -> Before:
    """Read backwards from a number, word by word, as far as the words speak of it."""
    floor = max(0, start - REACH)
    reach = text[floor:start]
    if _MINUS.search(reach):
        currency = PREFIXES.get(reach[-1], "")
        return Before(start - 1, currency, Mark.NONE, Sign.MINUS)
    match = _BEFORE.match(reach[::-1])
    if match is None:
        return Before(start)
    found = match[0][::-1]
    mark = next((mark for name, mark in _MARK_OF_GROUP.items() if match[name]), Mark.NONE)
    currency = PREFIXES[match["currency"][::-1]] if match["currency"] else ""
    return Before(start - match.end(), currency, mark, _direction(reach, match, found))


def _direction(reach: str, match: re.Match[str], found: str) -> Sign:
    if match["level"] and not _is_by(found):
        return Sign.NONE
    if match["up"] or match["down"]:
        return Sign.UP if match["up"] else Sign.DOWN
    far = _BY.search(reach) if _is_by(found) else None
    return Sign.NONE if far is None else Sign.UP if far["up"] else Sign.DOWN if far["down"] else Sign.NONE


def _is_by(found: str) -> bool:
    return " by " in f" {found} "


def after(text: str, end: int) -> tuple[Mark, Sign]:
    """Read on behind a number and its unit: 左右, 以上, "3% growth", "20% lower"."""
    reach = text[end : end + _AFTER]
    mark, sign = Mark.NONE, Sign.NONE
    found = _AFTER_MARK.match(reach)
    if found:
        mark = Mark.ABOUT if found["about"] else Mark.LEAST if found["least"] else Mark.UNDER
    said = _AFTER_SIGN.match(reach)
    if said:
        sign = Sign.UP if said["up"] or said["en_up"] else Sign.DOWN
    return mark, sign
