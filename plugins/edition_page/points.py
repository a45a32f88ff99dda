"""Which story a point of the summary speaks of, told by their words.

Words are pairs of Chinese characters, Latin words and figures; one that few headlines have weighs more. A
point belongs to the story whose headline is most like it; where no headline is like it enough, the facts
are asked too. What stays in doubt, or between two stories, has no place: a point that jumps to the wrong
story is worse than one that does not jump.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z]+[\w+#-]*|\d[\d.,]*")
LIKE = 0.22  # of headlines: the share of weight in common
TELLS = 0.38  # of facts: the share of the point's weight that the story has
ENOUGH = 4  # words of a point, to ask the facts about it
AHEAD = 1.15  # how much better than the next story it has to be


class _Story(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def headline(self) -> str: ...
    @property
    def text(self) -> str: ...


def targets(points: Sequence[str], stories: Sequence[_Story]) -> list[str | None]:
    """Return for each point the id of its story, or None."""
    if not (points and stories):
        return [None] * len(points)
    headlines = [words_of(story.headline) for story in stories]
    rare = _weights(headlines)
    asked = [words_of(point) for point in points]
    found = [_best([_likeness(words, other, rare) for other in headlines], LIKE) for words in asked]
    if any(place is None and len(words) >= ENOUGH for place, words in zip(found, asked, strict=True)):
        texts = [words | words_of(story.text) for words, story in zip(headlines, stories, strict=True)]
        rare = _weights(texts)
        found = [
            _best([_share(words, text, rare) for text in texts], TELLS)
            if place is None and len(words) >= ENOUGH
            else place
            for place, words in zip(found, asked, strict=True)
        ]
    return [None if place is None else stories[place].id for place in found]


def words_of(text: str) -> frozenset[str]:
    """Return the words by which texts are compared."""
    lower = text.lower()
    pairs = [one + two for run in _HAN.findall(lower) for one, two in pairwise(run)]
    return frozenset([*pairs, *(word.rstrip(".,") for word in _LATIN.findall(lower))])


def _weights(texts: Sequence[frozenset[str]]) -> Mapping[str, float]:
    seen = Counter(word for text in texts for word in text)
    return {word: math.log(1 + len(texts) / count) for word, count in seen.items()}


def _likeness(one: frozenset[str], two: frozenset[str], rare: Mapping[str, float]) -> float:
    """Return the cosine of two sets of words; a word that no story has weighs as the average one."""
    common = sum(rare.get(word, 0.0) for word in one & two)
    return common / math.sqrt(_size(one, rare) * _size(two, rare)) if common else 0.0


def _share(point: frozenset[str], text: frozenset[str], rare: Mapping[str, float]) -> float:
    common = sum(rare.get(word, 0.0) for word in point & text)
    return common / _size(point, rare) if common else 0.0


def _size(words: frozenset[str], rare: Mapping[str, float]) -> float:
    return sum(rare.get(word, 1.0) for word in words)


def _best(scores: Sequence[float], least: float) -> int | None:
    """Return where the best score stands, if it is high enough and clearly the best."""
    first, second = [*sorted(scores, reverse=True), 0.0][:2]
    return scores.index(first) if first >= least and first >= AHEAD * second else None
