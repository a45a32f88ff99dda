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


class _Told(NamedTuple):
    """A story in the form in which it is compared."""

    links: frozenset[str]
    ids: frozenset[str]
    words: str
    fixed: frozenset[str]
    speaker: str
    said: str


def repeats(page: Page, story_of: Mapping[str, str]) -> Iterator[Finding]:
    """Yield each story that was told above; `story_of` gives ids of stories by canonical link."""
    told = [(story, _read(story, story_of)) for story in page.stories]
    found: dict[int, Finding] = {}
    for (first, one), (second, other) in combinations(told, 2):
        if second.line.number not in found and _is_same(one, other):
            message = f"the story is told in line {first.line.number} already: {second.headline!r}"
            found[second.line.number] = Finding(second.line.number, Code.TOLD_TWICE, message)
    yield from found.values()


def _read(story: Story, story_of: Mapping[str, str]) -> _Told:
    text = unicodedata.normalize("NFKC", story.headline).casefold()
    spoken = _SPOKEN.match(text)
    links = frozenset(map(canonical, story.links))
    return _Told(
        links=links,
        ids=frozenset(story_of[link] for link in links if link in story_of),
        words=_bare(text),
        fixed=frozenset(_FIXED.findall(text)),
        speaker=_bare(spoken[1]) if spoken else "",
        said=spoken[2] if spoken else "",
    )


def _is_same(one: _Told, other: _Told) -> bool:
    """Tell whether two stories are one; a link that stands twice is a finding of its own."""
    if one.links & other.links:
        return False
    return bool(one.ids & other.ids) or _same_headline(one, other) or _same_words(one, other)


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", text)


def _same_headline(one: _Told, other: _Told) -> bool:
    if min(len(one.words), len(other.words)) < SHORTEST_HEADLINE or one.fixed != other.fixed:
        return False
    return fuzz.ratio(one.words, other.words, score_cutoff=SAME_HEADLINE) > 0


def _same_words(one: _Told, other: _Told) -> bool:
    if min(len(one.speaker), len(other.speaker)) < SHORTEST_SPEAKER:
        return False
    if not (one.speaker.startswith(other.speaker) or other.speaker.startswith(one.speaker)):
        return False
    match = SequenceMatcher(None, one.said, other.said, autojunk=False).find_longest_match()
    return bool(_HAN_RUN.search(one.said[match.a : match.a + match.size]))
