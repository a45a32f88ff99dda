"""English number words as values: twenty-five, a hundred and twenty, two and a half million, two thirds.

Ordinals (third, twenty-first) and words for multiples (twice, doubled, tenfold) are read here, too.
"""

from __future__ import annotations

import re
from fractions import Fraction

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
LARGE = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MULTIPLES = {
    "double": 2, "doubles": 2, "doubled": 2, "doubling": 2, "triple": 3, "triples": 3, "tripled": 3,
    "tripling": 3, "quadruple": 4, "quadruples": 4, "quadrupled": 4, "quadrupling": 4, "quintupled": 5,
    "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7,
    "eightfold": 8, "ninefold": 9, "tenfold": 10, "hundredfold": 100,
}  # fmt: skip
TWOS = {"both": 2, "pair": 2, "couple": 2, "duo": 2, "twin": 2, "dual": 2, "twice": 2, "thrice": 3, "trio": 3}
HALVES = frozenset({"halved", "halves", "halving"})
_ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth",
]  # fmt: skip
ORDINALS = {word: value for value, word in enumerate(_ORDINALS, 1)} | {
    f"{tens[:-1]}ieth": 10 * value for value, tens in enumerate(_TENS, 2)
}
_FRACTIONS = {word: value for word, value in ORDINALS.items() if value > 2} | {  # noqa: PLR2004
    "quarter": 4, "half": 2, "halves": 2, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip

_small = "|".join(sorted(SMALL, key=len, reverse=True))
_large = "|".join(LARGE)
_words = sorted([*SMALL, *MULTIPLES, *TWOS, *HALVES, *ORDINALS, "dozen", "half", "quarter", *LARGE], key=len)[
    ::-1
]
# the first letter is tried before the long list of words: most words of a text fail there
SEED = rf"(?<![a-z0-9])(?=[abcdefhmnopqstz])(?:{'|'.join(_words)})(?![a-z])"
_FRACTION = re.compile(
    rf"(?P<over>a|an|one|[2-9]|{_small})[ -](?P<under>{'|'.join(_FRACTIONS)})(?P<plural>s?)\b"
)
_IN = re.compile(
    rf"(?P<over>one|two|three|four|five|[1-9]) (?:in|out of)(?: every)? (?P<under>{_small}|[0-9]+)\b"
)
# bounded, so that an endless row of number words is not read to its end at each of them
_RUN = re.compile(
    rf"(?:(?:{_small})(?:[ -](?:{_small}))?)(?![a-z])"
    rf"(?P<half> and a half)?(?P<large>(?:[ -](?:{_large}|dozen)(?![a-z])){{0,3}})"
    rf"(?P<rest>(?: and|-and|,)?[ -](?:{_small})(?:[ -](?:{_small}))?(?![a-z])"
    rf"(?:[ -](?:{_large})(?![a-z])){{0,3}}){{0,5}}"
)
_FIRST = re.compile(rf"(?:{_small})(?:-(?:{_small}))?(?![a-z])")
_WORD = re.compile("[a-z]+")
_ORDINAL = re.compile(rf"(?P<tens>{'|'.join(_TENS)})-(?P<one>{'|'.join(_ORDINALS[:9])})(?![a-z])")


def fraction_at(text: str, start: int) -> tuple[Fraction, int] | None:
    """Return the share that is spelt out at a place (two thirds, one in four), and where it ends."""
    match = _FRACTION.match(text, start)
    if match:
        over = {"a": 1, "an": 1}.get(match["over"]) or _small_value(match["over"])
        under = _FRACTIONS[match["under"]]
        is_plural = bool(match["plural"]) or match["under"] == "halves"
        return (Fraction(over, under), match.end()) if is_plural == (over > 1) else None
    match = _IN.match(text, start)
    if match:
        over, under = _small_value(match["over"]), _small_value(match["under"])
        return (Fraction(over, under), match.end()) if over < under < 1900 else None  # noqa: PLR2004
    return None


def ordinal_at(text: str, start: int) -> tuple[int, int] | None:
    """Return the value of twenty-first and its like, and where it ends."""
    match = _ORDINAL.match(text, start)
    return (SMALL[match["tens"]] + ORDINALS[match["one"]], match.end()) if match else None


def cardinal_at(text: str, start: int) -> tuple[Fraction, int] | None:
    """Return the value of the number words at a place, and where they end."""
    match = _RUN.match(text, start)
    if match is None:
        return None
    end = match.end()
    value = _sum(_WORD.findall(text, start, end))
    if value is None:  # two numbers side by side: "two, three"
        first = _FIRST.match(text, start)
        value = _sum(_WORD.findall(first[0])) if first else None
        end = first.end() if first else start
    return (value, end) if value is not None else None


def _sum(words: list[str]) -> Fraction | None:
    """Add the words up; None where they are no single number."""
    total = section = Fraction(0)
    last = 10**15
    for index, word in enumerate(words):
        if word == "and" or (word == "a" and words[index + 1 : index + 2] == ["half"]):
            continue
        if word == "half":
            section += Fraction(1, 2)
        elif word in SMALL:
            value = SMALL[word]
            if section and not _may_follow(section, value):
                return None
            section += value
        elif word in {"hundred", "dozen"}:
            section *= LARGE.get(word, 12)
        elif LARGE[word] < last:
            total, section, last = total + section * LARGE[word], Fraction(0), LARGE[word]
        else:
            return None
    return total + section


def _may_follow(section: Fraction, value: int) -> bool:
    """Tell whether a small number may stand behind what there is: twenty five, a hundred and twenty."""
    if section % 100 == 0:
        return True
    return section % 10 == 0 and section % 100 >= 20 and 0 < value < 10  # noqa: PLR2004


def _small_value(word: str) -> int:
    return SMALL[word] if word in SMALL else int(word)
