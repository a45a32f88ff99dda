"""How likely two items tell the same event.

A logistic model of fourteen parts, each of which a person can read: what the titles share, weighted by how
rare it is that day, and what speaks against them. The weights were fitted to labelled headlines of two days
in both languages (`python -m tests.eval.stories.fit` does it anew); which parts there are was decided here.
"""

from __future__ import annotations

import math
import operator
from collections import Counter
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from ai_digest.choose.lexicon import lexicon

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from ai_digest.choose.wording import Wording

RAREST = 5.3  # what a word of one title weighs, whatever the number of titles
LEAST = 0.05
FEWEST = 40  # a day of fewer titles counts as one of so many: a word that both of two titles have may be rare
MOST_EVERYDAY = 2.7
LONGEST_GAP = 24.0  # hours


@dataclass(frozen=True, slots=True)
class Telling:
    """An item as it is compared: its title, and the same in other words where they are known."""

    wordings: tuple[Wording, ...]
    source: str
    time: dt.datetime | None  # None where only the day is known


@dataclass(frozen=True, slots=True)
class Parts:
    """What speaks for and against, each under the name of its weight."""

    own: float  # cosine of the words in a language that both have
    terms: float  # cosine of the terms that all languages have
    jaccard: float  # weight of the shared terms, by that of all
    coverage: float  # … by that of the title that says less
    names: float  # … of the names among them, as it is
    concepts: float  # … of the lexicon's terms that are no names
    figures: float  # … of the figures
    hours: float  # between the two, at most a day
    foreign: float  # `terms`, if the two have no language in common
    same_source: float  # 1 if one source brings both
    no_name: float  # 1 if both have names and share none
    names_apart: float  # weight of the names that the other lacks, for the one that has less of it
    one_comment: float  # 1 if one is a comment, a question or a round-up
    both_comments: float  # 1 if both are


BIAS = -5.6
WEIGHTS = Parts(
    own=9.5,
    terms=8.2,
    jaccard=-0.98,
    coverage=-3.7,
    names=0.52,
    concepts=0.36,
    figures=0.25,
    hours=-0.126,
    foreign=4.2,
    same_source=-1.16,
    no_name=-1.8,
    names_apart=-0.077,
    one_comment=-1.6,
    both_comments=-4.3,
)
_values = operator.attrgetter(*(part.name for part in fields(Parts)))
_WEIGHTS = _values(WEIGHTS)


@dataclass(frozen=True, slots=True)
class Mention:
    """A telling, weighted: every word by how rare it is among the tellings it stands with."""

    own: Mapping[str, Mapping[str, float]]  # by language; length 1
    terms: Mapping[str, float]  # length 1
    rarity: Mapping[str, float]
    weight: float
    names: frozenset[str]  # terms that are a name somewhere that day
    telling: Telling

    @property
    def title(self) -> Wording:
        """The item's own title."""
        return self.telling.wordings[0]


def weigh(tellings: Sequence[Telling]) -> list[Mention]:
    """Weigh every telling against all of them."""
    own = [_merged(wording.own for wording in telling.wordings) for telling in tellings]
    terms = [_merged(wording.terms for wording in telling.wordings) for telling in tellings]
    rare_own, rare_terms = rarities(own), rarities(terms)
    for term in lexicon().everyday & rare_terms.keys():
        rare_terms[term] = min(rare_terms[term], MOST_EVERYDAY)
    names = frozenset().union(*(wording.names for telling in tellings for wording in telling.wordings))
    return [
        Mention(
            own={wording.language: _unit(wording.own, rare_own) for wording in telling.wordings},
            terms=_unit(found, rare_terms),
            rarity={term: rare_terms[term] for term in found},
            weight=_weight(rare_terms, found),
            names=names & found.keys(),
            telling=telling,
        )
        for telling, found in zip(tellings, terms, strict=True)
    ]


def compare(one: Mention, two: Mention, own: float, terms: float) -> Parts:
    """Return the parts, given the two cosines."""
    rarity = one.rarity
    shared = [term for term in rarity if term in two.rarity]
    rare = _weight(rarity, shared)
    known = lexicon().names
    comments = one.title.is_comment + two.title.is_comment
    return Parts(
        own=own,
        terms=terms,
        jaccard=rare / ((one.weight + two.weight - rare) or 1.0),
        coverage=rare / (min(one.weight, two.weight) or 1.0),
        names=_weight(rarity, (term for term in shared if term in one.names)),
        concepts=_weight(rarity, (term for term in shared if term[0] == "=" and term not in known)),
        figures=_weight(rarity, (term for term in shared if term[0] == "#")),
        hours=_hours(one.telling.time, two.telling.time),
        foreign=terms if one.own.keys().isdisjoint(two.own) else 0.0,
        same_source=float(one.telling.source == two.telling.source),
        no_name=float(bool(one.names and two.names and one.names.isdisjoint(two.names))),
        names_apart=min(_names_of(one, two), _names_of(two, one)),
        one_comment=float(comments == 1),
        both_comments=float(comments > 1),
    )


def likeness(parts: Parts) -> float:
    """Return the probability that the two tell the same event.

    Across languages terms alone are not enough (a company sues a bank in many a story): a name or a figure
    must agree.
    """
    if parts.foreign and not (parts.names or parts.figures):
        return 0.0
    score = BIAS + sum(weight * part for weight, part in zip(_WEIGHTS, _values(parts), strict=True))
    return 1 / (1 + math.exp(-score))


def better_part(values: Iterable[float], count: int) -> float:
    """Return the mean of the better two thirds of so many values, of which those not given are 0."""
    part = -(-count * 2 // 3)
    return math.fsum(sorted(values, reverse=True)[:part]) / part


def _merged(weights: Iterable[Mapping[str, float]]) -> dict[str, float]:
    merged: dict[str, float] = {}
    for each in weights:
        for word, weight in each.items():
            merged[word] = max(weight, merged.get(word, 0.0))
    return merged


def rarities(texts: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the weight of each word: RAREST in one text, less the more texts have it."""
    counts = Counter(word for text in texts for word in text)
    size = max(FEWEST, len(texts)) + 1
    scale = RAREST / math.log(size / 1.5)
    return {word: max(LEAST, scale * math.log(size / (count + 0.5))) for word, count in counts.items()}


def _unit(weights: Mapping[str, float], rarity: Mapping[str, float]) -> dict[str, float]:
    weighted = {word: weight * rarity[word] for word, weight in weights.items()}
    length = math.sqrt(sum(weight * weight for weight in weighted.values())) or 1.0
    return {word: weight / length for word, weight in weighted.items()}


def _weight(rarity: Mapping[str, float], words: Iterable[str]) -> float:
    return sum([rarity[word] for word in words])


def _names_of(one: Mention, two: Mention) -> float:
    """Return the weight of the names that only the first has; their order is fixed, unlike a set's."""
    return _weight(one.rarity, [term for term in one.rarity if term in one.names and term not in two.rarity])


def _hours(one: dt.datetime | None, two: dt.datetime | None) -> float:
    """Return the hours between two times; one that is not known speaks for nothing."""
    if one is None or two is None:
        return 0.0
    return min(LONGEST_GAP, abs((one - two).total_seconds()) / 3600)
