"""Items → stories: the items of one event become one story.

    same canonical link                  one story, whatever the titles say
    near-identical titles                one story, unless a guard forbids it (`guards`)
    alike in words, names and figures    `likeness` gives each pair a probability; groups grow from the
                                         likeliest pair on, while the better two thirds of all pairs
                                         between two groups average at least EVENT
    a straggler                          joins a group of three or more whose core it shares (`stragglers`)

No chains: a group is compared as a whole, not by its nearest item, and half of the pairs may not be unlike.
The order of arrival makes no difference: items are sorted first, and ties go to the earlier item.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ai_digest.choose.guards import apart
from ai_digest.choose.likeness import Telling, better_part, compare, likeness, weigh
from ai_digest.choose.pairing import near_pairs
from ai_digest.choose.stragglers import join_large
from ai_digest.choose.wording import read_title
from ai_digest.links import canonical, story_id
from ai_digest.model import Item, Story

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from ai_digest.choose.likeness import Mention
    from ai_digest.choose.pairing import Near

EVENT = 0.43
UNLIKELY = 0.05  # less counts as nothing
SAME_TITLE = 82.0
SHORTEST_TITLE = 6

Pair = tuple[int, int]


def group(items: Iterable[Item], translations: Mapping[str, str] | None = None) -> tuple[Story, ...]:
    """Group the items of a day; stories come in the order of their first items.

    `translations` holds, by an item's id, its title in the other language, where that is known.
    """
    ordered = sorted(items, key=_order)
    mentions = weigh([telling(item, translations or {}) for item in ordered])
    groups = _Groups(mentions, _pages(ordered))
    groups.grow()
    together = join_large(mentions, groups.members)
    return tuple(_story([ordered[place] for place in members]) for members in together)


def _order(item: Item) -> tuple[bool, dt.datetime | None, str, str]:
    return (item.published is None, item.published or item.captured, item.link, item.source.name)


def telling(item: Item, translations: Mapping[str, str]) -> Telling:
    """Read an item's titles."""
    titles = (item.title, translations.get(item.id, ""))
    time = None if item.day_only else item.published
    return Telling(tuple(read_title(title) for title in titles if title), item.source.name, time)


def _pages(items: Sequence[Item]) -> list[list[int]]:
    """Return the places of the items, those that link to one page together."""
    pages: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        pages.setdefault(canonical(item.link), []).append(place)
    return list(pages.values())


class _Groups:
    """Groups of pages that grow; a group is known by a number, later ones by higher numbers.

    Two pages are as like as the likest of their mentions: whoever links to a page may call it anything.
    """

    def __init__(self, mentions: Sequence[Mention], pages: Sequence[list[int]]) -> None:
        self._pages = pages
        self._groups = {number: [number] for number in range(len(pages))}
        self._likeness: dict[Pair, float] = {}
        self._apart: set[Pair] = set()
        self._near: dict[int, set[int]] = defaultdict(set)
        page_of = {place: number for number, places in enumerate(pages) for place in places}
        for near in near_pairs(mentions):
            pair = _pair(page_of[near.one], page_of[near.two])
            value = _likeness_of(mentions, near)
            if value >= UNLIKELY and pair[0] != pair[1]:
                self._enter(pair, value)
                if apart(mentions[near.one].title, mentions[near.two].title):
                    self._apart.add(pair)

    @property
    def members(self) -> list[list[int]]:
        """The places of the mentions of each group, in order, in the order of their first ones."""
        return sorted(
            sorted(place for page in group for place in self._pages[page]) for group in self._groups.values()
        )

    def _enter(self, pair: Pair, value: float) -> None:
        self._likeness[pair] = max(value, self._likeness.get(pair, 0.0))
        self._near[pair[0]].add(pair[1])
        self._near[pair[1]].add(pair[0])

    def grow(self) -> None:
        """Join the two groups that are likeliest one event, until none are."""
        pairs = [(one, two) for one in self._groups for two in self._near[one] if one < two]
        waiting = [entry for pair in pairs if (entry := self._entry(*pair))]
        heapq.heapify(waiting)
        number = len(self._groups)
        while waiting:
            *_, one, two = heapq.heappop(waiting)
            if one not in self._groups or two not in self._groups:
                continue
            self._join(one, two, number)
            for near in sorted(self._near[number]):
                entry = self._entry(near, number)
                if entry:
                    heapq.heappush(waiting, entry)
            number += 1

    def _join(self, one: int, two: int, number: int) -> None:
        self._groups[number] = self._groups.pop(one) + self._groups.pop(two)
        self._near[number] = {near for near in self._near[one] | self._near[two] if near in self._groups}
        for near in self._near[number]:
            self._near[near].add(number)

    def _entry(self, one: int, two: int) -> tuple[float, int, int, int, int] | None:
        """Return a place in the queue: the likeliest first, then the group with the earliest item."""
        value = self._value(self._groups[one], self._groups[two])
        if value < EVENT:
            return None
        first, second = sorted((min(self._groups[one]), min(self._groups[two])))
        return (-value, first, second, one, two)

    def _value(self, one: Sequence[int], two: Sequence[int]) -> float:
        """Return how likely two groups are one event.

        0 if a guard forbids one of their pairs, or half of them are unlike: that would be a chain.
        """
        pairs = [_pair(left, right) for left in one for right in two]
        if not self._apart.isdisjoint(pairs):
            return 0.0
        values = [self._likeness[pair] for pair in pairs if pair in self._likeness]
        is_chain = len(values) * 2 <= len(pairs) and len(pairs) > 1
        return 0.0 if is_chain else better_part(values, len(pairs))


def _pair(one: int, two: int) -> Pair:
    return (one, two) if one < two else (two, one)


def _likeness_of(mentions: Sequence[Mention], near: Near) -> float:
    """Return how likely two items tell the same event; near-identical titles do."""
    one, two = mentions[near.one], mentions[near.two]
    letters = one.title.letters, two.title.letters
    if min(map(len, letters)) < SHORTEST_TITLE:
        return 0.0
    if one.title.figures == two.title.figures and fuzz.ratio(*letters, score_cutoff=SAME_TITLE):
        return 1.0
    return likeness(compare(one, two, near.own, near.terms))


def _story(items: list[Item]) -> Story:
    """Put the item that stands for the story first: the weightiest source, then the fullest text.

    The id comes from the item that came first in time, which later reports do not change.
    """
    first = items[0]
    one_each = {(item.source.name, canonical(item.link)): item for item in reversed(items)}
    ranked = sorted(one_each.values(), key=lambda item: (-item.source.weight, -len(item.text), _order(item)))
    return Story(id=story_id(first.link), items=tuple(ranked))
