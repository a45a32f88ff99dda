"""Which pairs of mentions are worth a comparison: those that share words, found through an index of words.

Without it a day of 2,000 items would be two million comparisons.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ai_digest.choose.likeness import Mention

WORTH = 0.18  # sum of the two cosines; hardly any pair below it tells the same event

_Index = defaultdict[str, list[tuple[int, float]]]


class Near(NamedTuple):
    """Two mentions by their places, and the cosines of their own words and of their terms."""

    one: int
    two: int
    own: float
    terms: float


def near_pairs(mentions: Sequence[Mention]) -> Iterator[Near]:
    """Yield the pairs worth comparing, each once, the earlier mention first."""
    index: _Index = defaultdict(list)
    indexes: defaultdict[str, _Index] = defaultdict(lambda: defaultdict(list))
    for place, mention in enumerate(mentions):
        terms = _cosines(mention.terms, index)
        own: dict[int, float] = {}
        for language, words in mention.own.items():
            for other, value in _cosines(words, indexes[language]).items():
                own[other] = max(value, own.get(other, 0.0))
            _enter(place, words, indexes[language])
        _enter(place, mention.terms, index)
        for other in terms.keys() | own.keys():
            near = Near(other, place, own.get(other, 0.0), terms.get(other, 0.0))
            if near.own + near.terms >= WORTH:
                yield near


def _cosines(words: Mapping[str, float], index: _Index) -> dict[int, float]:
    """Return the cosine with every earlier mention that shares a word."""
    found: defaultdict[int, float] = defaultdict(float)
    for word, weight in words.items():
        for place, other in index.get(word, ()):
            found[place] += weight * other
    return found


def _enter(place: int, words: Mapping[str, float], index: _Index) -> None:
    for word, weight in words.items():
        index[word].append((place, weight))
