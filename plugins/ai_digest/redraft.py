"""An edition drafted again, and merged into the editor's version of it.

    evidence, kept texts ─▶ plan ─write, verify─▶ checked draft ─splice─▶ generated now
    generated before, generated now, editor's version ─merge─▶ article, and what is open ─▶ ….redraft.md

The plan stays: which stories, in which sections, in which order. Their words are written anew, of all that
the editor has not cut, or of those that are asked for. What stands in the edition's files changes last: first
what is open, then the article, then what was generated, then the evidence. A run that is killed in between
and made again finds its answers kept, comes to the same texts, and goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ai_digest import gather, verify
from ai_digest.captures import Captures
from ai_digest.edition import Run, default_drafter
from ai_digest.errors import DraftError, NoEditionError, UsageError
from ai_digest.file.evidence import record
from ai_digest.file.manuscript import Kind
from ai_digest.file.revision import open_edition, revised
from ai_digest.file.shelf import Shelf
from ai_digest.file.splice import labelled, with_stories, with_summary
from ai_digest.links import canonical, story_id
from ai_digest.model import (
    Drafter,
    Edition,
    Item,
    Plan,
    PlannedSection,
    PlannedStory,
    Selection,
    Source,
    Story,
    WrittenStory,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from ai_digest.config import Settings
    from ai_digest.file.evidence import Evidence, ItemRecord, StoryRecord
    from ai_digest.file.manuscript import Unit
    from ai_digest.file.revision import OnFile, Revision
    from ai_digest.model import Checked, WrittenBrief
    from ai_digest.progress import Reporter

    Told = WrittenStory | WrittenBrief


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drafted again: one story by its id, a section by its heading, or all."""

    story: str = ""
    section: str = ""

    @property
    def is_all(self) -> bool:
        """Tell whether the whole edition is meant."""
        return not (self.story or self.section)


@dataclass(frozen=True, slots=True)
class Redrafted:
    """What came of it: the revision to show or to file, how many stories are new, what was left and why."""

    revision: Revision
    drafted: int
    left: tuple[str, ...]


def redraft(
    settings: Settings,
    date: dt.date,
    wanted: Wanted,
    *,
    now: dt.datetime,
    reporter: Reporter,
    drafter: Drafter | None = None,
) -> Redrafted:
    """Draft again and merge; nothing is written yet: that is `Revision.file`.

    Raises UsageError (no such edition, story or section; front matter to correct), NoEditionError (there is
    no new draft to be had; nothing was changed).
    """
    old = open_edition(Shelf(settings.content), date)
    return _Redraft(settings, date, now, reporter, drafter, old).redrafted(wanted)


class _Redraft(Run):
    """One redraft: a run whose plan is there already."""

    def __init__(
        self,
        settings: Settings,
        date: dt.date,
        now: dt.datetime,
        reporter: Reporter,
        drafter: Drafter | None,
        old: OnFile,
    ) -> None:
        evidence = old.evidence
        super().__init__(settings, date, now, reporter, _drafter(settings, drafter, evidence))
        self.options = self.options.model_copy(update={"min_stories": 1})
        self.old = old
        # of its own, because a redraft asks anew; by number, so that one that died is not paid twice
        self.name = f"{date} redraft {evidence.redrafts + 1}"
        self.answers = settings.cache / "redrafts" / f"{date}-{evidence.redrafts + 1}"

    def redrafted(self, wanted: Wanted) -> Redrafted:
        """Draft what is wanted, and merge it."""
        records = self._chosen(wanted)
        plan, left = self._plan(records)
        checked = self._checked(plan)
        told = {
            written.planned.story.id: written
            for written in checked.draft.written
            if not self._is_poor(written, records[written.planned.story.id])
        }
        planned = [*plan.briefs, *(story for section in plan.sections for story in section.stories)]
        left += [
            f"{records[each.story.id].headline}: no new text that stands; it stays as it was"
            for each in planned
            if each.story.id not in told
        ]
        if not told:
            raise NoEditionError(f"nothing was changed for {self.date}: {left[0]}")
        whole = wanted.is_all and not left
        return Redrafted(self._revised(checked, told, whole=whole), len(told), tuple(left))

    def _chosen(self, wanted: Wanted) -> dict[str, StoryRecord]:
        """Return the stories to draft again: those asked for that the editor has not cut."""
        found = {
            told.id: told
            for told, unit in _standing(self.old)
            if wanted.is_all
            or wanted.story in (told.id, story_id(told.link))
            or wanted.section == unit.section
        }
        if not found:
            raise UsageError(_nothing_to_draft(wanted, self.old))
        return found

    def _plan(self, records: Mapping[str, StoryRecord]) -> tuple[Plan, list[str]]:
        """Return the plan of the stories, with their texts, and what cannot be drafted again, and why."""
        items, lost = self._items(records.values())
        left = [
            f"{records[name].headline}: none of its texts is to be had; it stays as it was" for name in lost
        ]
        sections: dict[str, list[PlannedStory]] = {}
        briefs: list[PlannedStory] = []
        base = {unit.name: unit for unit in self.old.base.stories}
        for name, known in records.items():
            if name in lost:
                continue
            planned = _planned_story(known, items)
            unit = base.get(canonical(known.link))
            if unit is None or unit.kind is Kind.STORY:
                sections.setdefault(unit.section if unit else "", []).append(planned)
            else:
                briefs.append(planned)
        if not (sections or briefs):
            raise NoEditionError(f"nothing was changed for {self.date}: {left[0]}")
        title = self.old.article.text("title")
        told = tuple(PlannedSection(heading, tuple(stories)) for heading, stories in sections.items())
        return Plan(title, told, tuple(briefs)), left

    def _items(self, records: Collection[StoryRecord]) -> tuple[dict[str, Item], set[str]]:
        """Return the items of the stories with their texts, kept or fetched, and the stories without any."""
        evidence, kept = self.old.evidence, Captures(self.settings.cache).texts(self.date)
        wanted = {name for record in records for name in record.items}
        sources = {source.name: source for source in self._sources()}
        items = {
            record.id: _item(record, sources.get(record.source), kept.get(record.id, ""))
            for record in evidence.items
            if record.id in wanted
        }
        missing = [item for item in items.values() if not item.text]
        if missing:
            with self.reporter.stage("gather") as stage:
                stage.update(f"{len(missing)} texts are not kept any more; asking for their pages")
                found, failures = gather.gather_articles(
                    missing, limits=self.limits, cache=self.settings.cache, agent=self.agent
                )
                items |= found
                stage.update(f"{len(missing)} texts are not kept any more; {len(found)} pages read again")
            for failure in failures:
                self.ledger.add_failure(failure)
        lost = {
            record.id
            for record in records
            if not any(items[name].text for name in record.items if name in items)
        }
        return {name: item for name, item in items.items() if item.text}, lost

    def _sources(self) -> tuple[Source, ...]:
        try:
            return gather.load_sources(self.settings.sources)
        except UsageError:  # an edition can be drafted again without its sources' catalogue
            return ()

    def _checked(self, plan: Plan) -> Checked:
        with self.reporter.stage("write") as stage:
            try:
                if self.drafter is Drafter.CLAUDE:
                    self.writer = self._claude(stage)
                draft = self.writer.write(plan)
            except DraftError as error:
                raise NoEditionError(
                    f"nothing was changed for {self.date}: claude could not write: {error}"
                ) from error
            stage.update(f"{len(draft.stories)} stories, {len(draft.briefs)} briefs")
        return self._verify(draft, ())

    def _is_poor(self, written: Told, before: StoryRecord) -> bool:
        """Tell whether a text is worse than none: an extract in Claude's place, or a story without facts."""
        unwritten = self.drafter is Drafter.CLAUDE and written.drafter is Drafter.EXTRACT
        return unwritten or (not before.brief and not isinstance(written, WrittenStory))

    def _revised(self, checked: Checked, told: Mapping[str, Told], *, whole: bool) -> Revision:
        old, language = self.old, self.options.language
        drafters = {canonical(story.link): story.drafter for story in old.evidence.stories}
        drafters |= {canonical(each.planned.story.lead.link): each.drafter for each in told.values()}
        generated = with_stories(old.generated, told.values(), language)
        if whole:
            generated = with_summary(generated, [point.text for point in checked.draft.summary])
        generated = labelled(generated, drafters, language)
        new = record(self._part(checked, told), generated.text, figures=verify.figures, names=verify.names)
        return revised(old, generated, new, language=language, redrafts=1)

    def _part(self, checked: Checked, told: Mapping[str, Told]) -> Edition:
        """Return what is new as an edition of its own, for its evidence."""
        draft = checked.draft
        sections = tuple(
            replace(section, stories=tuple(each for each in section.stories if each.planned.story.id in told))
            for section in draft.sections
        )
        briefs = tuple(brief for brief in draft.briefs if brief.planned.story.id in told)
        return Edition(
            date=self.date,
            window=self.window,
            reports=(),
            items=(),
            selection=Selection((), ()),
            checked=replace(checked, draft=replace(draft, sections=sections, briefs=briefs)),
            calls=self.ledger.calls,
            failures=self.ledger.failures,
        )


def _drafter(settings: Settings, asked: Drafter | None, evidence: Evidence) -> Drafter:
    """Decide who writes. Extracts take the place of what Claude wrote only where a person says so."""
    drafter = asked or default_drafter(settings)
    if asked is None and drafter is Drafter.EXTRACT and evidence.drafter is Drafter.CLAUDE:
        raise UsageError(
            "claude wrote this edition and there is no key now: set ANTHROPIC_API_KEY, "
            "or pass --drafter extract"
        )
    return drafter


def _standing(old: OnFile) -> list[tuple[StoryRecord, Unit]]:
    """Return the stories that the editor has not cut, each with the place where it was generated."""
    standing = {unit.name for unit in old.ours.stories}
    place = {unit.name: unit for unit in (*old.ours.stories, *old.base.stories)}
    links = ((told, canonical(told.link)) for told in old.evidence.stories)
    return [(told, place[link]) for told, link in links if link in standing]


def _nothing_to_draft(wanted: Wanted, old: OnFile) -> str:
    standing = _standing(old)
    if wanted.story:
        known = "; ".join(f"{told.id} {told.headline}" for told, _ in standing)
        return f"no story {wanted.story!r} in the edition of {old.date}; there are {known or 'none'}"
    if wanted.section:
        sections = dict.fromkeys(unit.section for _, unit in standing)
        return f"no section {wanted.section!r} in the edition of {old.date}; there are {', '.join(sections)}"
    return f"no story of the edition of {old.date} is left in {old.version.path}"


def _planned_story(told: StoryRecord, items: Mapping[str, Item]) -> PlannedStory:
    own = [items[name] for name in told.items if name in items]
    own.sort(key=lambda item: item.link != told.link)  # the one whose link stands for the story comes first
    return PlannedStory(Story(told.id, tuple(own)), told.importance, told.region, told.reason, told.tags)


def _item(known: ItemRecord, source: Source | None, text: str) -> Item:
    """Return an item as it was gathered; where its text is lost, its page may be asked for."""
    source = source or Source(known.source, known.link, known.language, known.region)
    return Item(
        id=known.id,
        source=source if text else replace(source, full_text=True),
        title=known.title,
        link=known.link,
        published=known.published,
        day_only=known.day_only,
        text=text,
        captured=known.captured,
        full_text=known.full_text and bool(text),
    )
