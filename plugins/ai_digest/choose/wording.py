"""What a title says, in a form in which two titles can be compared.

    own terms   the title's words in its own language: English stems and pairs of them, pairs of characters
    terms       what can be compared across languages: Latin words, figures, and terms of the lexicon
    names       Latin names and known companies and people
    figures     numbers as values; versions ("Name 5.2") by the name they belong to

What stands behind the first clause weighs half: a title with two events goes with the first. (Not so in
Chinese, where the news often stands behind the comma.) Labels ("Sources:", 快讯) and the publisher's name at
the end are no part of what is said.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ai_digest.choose.lexicon import lexicon, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LATER = 0.5  # the weight of what stands behind the first clause
FIRST_CLAUSE, SHORTEST_CLAUSE = 8, 6  # characters, of the first clause and of what follows
SHORTEST_HAN, HAN_SHARE = 4, 3  # a title is Chinese with so many characters, and a third as many as letters
TITLE_CASE = 0.55  # share of capitals above which a title's capitals tell nothing

_SCALES = {
    "万亿": 12, "千亿": 11, "百亿": 10, "亿": 8, "千万": 7, "百万": 6, "万": 4,
    "trillion": 12, "billion": 9, "million": 6, "thousand": 3, "bn": 9, "k": 3, "m": 6, "b": 9, "t": 12,
}  # fmt: skip
_SCALE = "|".join(_SCALES)
_FIGURE = re.compile(
    r"(?<![a-z\d.])(?:us\$|[$€£¥])?(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)"
    rf"\s*({_SCALE})?(?![a-z\d])\+?\s*(%|percent|个百分点)?"
)
_VERSION = re.compile(
    r"(?:([a-z]{2,})[ -]?v?|(?<![a-z\d])v)(\d+(?:\.\d+)+|\d{1,2}(?![\d%,]))"
    r"(?!\.?\d|\s*(?:%|亿|万|个|月|年|日|million|billion|bn|[mbk]\b))"
)
_PUBLISHER = re.compile(r"\s[-–—|·]\s[^-–—|·]{2,30}$")
_LABEL = re.compile(
    r"^(?:sources?|report|exclusive|letter|analysis|interview|(?:show|ask|tell|launch) hn"
    r"|独家|分析|快讯|消息称|消息来源|资料来源|消息人士称|消息|据报道|刚刚|传|曝|[【\[][^】\]]{1,12}[】\]])\s*[:,—-]*\s*"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NOT_WORDS = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"[’']s\b")
_TOKEN = re.compile(r"[a-z]+(?:\.[a-z]\.?)+|[a-z]+[a-z0-9]*(?:(?<=\d)\.\d+)*|[\u3400-\u9fff]+")
_NAME_AND_FIGURE = re.compile(r"([a-z]{3,})(\d+(?:\.\d+)?)")
_CASED = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_ODD_CASE = re.compile(r"[a-z][A-Z]|^[A-Z]{2,}$|\d")
_CLAUSE = re.compile(r";|,\s(?!\d)|\s(?:but|as|after|while|amid|and)\s")
_COMMENT = re.compile(
    r"[?？]|^(?:what|why|how|when|is|are|can|should|do|does|who|where|which|opinion|editorial|review|ask hn"
    r"|tell hn|show hn|i |my |we |our |you |your |inside|meet |a look|here)\b"
    r"|^(?:为什么|为何|如何|怎么|怎样|谁|你|我|深度|万字|对话|专访|观察|评论|解读|一文)"
    r"|全面解读|背后|(?:周|早|晚|日)报|盘点|汇总|一览|评测|实测|复盘|指南|播客|启示"
    r"|\b(?:opinion|review|hands-on|explained|round-?up|changelog|guide|podcast|weekly|newsletter|takeaways)\b"
)
_COMMON = """
    a an the of to in on for and or with by at from as is are was were be been it its this that these those
    new how why what who when where which will would can could may might has have had not no but into over
    after about than more most just up out amid via you your i my we our they their he his she her if so now
    also one all off us s t re don doesn isn aren won do does did get gets got make makes made let lets like
    says said own still very too ai
"""


@dataclass(frozen=True, slots=True)
class Wording:
    """One title, read.

    `own` and `terms` are weights by word. Of what was read, in lower case, `letters` has letters and digits
    only, `series` no digits either, and `numbers` the numbers in their order.
    """

    language: str
    own: Mapping[str, float]
    terms: Mapping[str, float]
    names: frozenset[str]
    figures: frozenset[str]
    versions: Mapping[str, frozenset[str]]
    is_comment: bool
    letters: str
    series: str
    numbers: tuple[str, ...]


def read_title(title: str) -> Wording:
    """Read a title; an empty one says nothing."""
    cased = _bare(title)
    whole = _read(cased)
    clause = _CLAUSE.search(cased.lower(), FIRST_CLAUSE)
    if clause is None or len(cased) - clause.end() < SHORTEST_CLAUSE:
        return whole
    first = _read(cased[: clause.start()])
    return replace(
        whole,
        own={word: weight * (1 if word in first.own else LATER) for word, weight in whole.own.items()},
        terms={word: weight if word in first.terms else LATER for word, weight in whole.terms.items()},
    )


def _bare(title: str) -> str:
    """Drop what is no part of the news: possessives, the publisher at the end, labels at the start."""
    text = _PUBLISHER.sub("", _POSSESSIVE.sub("", unicodedata.normalize("NFKC", title)).strip())
    for _ in range(2):
        label = _LABEL.match(text.lower())
        text = text[label.end() :] if label else text
    return text


def _read(cased: str) -> Wording:
    text = cased.lower()
    versions: dict[str, set[str]] = {}
    for found in _VERSION.finditer(text):
        versions.setdefault(found[1] or "v", set()).add(found[2])
    figures: dict[str, int] = {}  # in their order: sums must not depend on that of a set

    def take(found: re.Match[str]) -> str:
        figures[_figure(found)] = 1
        return " "

    tokens = _TOKEN.findall(_FIGURE.sub(take, text))
    runs = [token for token in tokens if not token[0].isascii()]
    words = [token for token in tokens if token[0].isascii()]
    stems = [_stem_of(word, versions) for word in words]
    han, latin = sum(map(len, runs)), sum(map(len, words))
    language = "zh" if han >= SHORTEST_HAN and han * HAN_SHARE >= latin else "en"
    own, terms = _english(stems)
    for run in runs:
        terms.update(lexicon().in_chinese(run))
        own.update(run[place : place + 2] for place in range(len(run) - 1))
    own.update(figures)
    terms.update(figures)
    names = _names(cased, stems, language) | (lexicon().names & terms.keys())
    return Wording(
        language,
        _damped(own),
        _damped(terms),
        frozenset(names),
        frozenset(figures),
        {name: frozenset(found) for name, found in versions.items()},
        _COMMENT.search(text) is not None,
        _NOT_WORDS.sub("", text),
        _NOT_WORDS.sub("", _NUMBER.sub("", text)),
        tuple(number.replace(",", "") for number in _NUMBER.findall(text)),
    )


def _figure(found: re.Match[str]) -> str:
    number = found[1].replace(",", "")
    if number.count(".") > 1:
        return f"#{number}"
    value = Decimal(number).scaleb(_SCALES.get(found[2] or "", 0)).normalize()
    return f"#{value:f}" + ("%" if found[3] else "")


def _stem_of(word: str, versions: dict[str, set[str]]) -> str:
    """Return a word's stem; `qwen3` is `qwen` in version 3."""
    glued = _NAME_AND_FIGURE.fullmatch(word)
    if glued:
        versions.setdefault(glued[1], set()).add(glued[2])
    return stem(glued[1] if glued else word)


def _english(stems: list[str]) -> tuple[Counter[str], Counter[str]]:
    own: Counter[str] = Counter()
    terms: Counter[str] = Counter()
    for part, found in lexicon().in_english(stems):
        terms.update(found)
        if found or part[0] not in COMMON:
            own.update(part)
            terms.update(() if found else part)
    content = [word for word in stems if word not in COMMON]
    own.update(f"{one} {two}" for one, two in itertools.pairwise(content))
    return own, terms


def _names(cased: str, stems: list[str], language: str) -> set[str]:
    """Return the stems of the Latin names: a Chinese title's Latin words, an English one's capitals.

    Where nearly every word has a capital, only odd ones count (`iPhone`, `AWS`).
    """
    if language == "zh":
        found = set(stems)
    else:
        words = _CASED.findall(cased)
        capitals = [word for word in words if word[0].isupper()]
        if len(capitals) < TITLE_CASE * len(words):
            found = {stem(word.lower()) for word in words[1:] if word[0].isupper()}
        else:
            found = {stem(word.lower()) for word in words if _ODD_CASE.search(word)}
    return {word for word in found - COMMON if len(word) > 1 and (word,) not in lexicon().english}


def _damped(counts: Counter[str]) -> dict[str, float]:
    return {word: count**0.5 for word, count in counts.items()}


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words)


COMMON = _stems(_COMMON.split())
