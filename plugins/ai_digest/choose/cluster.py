"""Items → stories: the items of one event become one story.

Two items are the same story when their canonical links are equal, or when their titles are near-identical
and every figure in the one is in the other (the guard: two releases that differ in one version number
are two stories). An item is compared with a story's first item only, so that no chain of small steps joins
what has little in common. The order of arrival makes no difference.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from ai_digest.choose.links import canonical
from ai_digest.model import Item, Story

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

SAME_TITLE = 82.0
SHORTEST_TITLE = 6
_NOT_WORDS = re.compile(r"[\W_]+")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")


@dataclass(slots=True)
class _Group:
    title: str
    figures: frozenset[str]
    links: set[str]
    items: list[Item] = field(default_factory=list)


def group(items: Iterable[Item]) -> tuple[Story, ...]:
    """Group the items of a day; stories come in the order of their first items."""
    groups: list[_Group] = []
    for item in sorted(items, key=_order):
        link, title = canonical(item.link), _comparable(item.title)
        match = _same_link(groups, link) or _same_title(groups, title, _figures(item.title))
        if match is None:
            match = _Group(title, _figures(item.title), set())
            groups.append(match)
        match.links.add(link)
        match.items.append(item)
    return tuple(_story(found.items) for found in groups)


def _order(item: Item) -> tuple[bool, dt.datetime | None, str, str]:
    return (item.published is None, item.published or item.captured, item.link, item.source.name)


def _same_link(groups: list[_Group], link: str) -> _Group | None:
    return next((found for found in groups if link in found.links), None)


def _same_title(groups: list[_Group], title: str, figures: frozenset[str]) -> _Group | None:
    if len(title) < SHORTEST_TITLE:
        return None
    titles = {number: found.title for number, found in enumerate(groups) if found.figures == figures}
    best = process.extractOne(title, titles, scorer=fuzz.ratio, score_cutoff=SAME_TITLE)
    return groups[best[2]] if best else None


def _comparable(title: str) -> str:
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", title).casefold())


def _figures(title: str) -> frozenset[str]:
    return frozenset(_FIGURES.findall(unicodedata.normalize("NFKC", title).replace(",", "")))


def _story(items: list[Item]) -> Story:
    """Put the item that stands for the story first: the weightiest source, then the fullest text.

    The id comes from the item that came first in time, which later reports do not change.
    """
    first = items[0]
    one_each = {(item.source.name, canonical(item.link)): item for item in reversed(items)}
    ranked = sorted(one_each.values(), key=lambda item: (-item.source.weight, -len(item.text), _order(item)))
    return Story(
        id="s" + hashlib.sha256(canonical(first.link).encode()).hexdigest()[:10], items=tuple(ranked)
    )
