"""Stories that Claude holds to be one event: merged where the program's own rule allows it. Pure.

The first in the order of the request keeps its id and its lead; the items of the others are put behind its
own. What was asked for and refused is recorded as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ai_digest.model import Merge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ai_digest.model import Item, Story

    MayMerge = Callable[[Story, Story], str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The stories by their short ids, without those that were merged away; and where those went."""

    stories: Mapping[str, Story]
    into: Mapping[str, str]
    merges: tuple[Merge, ...]


def refuse(_kept: Story, _merged: Story) -> str:
    """Allow no merge."""
    return "merging is not set up"


def merge(stories: Mapping[str, Story], same: Sequence[Sequence[str]], may_merge: MayMerge) -> Merged:
    """Merge the groups of short ids in `same`; ids that are unknown, or alone in their group, change nothing.

    `may_merge` gets the kept story, with what it has taken in so far, and the other one; it returns "" or why
    they stay apart.
    """
    left = dict(stories)
    into: dict[str, str] = {}
    merges: list[Merge] = []
    order = {name: place for place, name in enumerate(stories)}
    for group in same:
        names = sorted({_final(name, into) for name in group if name in stories}, key=order.__getitem__)
        for name in names[1:]:
            kept, other = left[names[0]], left[name]
            reason = may_merge(kept, other)
            titles = (kept.lead.title, other.lead.title)
            merges.append(Merge(kept.id, other.id, titles, allowed=not reason, reason=reason))
            if not reason:
                left[names[0]] = replace(kept, items=(*kept.items, *_new_items(kept, other)))
                del left[name]
                into[name] = names[0]
    return Merged(left, into, tuple(merges))


def _new_items(kept: Story, other: Story) -> tuple[Item, ...]:
    return tuple(item for item in other.items if kept.item(item.id) is None)


def _final(name: str, into: Mapping[str, str]) -> str:
    while name in into:
        name = into[name]
    return name
