"""Statements that failed a check, put in other words: which are asked for, and where the answer goes. Pure.

What cannot be put right stays as it was, so that the check drops it again, with its reason on record.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ai_digest.model import Drafter, Fact, WrittenBrief, WrittenStory

from .style import Length
from .wording import fit_title, plain, title_limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ai_digest.model import Draft, Drop, Story, WrittenSection

    from .prompt import Asked
    from .schema import RepairAnswer, RepairText

    Place = tuple[str, str, str]

MOST_STATEMENTS = 40
_LENGTHS = {
    "insight": Length.INSIGHT,
    "impact": Length.SENTENCE,
    "brief": Length.LINE,
    "summary": Length.POINT,
    "fact": Length.SENTENCE,
}
_TITLES = {"headline": Length.HEADLINE, "heading": Length.HEADING}
_KINDS = frozenset({*_LENGTHS, *_TITLES, "title"})


@dataclass(frozen=True, slots=True)
class Failed:
    """What is asked for: the drops, each with its fact if it is one, and the stories they speak of."""

    statements: tuple[tuple[Drop, Fact | None], ...]
    stories: tuple[Story, ...]


def failed_in(draft: Draft, drops: Iterable[Drop]) -> Failed:
    """Choose the drops that other words could save: those of stories that Claude wrote, 40 at most."""
    written = {told.planned.story.id: told for told in draft.written if told.drafter is Drafter.CLAUDE}
    statements: dict[Place, tuple[Drop, Fact | None]] = {}
    for drop in drops:
        told = written.get(drop.story_id)
        if told is None or drop.where not in _KINDS or not drop.text:
            continue
        facts = {fact.text: fact for fact in getattr(told, "facts", ())}
        fact = facts.get(drop.text) if drop.where == "fact" else None
        if drop.where != "fact" or fact:
            statements.setdefault(_place(drop), (drop, fact))
    kept = tuple(statements.values())[:MOST_STATEMENTS]
    names = dict.fromkeys(drop.story_id for drop, _ in kept)
    return Failed(kept, tuple(written[name].planned.story for name in names))


def repaired(draft: Draft, failed: Failed, answer: RepairAnswer, asked: Asked, language: str) -> Draft:
    """Put the new words in their places; unknown ids, empty texts and texts that are too long change nothing.

    Raises ValueError if the answer names none of the statements.
    """
    names = {f"R{number}": pair for number, pair in enumerate(failed.statements, 1)}
    given = {text.statement: text for text in answer.repairs if text.statement in names}
    if not given:
        raise ValueError("the answer names none of the given statements")
    words: dict[Place, str] = {}
    facts: dict[Place, Fact] = {}
    for name, text in given.items():
        drop, fact = names[name]
        told = _fitting(drop.where, plain(text.text), language)
        if not told:
            continue
        if fact is None:
            words[_place(drop)] = told
        elif new := _fact(text, told, fact, asked, drop.story_id):
            facts[_place(drop)] = new
    return _Mended(words, facts).draft(draft)


def put_right(first: Iterable[Drop], second: Iterable[Drop]) -> tuple[Drop, ...]:
    """Return the drops of a first check that a second one does not have.

    Where other words failed in their turn, that many fewer of the same kind in the same story count.
    """
    drops, again = list(first), list(second)
    before, still = {_place(drop) for drop in drops}, {_place(drop) for drop in again}
    anew = Counter((drop.story_id, drop.where) for drop in again if _place(drop) not in before)
    gone: list[Drop] = []
    for drop in drops:
        if _place(drop) in still:
            continue
        if anew[drop.story_id, drop.where]:
            anew[drop.story_id, drop.where] -= 1
        else:
            gone.append(drop)
    return tuple(gone)


@dataclass(frozen=True, slots=True)
class _Mended:
    """The new words by the place of the old ones."""

    words: Mapping[Place, str]
    facts: Mapping[Place, Fact]

    def draft(self, draft: Draft) -> Draft:
        first = draft.written[0].planned.story.id if draft.written else ""
        return replace(
            draft,
            title=self._in(first, "title", draft.title),
            sections=tuple(self._section(section) for section in draft.sections),
            briefs=tuple(self._brief(brief) for brief in draft.briefs),
            summary=tuple(
                replace(point, text=self._in(point.story_id, "summary", point.text))
                for point in draft.summary
            ),
        )

    def _in(self, story_id: str, where: str, text: str) -> str:
        return self.words.get((story_id, where, text), text)

    def _section(self, section: WrittenSection) -> WrittenSection:
        headings = [self._in(told.planned.story.id, "heading", section.heading) for told in section.stories]
        heading = next((text for text in headings if text != section.heading), section.heading)
        return replace(section, heading=heading, stories=tuple(map(self._story, section.stories)))

    def _story(self, told: WrittenStory) -> WrittenStory:
        name = told.planned.story.id
        return replace(
            told,
            headline=self._in(name, "headline", told.headline),
            facts=tuple(self.facts.get((name, "fact", fact.text), fact) for fact in told.facts),
            insights=tuple(self._in(name, "insight", line) for line in told.insights),
            impact=tuple(self._in(name, "impact", line) for line in told.impact),
        )

    def _brief(self, brief: WrittenBrief) -> WrittenBrief:
        name = brief.planned.story.id
        return replace(
            brief,
            headline=self._in(name, "headline", brief.headline),
            line=self._in(name, "brief", brief.line),
        )


def _place(drop: Drop) -> Place:
    return (drop.story_id, drop.where, drop.text)


def _fitting(where: str, text: str, language: str) -> str:
    """Return the text if its place can take it: titles are cut, other lines are refused if too long."""
    if where == "title":
        return fit_title(text, title_limit(language))
    if where in _TITLES:
        return fit_title(text, _TITLES[where].most(text))
    return text if _LENGTHS[where].holds(text) else ""


def _fact(text: RepairText, told: str, old: Fact, asked: Asked, story_id: str) -> Fact | None:
    """Return the new fact, None if it names no item of the story or has no quote."""
    item = asked.items.get(text.item)
    story = next((story for story in asked.stories.values() if story.id == story_id), None)
    if item is None or story is None or story.item(item.id) is None or not text.quote.strip():
        return None
    label = plain(text.label)
    label = label if label and Length.LABEL.holds(label) else old.label
    return Fact(label=label, text=told, item_id=item.id, quote=text.quote.strip())
