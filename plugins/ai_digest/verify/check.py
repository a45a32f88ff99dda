"""A draft → the part of it that its sources support.

    headline, title, heading  a figure or a name that no source has → the source's own words stand instead
    fact                      needs a verbatim quote from an item of its story, and that item's figures
    insight, impact, line     every figure and name in a source of the story
    summary point             the same; else the story's headline stands instead
    story                     told twice, or under a link that stands already: dropped
                              without a fact left: told in one line, if it has one, with its link

Links are no matter of the draft: code writes them, one a story, from the items. A statement that brings an
address or markup of its own, that is an error text or gives orders, is dropped.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ai_digest.links import canonical
from ai_digest.model import (
    LONGEST_QUOTE,
    Checked,
    Derived,
    Draft,
    Drafter,
    Drop,
    Fact,
    Item,
    Point,
    Story,
    WrittenBrief,
    WrittenSection,
    WrittenStory,
)
from ai_digest.orders import without_orders
from ai_digest.verify.grounds import Grounds, Library, form_problem
from ai_digest.verify.quotes import find_quote
from ai_digest.verify.spellings import merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SUMMARY_POINTS, FEWEST_POINTS = 15, 8
PLAIN_HEADING = "要闻"
_CLAUSE = re.compile(r"[：:，,]")


def check(
    draft: Draft, *, min_stories: int, spellings: Mapping[str, tuple[str, ...]] | None = None
) -> Checked:
    """Take out whatever is unsupported, and say when too little is left to be published unseen.

    `spellings` are a site's own: a name and the other ways of writing it, for the names in `verify.spellings`
    to be joined by.
    """
    return _Check(draft, Library(merged(spellings or {}))).run(min_stories)


class _Check:
    """One pass over one draft; collects the drops on the way."""

    def __init__(self, draft: Draft, library: Library) -> None:
        self.draft = draft
        self.library = library
        self.drops: list[Drop] = []
        self.derived: list[Derived] = []
        self.links: set[str] = set()
        self.facts = 0

    def run(self, min_stories: int) -> Checked:
        told, moved = self._stories()
        briefs = (*self._briefs(), *moved)
        sections = tuple(self._section(section, told) for section in self.draft.sections)
        draft = replace(
            self.draft,
            sections=tuple(section for section in sections if section.stories),
            briefs=briefs,
        )
        draft = replace(draft, summary=self._summary(draft), title=self._title(draft))
        held = tuple(self._reasons_to_hold(draft, min_stories))
        return Checked(draft, tuple(self.drops), self.facts, held, derived=tuple(self.derived))

    def _stories(self) -> tuple[dict[str, WrittenStory], list[WrittenBrief]]:
        told: dict[str, WrittenStory] = {}
        moved: list[WrittenBrief] = []
        for written in self.draft.stories:
            story = written.planned.story
            if not self._is_new(story, written.headline):
                continue
            checked = self._story(written)
            if checked.facts:
                told[story.id] = checked
            else:
                self._drop(story, "story", written.headline, "no fact was left; told in one line")
                moved.append(WrittenBrief(written.planned, checked.headline, "", written.drafter))
        return told, moved

    def _is_new(self, story: Story, headline: str) -> bool:
        """Tell whether neither the story nor its link has been told; what was is recorded."""
        link = canonical(story.lead.link)
        if {f"id {story.id}", link} & self.links:
            return self._drop(story, "story", headline, "told twice")
        self.links |= {f"id {story.id}", link}
        return True

    def _story(self, written: WrittenStory) -> WrittenStory:
        story = written.planned.story
        grounds = self.library.of([story])
        return replace(
            written,
            headline=self._headline(story, written.headline, grounds),
            facts=self._facts(story, written.facts),
            insights=self._supported(story, "insight", written.insights, grounds),
            impact=self._supported(story, "impact", written.impact, grounds),
        )

    def _headline(self, story: Story, headline: str, grounds: Grounds) -> str:
        if not headline:
            return story.lead.title
        return headline if self._stands(story, "headline", headline, grounds) else story.lead.title

    def _facts(self, story: Story, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        standing: dict[str, Fact] = {}
        for fact in facts:
            self.facts += 1
            if fact.text in standing:
                self._drop(story, "fact", fact.text, "told twice")
            elif found := self._fact(story, fact):
                standing[fact.text] = found
        return tuple(standing.values())

    def _fact(self, story: Story, fact: Fact) -> Fact | None:
        """Return a fact with the place of its quote, None if it does not stand; that is recorded."""
        item = story.item(fact.item_id)
        reason = _quote_problem(fact, item)
        if reason or item is None:
            self._drop(story, "fact", fact.text, reason)
            return None
        grounds = self.library.of_item(item, story)
        label = "" if fact.label == item.source.name else fact.label
        if not self._stands(story, "fact", fact.text, grounds, label=label):
            return None
        return replace(fact, position=find_quote(fact.quote, without_orders(item.text)))

    def _supported(self, story: Story, where: str, lines: Iterable[str], grounds: Grounds) -> tuple[str, ...]:
        return tuple(line for line in lines if line and self._stands(story, where, line, grounds))

    def _briefs(self) -> list[WrittenBrief]:
        briefs = []
        for brief in self.draft.briefs:
            story = brief.planned.story
            if not self._is_new(story, brief.headline):
                continue
            grounds = self.library.of([story])
            line = brief.line if self._stands(story, "brief", brief.line, grounds) else ""
            headline = self._headline(story, brief.headline, grounds)
            briefs.append(replace(brief, headline=headline, line=line))
        return briefs

    def _section(self, section: WrittenSection, told: dict[str, WrittenStory]) -> WrittenSection:
        stories = tuple(
            told.pop(written.planned.story.id)
            for written in section.stories
            if written.planned.story.id in told
        )
        grounds = self.library.of(written.planned.story for written in stories)
        if stories and not self._stands(stories[0].planned.story, "heading", section.heading, grounds):
            return WrittenSection(_clean_part(section.heading, grounds), stories)
        return WrittenSection(section.heading or PLAIN_HEADING, stories)

    def _summary(self, draft: Draft) -> tuple[Point, ...]:
        """Keep the bullets that stand; where they are fewer than a summary has, headlines fill it up."""
        told = {written.planned.story.id: written for written in draft.written}
        points: dict[str, Point] = {}
        for point in self.draft.summary:
            written = told.get(point.story_id)
            if written is None or not point.text or point.text in points:
                continue
            story = written.planned.story
            stands = self._stands(story, "summary", point.text, self.library.of([story]))
            text = point.text if stands else written.headline
            points.setdefault(text, Point(text, story.id))
        for written in draft.written:
            story_id = written.planned.story.id
            if len(points) < FEWEST_POINTS and story_id not in {point.story_id for point in points.values()}:
                points.setdefault(written.headline, Point(written.headline, story_id))
        return tuple(points.values())[:SUMMARY_POINTS]

    def _title(self, draft: Draft) -> str:
        if not draft.written:
            return draft.title
        first = draft.written[0]
        grounds = self.library.of(written.planned.story for written in draft.written)
        stands = draft.title and self._stands(first.planned.story, "title", draft.title, grounds)
        return draft.title if stands else first.headline

    def _stands(self, story: Story, where: str, text: str, grounds: Grounds, *, label: str = "") -> bool:
        """Tell whether a line has only what its sources have; if not, and what it derives, is recorded."""
        problem, derived = grounds.problem(text, label)
        if problem:
            return self._drop(story, where, text, problem)
        self.derived += [Derived(story.id, where, text, *way) for way in derived]
        return True

    def _drop(self, story: Story, where: str, text: str, reason: str) -> bool:
        self.drops.append(Drop(story.id, where, text, reason))
        return False

    def _reasons_to_hold(self, draft: Draft, min_stories: int) -> Iterable[str]:
        left = len(draft.written)
        if left < min_stories or not draft.stories:
            yield f"{len(draft.stories)} stories in full and {left} in all are left; {min_stories} are needed"
        lost = sum(drop.where == "fact" for drop in self.drops)
        if lost * 2 > self.facts:
            yield f"{lost} of {self.facts} facts were dropped"
        extracts = sum(written.drafter is Drafter.EXTRACT for written in draft.stories)
        if draft.drafter is Drafter.CLAUDE and extracts:
            yield f"{extracts} of {len(draft.stories)} stories could not be written and are extracts"


def _quote_problem(fact: Fact, item: Item | None) -> str:
    """Say why a fact's quote does not support it, "" if it does."""
    if item is None:
        return f"{fact.item_id!r} is no item of the story"
    if len(fact.quote) > LONGEST_QUOTE:
        return f"its quote is longer than {LONGEST_QUOTE} characters"
    for text in (item.text, item.title):
        if find_quote(fact.quote, without_orders(text)) is not None:
            return ""
    return f"its quote is not in the source: {fact.quote!r}"


def _clean_part(heading: str, grounds: Grounds) -> str:
    """Return the first clause of a heading that does not stand as a whole, if that does."""
    clause = _CLAUSE.split(heading)[0].strip()
    stands = clause and not form_problem(heading) and not grounds.problem(clause)[0]
    return clause if stands else PLAIN_HEADING
