"""Stories → the day's selection, in an order that can be explained.

A story's score is the sum of four parts, each of which stands in the evidence: how much it is about the
site's topics (0 to 3), how many publishers report it (0.8 for each doubling), how fresh it is (0 to 1 over
the window), and the weight of its weightiest source (1 by default).
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ai_digest.choose.hostile import hostility
from ai_digest.choose.wording import read_title
from ai_digest.links import canonical
from ai_digest.model import LeftOut, Region, Score, Selection, Story, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ai_digest.choose.topics import Topics

PUBLISHER_DOUBLED = 0.8
ENOUGH_TO_TELL = 60


@dataclass(frozen=True, slots=True)
class Quota:
    """How many stories a day has: in full, in one line, in full from one source and of one section.

    `region_share` of the full places are kept for each region, as far as it has stories to fill them. Below
    `least_relevance` a story that one publisher reports is told in one line.
    """

    full: int = 20
    briefs: int = 12
    per_source: int = 6
    per_section: int = 8
    region_share: float = 0.4
    least_relevance: float = 1.0


def select(
    stories: Iterable[Story],
    *,
    window: Window,
    topics: Topics,
    quota: Quota,
    section_of: Callable[[Story], object] = lambda story: story.id,
) -> Selection:
    """Choose the day's stories.

    Off-topic stories are left out, and so is what exceeds the quota, each with its reason. What is too short
    to tell, a filler, or one source's or section's too many, is told in one line; places in full are never
    filled up. `section_of` says in which section a story would stand; by default each has its own.
    """
    left_out, ranked = [], []
    for story in stories:
        scored = replace(story, score=score(story, window, topics))
        reason = _exclusion(scored)
        if reason:
            left_out.append(LeftOut(scored, reason))
        else:
            ranked.append(scored)
    ranked.sort(key=_standing)
    full = _full(ranked, quota, section_of)
    rest = [story for story in ranked if story not in full]
    left_out += [LeftOut(story, "over the day's quota") for story in rest[quota.briefs :]]
    return Selection(tuple(full), tuple(rest[: quota.briefs]), tuple(left_out))


def score(story: Story, window: Window, topics: Topics) -> Score:
    """Return the parts of a story's score."""
    length = (window.end - window.start).total_seconds()
    times = [item.published for item in story.items if item.published and not item.day_only]
    age = (window.end - max(times)).total_seconds() if times else length
    return Score(
        relevance=round(max(topics.relevance(item.title, item.text) for item in story.items), 3),
        publishers=round(PUBLISHER_DOUBLED * math.log2(_independent(story)), 3),
        freshness=round(min(1.0, max(0.0, 1 - age / length)), 3),
        weight=round(max(item.source.weight for item in story.items), 3),
    )


def _independent(story: Story) -> int:
    """Count the publishers that report on their own: those that link to one page are one."""
    return min(len(story.publishers), len({canonical(item.link) for item in story.items}))


def _exclusion(story: Story) -> str:
    hostile = next(filter(None, map(hostility, story.items)), "")
    if hostile:
        return hostile
    if story.score is not None and not story.score.relevance:
        return "off topic"
    return ""


def _standing(story: Story) -> tuple[float, str]:
    return (-(story.score.total if story.score else 0.0), story.id)


def _full(ranked: list[Story], quota: Quota, section_of: Callable[[Story], object]) -> list[Story]:
    """Take the best stories of each region for its share, then the best of all, in their order."""
    told = [story for story in ranked if _can_be_told(story) and _is_worth_it(story, quota)]
    share = math.floor(quota.full * quota.region_share)
    taken = _Taken(quota, section_of)
    chosen: list[Story] = []
    for region in Region:
        chosen += taken.take([story for story in told if story.lead.source.region is region], share)
    rest = [story for story in told if story not in chosen]
    chosen += taken.take(rest, quota.full - len(chosen))
    return sorted(chosen, key=_standing)


class _Taken:
    """What has been taken of each source and section, and how much more may be."""

    def __init__(self, quota: Quota, section_of: Callable[[Story], object]) -> None:
        self._quota = quota
        self._section_of = section_of
        self._sources: Counter[str] = Counter()
        self._sections: Counter[object] = Counter()

    def take(self, ranked: Iterable[Story], places: int) -> list[Story]:
        """Take stories in order, as far as the places and the quota of their source and section go."""
        chosen: list[Story] = []
        for story in ranked:
            source, section = story.lead.source.name, self._section_of(story)
            has_room = (
                self._sources[source] < self._quota.per_source
                and self._sections[section] < self._quota.per_section
            )
            if len(chosen) < places and has_room:
                self._sources[source] += 1
                self._sections[section] += 1
                chosen.append(story)
        return chosen


def _is_worth_it(story: Story, quota: Quota) -> bool:
    """Tell whether a story is more than a filler: news, not only comments on it, and about the topics."""
    if all(read_title(item.title).is_comment for item in story.items):
        return False
    relevance = story.score.relevance if story.score else 0.0
    return relevance >= quota.least_relevance or _independent(story) > 1


def _can_be_told(story: Story) -> bool:
    return any(item.source.full_text or _columns(item.text) >= ENOUGH_TO_TELL for item in story.items)


def _columns(text: str) -> int:
    """Measure a text in columns: a Chinese character says about as much as two Latin letters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
