"""From the answer to *choose* to the plan of an edition: pure, and forgiving where nothing is lost.

What the answer gets wrong has one outcome each:

- an id that was never given, or was already placed: dropped, recorded
- a story it forgets: becomes a brief, recorded
- more told in full than allowed: the last ones become briefs
- a section that is left without stories: dropped; a section without a heading: its stories become briefs
- more sections than calls: the stories of the last ones join the last that is allowed
- no section at all, or no title: raises ValueError, and the answer counts as invalid
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ai_digest.model import Failure, Importance, LeftOut, Plan, PlannedSection, PlannedStory, Region

from .extract import plan_story
from .wording import fit_title, plain, title_limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ai_digest.model import Story

    from .schema import BriefPick, ChooseAnswer, Pick

MOST_SECTIONS = 7
_MOST_TAGS = 4
_MOST_WORDS = 10


@dataclass
class _Desk:
    """The stories that still wait for their place."""

    stories: Mapping[str, Story]
    failures: list[Failure] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)

    def take(self, name: str) -> Story | None:
        """Give out a story once; record an id that is unknown or was given out before."""
        story = self.stories.get(name)
        if story is None or name in self.placed:
            problem = "unknown" if story is None else "repeated"
            self.failures.append(Failure("choose", name, f"{problem} story id in the plan: ignored"))
            return None
        self.placed.add(name)
        return story

    def rest(self) -> list[Story]:
        """Return the stories that were never given out, and record each."""
        rest = [story for name, story in self.stories.items() if name not in self.placed]
        self.failures += [
            Failure("choose", story.lead.title, "forgotten in the plan: told as a brief") for story in rest
        ]
        return rest


def plan_from(
    answer: ChooseAnswer, stories: Mapping[str, Story], *, most: int, language: str
) -> tuple[Plan, tuple[Failure, ...]]:
    """Return the plan that an answer gives for the stories of its request, and what was wrong with it.

    Raises ValueError if it gives none.
    """
    desk = _Desk(stories)
    sections, surplus = _sections(answer, desk, most)
    title = fit_title(answer.title, title_limit(language))
    if not sections or not title:
        raise ValueError("the plan has no section with a known story, or no title")
    briefs = surplus + [planned for pick in answer.briefs if (planned := _brief(pick, desk))]
    left_out = [
        LeftOut(story, plain(pick.reason)) for pick in answer.left_out if (story := desk.take(pick.story))
    ]
    briefs += [plan_story(story, Importance.BRIEF, language=language) for story in desk.rest()]
    plan = Plan(
        title=title,
        sections=tuple(sections),
        briefs=tuple(briefs),
        tags=_words(answer.tags, _MOST_WORDS),
        seo=_words(answer.seo, _MOST_WORDS),
        left_out=tuple(left_out),
    )
    return plan, tuple(desk.failures)


def _sections(
    answer: ChooseAnswer, desk: _Desk, most: int
) -> tuple[list[PlannedSection], list[PlannedStory]]:
    """Return the sections, and the stories that find no room in them, as briefs."""
    sections: list[tuple[str, list[PlannedStory]]] = []
    surplus: list[PlannedStory] = []
    count = 0
    for pick in answer.sections:
        picked = [planned for each in pick.stories if (planned := _full(each, desk))]
        heading = plain(pick.heading)
        room = max(0, most - count) if heading else 0
        count += len(picked[:room])
        surplus += [_demoted(planned) for planned in picked[room:]]
        if picked[:room] and len(sections) == MOST_SECTIONS:
            sections[-1][1].extend(picked[:room])
        elif picked[:room]:
            sections.append((heading, picked[:room]))
    return [PlannedSection(heading, tuple(picked)) for heading, picked in sections], surplus


def _full(pick: Pick, desk: _Desk) -> PlannedStory | None:
    story = desk.take(pick.story)
    if story is None:
        return None
    return PlannedStory(
        story=story,
        importance=Importance(pick.importance),
        region=Region(pick.region),
        reason=plain(pick.reason),
        tags=_words(pick.tags, _MOST_TAGS),
    )


def _brief(pick: BriefPick, desk: _Desk) -> PlannedStory | None:
    story = desk.take(pick.story)
    if story is None:
        return None
    return PlannedStory(
        story=story,
        importance=Importance.BRIEF,
        region=Region(pick.region),
        reason=plain(pick.reason),
        tags=_words(pick.tags, _MOST_TAGS),
    )


def _demoted(planned: PlannedStory) -> PlannedStory:
    return PlannedStory(planned.story, Importance.BRIEF, planned.region, planned.reason, planned.tags)


def _words(words: Iterable[str], most: int) -> tuple[str, ...]:
    """Return the words, each once, without those that are empty or long enough to be a sentence."""
    cleaned: Sequence[str] = [plain(word).lstrip("#") for word in words]
    return tuple(dict.fromkeys(word for word in cleaned if 0 < len(word) <= 30))[:most]  # noqa: PLR2004
