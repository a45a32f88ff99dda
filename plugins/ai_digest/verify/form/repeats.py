"""A story that is told twice under two links.

Two stories are the same when
1. the evidence has both links in one story, or
2. their headlines are near-identical, with the same figures and Latin words (5.1 and 5.2 are two
   releases), or
3. both report what the same person or house says ("X：…", one X may be longer) and share a run of four
   Chinese characters in what is said.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from ai_digest.links import canonical
from ai_digest.verify.form.finding import Code, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ai_digest.verify.form.page import Page, Story

SAME_HEADLINE = 88.0
SHORTEST_HEADLINE = 6
SHORTEST_SPEAKER = 3
SHARED_RUN = 4
_NOT_WORDS = re.compile(r"[\W_]+")
_FIXED = re.compile(r"[a-z]+|\d+(?:\.\d+)*")
_SPOKEN = re.compile(r"([^：:“”「」]{3,24})[：:]\s*(.+)")
_HAN_RUN = re.compile(rf"[\u4e00-\u9fff]{{{SHARED_RUN},}}")


class _Headline(NamedTuple):
    words: str
    fixed: frozenset[str]
    speaker: str
    said: str


def repeats(page: Page, story_of: Mapping[str, str]) -> Iterator[Finding]:
    """Yield each story that was told above; `story_of` gives ids of stories by canonical link."""
    told = [(story, _read(story.headline)) for story in page.stories]
    found: dict[int, Finding] = {}
    for (first, one), (second, other) in combinations(told, 2):
        if second.line.number in found or _shares_link(first, second):
            continue
        if _same_event(first, second, story_of) or _same_headline(one, other) or _same_words(one, other):
            message = f"the story is told in line {first.line.number} already: {second.headline!r}"
            found[second.line.number] = Finding(second.line.number, Code.TOLD_TWICE, message)
    yield from found.values()


def _read(headline: str) -> _Headline:
    text = unicodedata.normalize("NFKC", headline).casefold()
    spoken = _SPOKEN.match(text)
    speaker, said = (spoken[1], spoken[2]) if spoken else ("", "")
    return _Headline(_NOT_WORDS.sub("", text), frozenset(_FIXED.findall(text)), _bare(speaker), said)


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", text)


def _shares_link(first: Story, second: Story) -> bool:
    """Tell whether they share a link, which is a finding of its own."""
    return not {*map(canonical, first.links)}.isdisjoint(map(canonical, second.links))


def _same_event(first: Story, second: Story, story_of: Mapping[str, str]) -> bool:
    ids = [{story_of.get(canonical(link), "") for link in story.links} - {""} for story in (first, second)]
    return bool(ids[0] & ids[1])


def _same_headline(one: _Headline, other: _Headline) -> bool:
    if min(len(one.words), len(other.words)) < SHORTEST_HEADLINE or one.fixed != other.fixed:
        return False
    return fuzz.ratio(one.words, other.words, score_cutoff=SAME_HEADLINE) > 0


def _same_words(one: _Headline, other: _Headline) -> bool:
    if min(len(one.speaker), len(other.speaker)) < SHORTEST_SPEAKER:
        return False
    if not (one.speaker.startswith(other.speaker) or other.speaker.startswith(one.speaker)):
        return False
    match = SequenceMatcher(None, one.said, other.said, autojunk=False).find_longest_match()
    return bool(_HAN_RUN.search(one.said[match.a : match.a + match.size]))
