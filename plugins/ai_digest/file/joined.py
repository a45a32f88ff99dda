"""The evidence of an edition, and that of what was drafted for it later, become one record.

What was once captured stays known: an editor may have kept words that rest on it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ai_digest.model import Drafter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ai_digest.file.evidence import Evidence, FactRecord, ItemRecord, StoryRecord


def joined(
    old: Evidence, new: Evidence, *, generated: str, stands: Callable[[FactRecord], bool], redrafts: int = 0
) -> Evidence:
    """Return the record of both; `stands` tells whether an older fact is still in the article."""
    stories = _stories(old.stories, {story.id: story for story in new.stories}, stands)
    drafters = {story.drafter for story in stories}
    return old.model_copy(
        update={
            "drafter": Drafter.CLAUDE if Drafter.CLAUDE in drafters else old.drafter,
            "article_sha256": hashlib.sha256(generated.encode()).hexdigest(),
            "window_end": max(old.window_end, new.window_end),
            "facts_checked": old.facts_checked + new.facts_checked,
            "items": _items(old.items, new.items),
            "stories": stories,
            "left_out": tuple(dict.fromkeys([*old.left_out, *new.left_out])),
            "redrafts": old.redrafts + redrafts,
            **{
                name: (*getattr(old, name), *getattr(new, name))
                for name in ("drops", "repaired", "failures", "calls", "merges")
            },
        }
    )


def _items(old: Iterable[ItemRecord], new: Iterable[ItemRecord]) -> tuple[ItemRecord, ...]:
    items = {item.id: item for item in old}
    for item in new:
        known = items.get(item.id)
        both = (
            {
                name: tuple(sorted({*getattr(known, name), *getattr(item, name)}))
                for name in ("figures", "names")
            }
            if known
            else {}
        )
        items[item.id] = item.model_copy(update=both)
    return tuple(items.values())


def _stories(
    old: Iterable[StoryRecord], new: dict[str, StoryRecord], stands: Callable[[FactRecord], bool]
) -> tuple[StoryRecord, ...]:
    known = {story.id: story for story in old}
    told = {name: _story(story, new[name], stands) if name in new else story for name, story in known.items()}
    return (*told.values(), *(story for name, story in new.items() if name not in known))


def _story(old: StoryRecord, new: StoryRecord, stands: Callable[[FactRecord], bool]) -> StoryRecord:
    """Take the new words and facts; facts that the editor kept stay, and so does the story's history."""
    fresh = {(fact.label, fact.text) for fact in new.facts}
    kept = [fact for fact in old.facts if (fact.label, fact.text) not in fresh and stands(fact)]
    return old.model_copy(
        update={"headline": new.headline, "drafter": new.drafter, "facts": (*new.facts, *kept)}
    )
