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
    from collections.abc import Iterator, Mapping, Sequence

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
    asked = [words_of(point) for point in points]
    headlines = [words_of(story.headline) for story in stories]
    found = [_best(scores, LIKE) for scores in _likenesses(asked, headlines)]
    unclear = [at for at, place in enumerate(found) if place is None and len(asked[at]) >= ENOUGH]
    if unclear:
        texts = [words | words_of(story.text) for words, story in zip(headlines, stories, strict=True)]
        for at, scores in zip(unclear, _shares([asked[at] for at in unclear], texts), strict=True):
            found[at] = _best(scores, TELLS)
    return [None if place is None else stories[place].id for place in found]


def words_of(text: str) -> frozenset[str]:
    """Return the words by which texts are compared."""
    lower = text.lower()
    pairs = [one + two for run in _HAN.findall(lower) for one, two in pairwise(run)]
    return frozenset([*pairs, *(word.rstrip(".,") for word in _LATIN.findall(lower))])


def _weights(texts: Sequence[frozenset[str]]) -> Mapping[str, float]:
    seen = Counter(word for text in texts for word in text)
    return {word: math.log(1 + len(texts) / count) for word, count in seen.items()}


def _likenesses(points: Sequence[frozenset[str]], texts: Sequence[frozenset[str]]) -> Iterator[list[float]]:
    """Yield for each point its cosine with each text; a word that no text has weighs as the average one."""
    rare = _weights(texts)
    sizes = [_size(text, rare) for text in texts]
    for point in points:
        own = _size(point, rare)
        common = (sum(rare[word] for word in point & text) for text in texts)
        yield [
            weight / math.sqrt(own * size) if weight else 0.0
            for weight, size in zip(common, sizes, strict=True)
        ]


def _shares(points: Sequence[frozenset[str]], texts: Sequence[frozenset[str]]) -> Iterator[list[float]]:
    """Yield for each point which share of its weight each text has."""
    asked = frozenset[str]().union(*points)  # the weights of other words are not needed
    texts = [text & asked for text in texts]
    rare = _weights(texts)
    for point in points:
        own = _size(point, rare)
        yield [sum(rare[word] for word in point & text) / own for text in texts]


def _size(words: frozenset[str], rare: Mapping[str, float]) -> float:
    return sum(rare.get(word, 1.0) for word in words)


def _best(scores: Sequence[float], least: float) -> int | None:
    """Return where the best score stands, if it is high enough and clearly the best."""
    first, second = [*sorted(scores, reverse=True), 0.0][:2]
    return scores.index(first) if first >= least and first >= AHEAD * second else None
