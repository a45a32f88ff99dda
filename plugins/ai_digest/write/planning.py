"""From the answer to *choose* to the plan of an edition: pure, and forgiving where nothing is lost.

What the answer gets wrong has one outcome each:

- stories that are one event: merged where the rule allows it, recorded in any case; the place of a story that
  was merged away is ignored, unless the story it went into has none
- an id that was never given, or was already placed: dropped, recorded
- a story it forgets: becomes a brief, recorded
- more told in full than allowed: the last ones become briefs
- no lead, or more than three: the first story is one; those behind the third are main
- a story without a reason: the program's own
- a heading that is too long: cut at a clause; fewer than four where there are stories for more: PoorError
- a section that is left without stories: dropped; a section without a heading: its stories become briefs
- more sections than calls: the stories of the last ones join the last that is allowed
- no section at all, or no title: raises ValueError, and the answer counts as invalid
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ai_digest.model import Failure, Importance, LeftOut, Plan, PlannedSection, PlannedStory, Region

from .exchange import PoorError
from .extract import plan_story, reason_for
from .merging import merge, refuse
from .style import Length
from .wording import fit_title, plain, title_limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ai_digest.model import Story

    from .merging import MayMerge, Merged
    from .schema import BriefPick, ChooseAnswer, Pick

MOST_SECTIONS, FEWEST_SECTIONS = 7, 4
_MOST_LEADS = 3
_LONGEST_WORD = 30
_NO_WORD = re.compile(r"://|www\.|[<>\[\](){}`\\]")
_ENOUGH = 8  # stories told in full that are enough for four sections
_MOST_TAGS = 4
_MOST_WORDS = 10


@dataclass
class _Desk:
    """The stories that still wait for their place."""

    stories: Mapping[str, Story]
    language: str
    ignored: frozenset[str] = frozenset()
    instead: Mapping[str, str] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)

    def take(self, name: str) -> Story | None:
        """Give out a story once; record an id that is unknown or was given out before."""
        if name in self.ignored:
            return None
        name = self.instead.get(name, name)
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
    answer: ChooseAnswer,
    stories: Mapping[str, Story],
    *,
    most: int,
    language: str,
    may_merge: MayMerge = refuse,
) -> tuple[Plan, tuple[Failure, ...]]:
    """Return the plan that an answer gives for the stories of its request, and what was wrong with it.

    `may_merge` says "" where two stories may become one, else why not. Raises ValueError if there is no plan
    in the answer, PoorError if there is one with too few sections.
    """
    merged = merge(stories, [group.stories for group in answer.same], may_merge)
    desk = _desk(answer, merged, language)
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
        merges=merged.merges,
    )
    told = sum(len(section.stories) for section in sections)
    if len(sections) < FEWEST_SECTIONS and told >= _ENOUGH:
        problem = f"只有 {len(sections)} 个栏目，应有 {FEWEST_SECTIONS} 到 {MOST_SECTIONS} 个"
        raise PoorError(problem, (plan, tuple(desk.failures)))
    return plan, tuple(desk.failures)


def _desk(answer: ChooseAnswer, merged: Merged, language: str) -> _Desk:
    """Decide which places of merged stories count: the first one of a story that has none of its own."""
    names = [pick.story for section in answer.sections for pick in section.stories]
    names += [pick.story for pick in answer.briefs] + [pick.story for pick in answer.left_out]
    instead: dict[str, str] = {}
    for name in names:
        kept = merged.into.get(name)
        if kept and kept not in names and kept not in instead.values():
            instead[name] = kept
    return _Desk(merged.stories, language, frozenset(set(merged.into) - set(instead)), instead)


def _sections(
    answer: ChooseAnswer, desk: _Desk, most: int
) -> tuple[list[PlannedSection], list[PlannedStory]]:
    """Return the sections, and the stories that find no room in them, as briefs."""
    sections: list[tuple[str, list[PlannedStory]]] = []
    surplus: list[PlannedStory] = []
    count = 0
    for pick in answer.sections:
        picked = [planned for each in pick.stories if (planned := _full(each, desk))]
        heading = fit_title(pick.heading, Length.HEADING.most(pick.heading))
        room = max(0, most - count) if heading else 0
        count += len(picked[:room])
        surplus += [_demoted(planned) for planned in picked[room:]]
        if picked[:room] and len(sections) == MOST_SECTIONS:
            sections[-1][1].extend(picked[:room])
        elif picked[:room]:
            sections.append((heading, picked[:room]))
    return [PlannedSection(heading, tuple(picked)) for heading, picked in _with_leads(sections)], surplus


def _with_leads(
    sections: list[tuple[str, list[PlannedStory]]],
) -> list[tuple[str, list[PlannedStory]]]:
    """Make sure that one to three stories lead."""
    told = [planned for _, stories in sections for planned in stories]
    leads = [planned.story.id for planned in told if planned.importance is Importance.LEAD][:_MOST_LEADS]
    leading = leads or [planned.story.id for planned in told[:1]]
    return [
        (
            heading,
            [
                replace(
                    planned, importance=Importance.LEAD if planned.story.id in leading else Importance.MAIN
                )
                for planned in stories
            ],
        )
        for heading, stories in sections
    ]


def _full(pick: Pick, desk: _Desk) -> PlannedStory | None:
    story = desk.take(pick.story)
    if story is None:
        return None
    return PlannedStory(
        story=story,
        importance=Importance(pick.importance),
        region=Region(pick.region),
        reason=_reason(pick, story, desk),
        tags=_words(pick.tags, _MOST_TAGS),
    )


def _reason(pick: Pick | BriefPick, story: Story, desk: _Desk) -> str:
    reason = plain(pick.reason)
    return reason if reason and Length.REASON.holds(reason) else reason_for(story, language=desk.language)


def _brief(pick: BriefPick, desk: _Desk) -> PlannedStory | None:
    story = desk.take(pick.story)
    if story is None:
        return None
    return PlannedStory(
        story=story,
        importance=Importance.BRIEF,
        region=Region(pick.region),
        reason=_reason(pick, story, desk),
        tags=_words(pick.tags, _MOST_TAGS),
    )


def _demoted(planned: PlannedStory) -> PlannedStory:
    return replace(planned, importance=Importance.BRIEF)


def shortened(plan: Plan) -> Plan | None:
    """Tell one story fewer in full: the last that does not lead becomes a brief; None if one is left."""
    told = [planned for section in plan.sections for planned in section.stories]
    if len(told) < 2:  # noqa: PLR2004
        return None
    last = next((each for each in reversed(told) if each.importance is not Importance.LEAD), told[-1])
    sections = [
        replace(section, stories=tuple(each for each in section.stories if each is not last))
        for section in plan.sections
    ]
    return replace(
        plan,
        sections=tuple(section for section in sections if section.stories),
        briefs=(_demoted(last), *plan.briefs),
    )


def _words(words: Iterable[str], most: int) -> tuple[str, ...]:
    """Return the words, each once, without those that are empty, an address, markup or a whole sentence."""
    cleaned: Sequence[str] = [plain(word).lstrip("#") for word in words]
    fitting = [word for word in cleaned if 0 < len(word) <= _LONGEST_WORD and not _NO_WORD.search(word)]
    return tuple(dict.fromkeys(fitting))[:most]
