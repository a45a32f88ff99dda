"""Stragglers: reports that say in a few other words what a large group says.

A story that many report is told in many ways, and a report like none of the others in particular can still
be about nothing else. A group (mostly a single item) joins a larger one of at least three when most of what
it says is said there (COVERED), and it says a good part of what most of them say (CORE). Comments do not
join: they repeat an event's words without reporting it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ai_digest.choose.guards import apart
from ai_digest.choose.likeness import rarities

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ai_digest.choose.likeness import Mention

LARGE = 3
COVERED = 0.5
CORE = 0.48
CORE_SHARE = 0.4  # a term of the core is in so large a share of the group's titles


class _Fit(NamedTuple):
    """How well a group fits a larger one; the better, the greater."""

    value: float
    earliest: int  # negative: of equal fits the group with the earlier item is taken
    group: int


@dataclass(slots=True)
class _Group:
    members: list[int]
    shares: dict[str, float]  # of the titles that say a term
    core: dict[str, float]


def join_large(mentions: Sequence[Mention], groups: Sequence[list[int]]) -> list[list[int]]:
    """Return the groups after the stragglers have joined, in the order of their first members."""
    joining = _Joining(mentions, groups)
    joining.run()
    return sorted(sorted(group.members) for group in joining.groups.values())


class _Joining:
    def __init__(self, mentions: Sequence[Mention], groups: Sequence[list[int]]) -> None:
        self._mentions = mentions
        self.groups = {number: self._group(members) for number, members in enumerate(groups)}
        self._rarity = rarities([group.shares for group in self.groups.values()])
        self._with_term: dict[str, list[int]] = defaultdict(list)
        for number, group in self.groups.items():
            for term in group.shares:
                self._with_term[term].append(number)

    def run(self) -> None:
        """Let the best fit of all join, until none fits."""
        fits = {number: self._best_fit(number) for number, group in self.groups.items() if _is_large(group)}
        while True:
            offers = [(fit, -large) for large, fit in fits.items() if fit]
            if not offers:
                return
            fit, negative = max(offers)
            large = -negative
            joined = self.groups.pop(fit.group)
            self.groups[large] = self._group(self.groups[large].members + joined.members)
            fits.pop(fit.group, None)
            for number, old in fits.items():
                if number == large or (old and old.group in {fit.group, large}):
                    fits[number] = self._best_fit(number)

    def _group(self, members: list[int]) -> _Group:
        counts = Counter(term for member in members for term in self._mentions[member].rarity)
        shares = {term: count / len(members) for term, count in counts.items()}
        return _Group(members, shares, {term: share for term, share in shares.items() if share >= CORE_SHARE})

    def _best_fit(self, number: int) -> _Fit | None:
        large = self.groups[number]
        near = {other for term in large.core for other in self._with_term[term]} & self.groups.keys()
        fits = [fit for other in near - {number} if (fit := self._fit(large, other))]
        return max(fits, default=None)

    def _fit(self, large: _Group, number: int) -> _Fit | None:
        small = self.groups[number]
        if len(small.members) > len(large.members) or self._only_comments(small):
            return None
        often = {term: min(1.0, share * len(large.members) / 2) for term, share in large.shares.items()}
        covered = self._part(small.shares, often)
        core = self._part(large.core, small.shares)
        if covered < COVERED or core < CORE or self._apart(large, small):
            return None
        return _Fit(covered * core, -min(small.members), number)

    def _part(self, said: Mapping[str, float], there: Mapping[str, float]) -> float:
        """Return which part of what is said is there too, by weight."""
        whole = math.fsum(self._rarity[term] * share for term, share in said.items())
        both = math.fsum(
            self._rarity[term] * share * there[term] for term, share in said.items() if term in there
        )
        return both / whole if whole else 0.0

    def _only_comments(self, group: _Group) -> bool:
        return all(self._mentions[member].title.is_comment for member in group.members)

    def _apart(self, one: _Group, two: _Group) -> bool:
        titles = [self._mentions[member].title for member in two.members]
        return any(apart(self._mentions[member].title, title) for member in one.members for title in titles)


def _is_large(group: _Group) -> bool:
    return len(group.members) >= LARGE
