"""Putting written stories together: from the answers to *write* to stories, from stories to a draft. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from ai_digest.model import (
    Draft,
    Drafter,
    Fact,
    Failure,
    Importance,
    WrittenBrief,
    WrittenSection,
    WrittenStory,
)

from .style import Length
from .wording import fit_title, plain, summary_points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ai_digest.model import Plan, PlannedStory, Story

    from .jobs import Job
    from .prompt import Asked
    from .schema import BriefText, FactText, StoryText, WriteAnswer
    from .style import Counts

    Told = WrittenStory | WrittenBrief

_Text = TypeVar("_Text", "StoryText", "BriefText")


@dataclass(frozen=True, slots=True)
class Written:
    """What one answer gives: stories and bullets by the story's id, and what was wrong with it."""

    told: Mapping[str, Told]
    points: Mapping[str, str]
    failures: tuple[Failure, ...] = ()


def written_from(answer: WriteAnswer, asked: Asked, job: Job, counts: Counts) -> Written:
    """Return the stories of an answer that can be used; a story it lacks is simply not there.

    Unknown and repeated ids are ignored and recorded, as are facts that name no item of their story and lines
    much longer than was asked for; more lines than `counts` are cut. A story left without facts does not
    count. Raises ValueError if the answer has nothing to use.
    """
    stories, story_failures = _by_id({text.story: text for text in reversed(answer.stories)}, asked)
    lines, brief_failures = _by_id({text.story: text for text in reversed(answer.briefs)}, asked)
    failures = [*story_failures, *brief_failures]
    told: dict[str, Told] = {}
    points: dict[str, str] = {}
    for planned in job.full:
        text = stories.get(planned.story.id)
        story = _story(planned, text, asked, counts, failures) if text else None
        told_as = story or _brief(planned, lines.get(planned.story.id))
        if told_as:
            told[planned.story.id] = told_as
        if story and text and plain(text.point) and Length.POINT.holds(plain(text.point)):
            points[planned.story.id] = plain(text.point)
    for planned in job.briefs:
        brief = _brief(planned, lines.get(planned.story.id))
        if brief:
            told[planned.story.id] = brief
    if not told:
        raise ValueError("the answer tells none of the given stories")
    return Written(told, points, tuple(failures))


def assemble(plan: Plan, told: Mapping[str, Told], points: Mapping[str, str] | None = None) -> Draft:
    """Put the written stories of a plan in their places.

    A story of a section that was written as a brief goes to the head of the briefs; a section that is left
    empty disappears. The draft is Claude's as soon as one story is.
    """
    sections, demoted = [], []
    for section in plan.sections:
        texts = [told[planned.story.id] for planned in section.stories]
        stories = tuple(text for text in texts if isinstance(text, WrittenStory))
        demoted += [text for text in texts if isinstance(text, WrittenBrief)]
        sections += [WrittenSection(section.heading, stories)] if stories else []
    lines = [told[planned.story.id] for planned in plan.briefs]
    briefs = [*demoted, *(line for line in lines if isinstance(line, WrittenBrief))]
    by_claude = any(text.drafter is Drafter.CLAUDE for text in told.values())
    return Draft(
        title=plan.title,
        summary=summary_points(sections, briefs, points or {}),
        sections=tuple(sections),
        briefs=tuple(briefs),
        tags=plan.tags,
        seo=plan.seo,
        drafter=Drafter.CLAUDE if by_claude else Drafter.EXTRACT,
    )


def _by_id(texts: Mapping[str, _Text], asked: Asked) -> tuple[dict[str, _Text], list[Failure]]:
    """Return the texts by the id of their story, and a failure for each short id that was never given."""
    known = {asked.stories[name].id: text for name, text in texts.items() if name in asked.stories}
    unknown = [
        Failure("write", name, "unknown story id in the answer: ignored")
        for name in texts
        if name not in asked.stories
    ]
    return known, unknown


def _story(
    planned: PlannedStory, text: StoryText, asked: Asked, counts: Counts, failures: list[Failure]
) -> WrittenStory | None:
    facts = [fact for each in text.facts if (fact := _fact(each, planned.story, asked, failures))]
    headline = _headline(text.headline)
    if not facts or not headline:
        return None
    return WrittenStory(
        planned=planned,
        headline=headline,
        facts=tuple(facts[: counts.facts]),
        insights=_lines(text.insights, Length.INSIGHT)[: counts.insights],
        impact=_lines(text.impact, Length.SENTENCE)[: counts.impact],
    )


def _fact(text: FactText, story: Story, asked: Asked, failures: list[Failure]) -> Fact | None:
    """Return a fact, or None if it says nothing or names no item of its story."""
    item = asked.items.get(text.item)
    if item is None or story.item(item.id) is None:
        failures.append(Failure("write", story.lead.title, f"a fact names item {text.item!r}: ignored"))
        return None
    told, label = plain(text.text), plain(text.label)
    if not told or not text.quote.strip():
        return None
    if not Length.SENTENCE.holds(told):
        failures.append(Failure("write", story.lead.title, f"a fact has {len(told)} characters: ignored"))
        return None
    if not label or not Length.LABEL.holds(label):
        label = item.source.name
    return Fact(label=label, text=told, item_id=item.id, quote=text.quote.strip())


def _brief(planned: PlannedStory, text: BriefText | None) -> WrittenBrief | None:
    if text is None or not _headline(text.headline):
        return None
    line = plain(text.line)
    return WrittenBrief(
        planned=replace(planned, importance=Importance.BRIEF),
        headline=_headline(text.headline),
        line=line if Length.LINE.holds(line) else "",
    )


def _headline(text: str) -> str:
    return fit_title(text, Length.HEADLINE.most(text))


def _lines(texts: Sequence[str], length: Length) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := plain(text)) and length.holds(line))
