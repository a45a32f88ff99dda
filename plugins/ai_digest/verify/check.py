"""A draft → the part of it that its sources support.

    headline, title, heading  a figure that no source has → the source's own words stand instead
    fact                      needs a verbatim quote from an item of its story, and that item's figures
    insight, impact, line     every figure in a source of the story
    summary point             the same; else the story's headline stands instead
    story                     without a fact left: told in one line, if it has one, with its link

Links are no matter of the draft: code writes them, one a story, from the items. A statement that brings an
address of its own is dropped.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ai_digest.model import (
    LONGEST_QUOTE,
    Checked,
    Draft,
    Drafter,
    Drop,
    Fact,
    Point,
    Story,
    WrittenBrief,
    WrittenSection,
    WrittenStory,
)
from ai_digest.verify.numbers import unsupported
from ai_digest.verify.quotes import is_verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable

SUMMARY_POINTS = 15
PLAIN_HEADING = "要闻"
_CLAUSE = re.compile(r"[：:，,]")
_ADDRESS = re.compile(r"https?://|www\.\w|javascript:|data:\w+/|\]\(", re.IGNORECASE)


def check(draft: Draft, *, min_stories: int) -> Checked:
    """Take out whatever is unsupported, and say when too little is left to be published unseen."""
    return _Check(draft).run(min_stories)


class _Check:
    """One pass over one draft; collects the drops on the way."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.drops: list[Drop] = []
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
        return Checked(draft, tuple(self.drops), self.facts, held)

    def _stories(self) -> tuple[dict[str, WrittenStory], list[WrittenBrief]]:
        told: dict[str, WrittenStory] = {}
        moved: list[WrittenBrief] = []
        for written in self.draft.stories:
            story = written.planned.story
            if story.id in told:
                self._drop(story, "story", written.headline, "told twice")
                continue
            checked = self._story(written)
            if checked.facts:
                told[story.id] = checked
            else:
                self._drop(story, "story", written.headline, "no fact was left; told in one line")
                moved.append(WrittenBrief(written.planned, checked.headline, "", written.drafter))
        return told, moved

    def _story(self, written: WrittenStory) -> WrittenStory:
        story = written.planned.story
        return replace(
            written,
            headline=self._headline(story, written.headline),
            facts=tuple(fact for fact in written.facts if self._fact_stands(story, fact)),
            insights=self._supported(story, "insight", written.insights),
            impact=self._supported(story, "impact", written.impact),
        )

    def _headline(self, story: Story, headline: str) -> str:
        if not headline:
            return story.lead.title
        return headline if self._stands(story, "headline", headline, texts(story)) else story.lead.title

    def _fact_stands(self, story: Story, fact: Fact) -> bool:
        self.facts += 1
        item = story.item(fact.item_id)
        if item is None:
            return self._drop(story, "fact", fact.text, f"{fact.item_id!r} is no item of the story")
        source = f"{item.title}\n{item.text}"
        if len(fact.quote) > LONGEST_QUOTE:
            return self._drop(
                story, "fact", fact.text, f"its quote is longer than {LONGEST_QUOTE} characters"
            )
        if not is_verbatim(fact.quote, source):
            return self._drop(story, "fact", fact.text, f"its quote is not in the source: {fact.quote!r}")
        return self._stands(story, "fact", f"{fact.label} {fact.text}", source)

    def _supported(self, story: Story, where: str, lines: Iterable[str]) -> tuple[str, ...]:
        return tuple(line for line in lines if line and self._stands(story, where, line, texts(story)))

    def _briefs(self) -> list[WrittenBrief]:
        full = {written.planned.story.id for written in self.draft.stories}
        briefs: dict[str, WrittenBrief] = {}
        for brief in self.draft.briefs:
            story = brief.planned.story
            if story.id in full or story.id in briefs:
                self._drop(story, "story", brief.headline, "told twice")
                continue
            line = brief.line if self._stands(story, "brief", brief.line, texts(story)) else ""
            briefs[story.id] = replace(brief, headline=self._headline(story, brief.headline), line=line)
        return list(briefs.values())

    def _section(self, section: WrittenSection, told: dict[str, WrittenStory]) -> WrittenSection:
        stories = tuple(
            told.pop(written.planned.story.id)
            for written in section.stories
            if written.planned.story.id in told
        )
        sources = "\n".join(texts(written.planned.story) for written in stories)
        if stories and not self._stands(stories[0].planned.story, "heading", section.heading, sources):
            return WrittenSection(_clean_part(section.heading, sources), stories)
        return WrittenSection(section.heading or PLAIN_HEADING, stories)

    def _summary(self, draft: Draft) -> tuple[Point, ...]:
        told = {written.planned.story.id: written for written in draft.written}
        points: dict[str, Point] = {}
        for point in draft.summary:
            written = told.get(point.story_id)
            if written is None or not point.text or point.text in points:
                continue
            story = written.planned.story
            stands = self._stands(story, "summary", point.text, texts(story))
            text = point.text if stands else written.headline
            points.setdefault(text, Point(text, story.id))
        return tuple(points.values())[:SUMMARY_POINTS]

    def _title(self, draft: Draft) -> str:
        if not draft.written:
            return draft.title
        first = draft.written[0]
        sources = "\n".join(texts(written.planned.story) for written in draft.written)
        stands = draft.title and self._stands(first.planned.story, "title", draft.title, sources)
        return draft.title if stands else first.headline

    def _stands(self, story: Story, where: str, text: str, source: str) -> bool:
        """Tell whether a line has only figures of its source and no address; what has is recorded."""
        problem = _problem(text, source)
        return self._drop(story, where, text, problem) if problem else True

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


def _problem(text: str, source: str) -> str:
    """Say what a line has that its source does not support, "" if it stands."""
    if _ADDRESS.search(text):
        return "it brings an address of its own"
    missing = unsupported(text, source)
    return f"no source has {', '.join(missing)}" if missing else ""


def _clean_part(heading: str, sources: str) -> str:
    """Return the first clause of a heading that does not stand as a whole, if that does."""
    clause = _CLAUSE.split(heading)[0].strip()
    stands = clause and not _ADDRESS.search(heading) and not _problem(clause, sources)
    return clause if stands else PLAIN_HEADING


def texts(story: Story) -> str:
    """Return all captured text of a story: titles and texts of its items."""
    return "\n".join(f"{item.title}\n{item.text}" for item in story.items)
