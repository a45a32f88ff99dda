"""Stories whose page is gone: told by another item of theirs, or left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ai_digest.model import LeftOut

if TYPE_CHECKING:
    from collections.abc import Collection

    from ai_digest.model import Plan, PlannedStory

REASON = "its page is gone"


def without_dead(plan: Plan, dead: Collection[str]) -> Plan:
    """Return the plan with no story under a dead link.

    A story with another item is led by the first whose link is not dead; one without is left out. Where
    nothing would be left, the plan stays: servers that know no page at all more likely refuse the program.
    """
    gone = [told for section in plan.sections for told in section.stories if _alive(told, dead) is None]
    sections = tuple(
        replace(section, stories=tuple(each for told in section.stories if (each := _alive(told, dead))))
        for section in plan.sections
    )
    sections = tuple(section for section in sections if section.stories)
    if not sections:
        return plan
    left_out = (*plan.left_out, *(LeftOut(told.story, REASON) for told in gone))
    return replace(plan, sections=sections, left_out=left_out)


def _alive(told: PlannedStory, dead: Collection[str]) -> PlannedStory | None:
    """Return the story with an item in front whose link is alive, None if it has none."""
    items = told.story.items
    alive = [item for item in items if item.link not in dead]
    if not alive or items[0].link not in dead:
        return told if alive else None
    rest = [item for item in items if item is not alive[0]]
    return replace(told, story=replace(told.story, items=(alive[0], *rest)))
