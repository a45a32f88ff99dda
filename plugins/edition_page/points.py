"""Which story a point of the summary speaks of, told by their words.

Words are pairs of Chinese characters, Latin words and figures; one that few headlines have weighs more. A
point belongs to the story whose headline is most like it; where no headline is like it enough, the facts
are asked too. What stays in doubt, or between two stories, has no place: a point that jumps to the wrong
story is worse than one that does not jump.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from itertools import chain
from operator import add
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, KeysView, Sequence

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
        texts = [f"{story.headline}\n{story.text}" for story in stories]
        for at, scores in zip(unclear, _shares([asked[at] for at in unclear], texts), strict=True):
            found[at] = _best(scores, TELLS)
    return [None if place is None else stories[place].id for place in found]


def words_of(text: str) -> KeysView[str]:
    """Return the words by which texts are compared, each once, in an order that is always the same."""
    lower = text.lower()
    pairs = chain.from_iterable(map(add, run, run[1:]) for run in _HAN.findall(lower))
    return dict.fromkeys(chain(pairs, _latin(lower))).keys()


def _latin(lower: str) -> Iterator[str]:
    return (word.rstrip(".,") for word in _LATIN.findall(lower))


class _Index:
    """Which texts have a word, and what it weighs; a word that none has weighs as the average one."""

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        """`texts` are words, each once a text."""
        self._texts = len(texts)
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        for at, words in enumerate(texts):
            for word in words:
                self._having[word].append(at)
        self._rare = {word: math.log(1 + len(texts) / len(having)) for word, having in self._having.items()}

    def size(self, words: Iterable[str]) -> float:
        """Return what some words weigh together."""
        return sum(self._rare.get(word, 1.0) for word in words)

    def common(self, words: Iterable[str]) -> list[float]:
        """Return what the words weigh that each text has of these."""
        weights = [0.0] * self._texts
        for word in words:
            if word in self._rare:
                for at in self._having[word]:
                    weights[at] += self._rare[word]
        return weights


def _likenesses(points: Sequence[KeysView[str]], texts: Sequence[KeysView[str]]) -> Iterator[list[float]]:
    """Yield for each point its cosine with each text."""
    index = _Index(texts)
    sizes = [index.size(text) for text in texts]
    for point in points:
        own = index.size(point)
        pairs = zip(index.common(point), sizes, strict=True)
        yield [weight / math.sqrt(own * size) if weight else 0.0 for weight, size in pairs]


def _shares(points: Sequence[KeysView[str]], texts: Sequence[str]) -> Iterator[list[float]]:
    """Yield for each point which share of its weight each text has."""
    asked = frozenset(chain.from_iterable(points))  # the weights of other words are not needed
    pairs = frozenset(filter(_HAN.match, asked))
    names = asked - pairs
    lower = [text.lower() for text in texts]
    index = _Index(
        [pairs.intersection(map(add, one, one[1:])) | names.intersection(_latin(one)) for one in lower]
    )
    for point in points:
        own = index.size(point)
        yield [weight / own for weight in index.common(point)]


def _best(scores: Sequence[float], least: float) -> int | None:
    """Return where the best score stands, if it is high enough and clearly the best."""
    first, second = [*sorted(scores, reverse=True), 0.0][:2]
    return scores.index(first) if first >= least and first >= AHEAD * second else None
