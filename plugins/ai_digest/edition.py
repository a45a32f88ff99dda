"""One day, stage after stage.

    sources.toml ─gather─▶ items ─choose─▶ selection ─plan─▶ plan ─(article pages)─▶ plan with full texts
        ─write─▶ draft ─verify─▶ checked draft ─file─▶ cover, evidence, article
                   ▲                │
                   └────repair──────┘ once

A run that died goes on from its checkpoint. The only module that knows all rooms. It decides what a bad day
means: no source or too few stories is no edition and leaves everything as it was; a model that fails is
replaced by the extractive drafter, and the edition held.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ai_digest import choose, gather, verify
from ai_digest.captures import Captures, told_items
from ai_digest.checkpoint import Checkpoint
from ai_digest.errors import DraftError, NoEditionError
from ai_digest.file.article import SLUG, Frame, render_article
from ai_digest.file.covers import draw_cover, warn_of_missing
from ai_digest.file.covers.content import House, cover_of
from ai_digest.file.covers.palette import tokens_of
from ai_digest.file.evidence import record, to_json
from ai_digest.file.past import earlier_stories
from ai_digest.file.reading import parse_article
from ai_digest.file.shelf import Shelf
from ai_digest.gather.health import Health, Lost
from ai_digest.model import Drafter, Edition, Failure, Status, Window
from ai_digest.write import (
    Batching,
    Budget,
    ClaudeDrafter,
    Depth,
    ExtractDrafter,
    Ledger,
    Models,
    Style,
    SubmittedError,
    put_right,
)
from ai_digest.write.models import warnings
from ai_digest.write.topics import topic_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ai_digest.config import Options, Settings
    from ai_digest.file.evidence import Evidence
    from ai_digest.model import (
        Checked,
        Draft,
        EarlierStory,
        Item,
        Plan,
        PlannedStory,
        Selection,
        SourceReport,
    )
    from ai_digest.progress import Reporter, Stage
    from ai_digest.write import Asked, DraftWriter, Progress

WINDOW = dt.timedelta(hours=24)
KEY_VARIABLES = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")


class Outcome(StrEnum):
    """What came of a run."""

    FILED = "filed"
    HELD = "held"
    ALREADY = "already filed"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome, the article's path, the edition if this run made it, the sources that are lost.

    `notice` says what was submitted, where that is the outcome.
    """

    outcome: Outcome
    article: Path
    edition: Edition | None = None
    seconds: float = 0.0
    lost: tuple[Lost, ...] = ()
    notice: str = ""


def make_edition(
    settings: Settings,
    date: dt.date,
    *,
    now: dt.datetime,
    reporter: Reporter,
    drafter: Drafter | None = None,
    batch: bool = False,
) -> Result:
    """Make and file the edition of a date; one that is there already is left alone.

    `drafter` None lets the settings decide; `batch` lets Claude write at half the price, later. Raises
    UsageError (settings, sources), NoEditionError (nothing was written), WaitingError (a batch has not ended)
    and OSError (the disk).
    """
    started = time.monotonic()
    shelf = Shelf(settings.content)
    run = Run(settings, date, now, reporter, drafter or default_drafter(settings), batch=batch)
    if run.checkpoint.is_there:
        shelf.sweep(date)
    there = shelf.find(date)
    if there:
        run.checkpoint.remove()
        return Result(Outcome.ALREADY, there)
    try:
        edition = run.edition(shelf)
        path = run.file(edition, shelf)
    except NoEditionError:
        run.finish()
        raise
    except SubmittedError as submitted:
        return Result(Outcome.SUBMITTED, shelf.article(date), notice=str(submitted))
    except FileExistsError:  # another run of that day, or an editor, was quicker
        run.finish()
        return Result(Outcome.ALREADY, shelf.find(date) or shelf.article(date))
    run.finish()
    outcome = Outcome.HELD if status_of(settings, edition.checked) is Status.DRAFT else Outcome.FILED
    return Result(outcome, path, edition, time.monotonic() - started, run.lost)


def rehearse(
    settings: Settings, date: dt.date, *, now: dt.datetime, reporter: Reporter
) -> list[tuple[str, Asked]]:
    """Return what Claude would be sent, call by call; nothing is sent, filed or marked as seen.

    The sections of the write calls are a guess by rules: only Claude's answer to *choose* decides. Raises as
    `make_edition` does.
    """
    return Run(settings, date, now, reporter, Drafter.CLAUDE).rehearse(Shelf(settings.content))


def has_key() -> bool:
    """Tell whether the environment has a key for Claude."""
    return any(os.environ.get(name) for name in KEY_VARIABLES)


def limits_of(settings: Settings) -> gather.Limits:
    """Return the limits of fetching that the settings ask for."""
    options = settings.options
    return gather.Limits(
        fetch=options.fetch_timeout,
        all=options.gather_timeout,
        per_host=options.per_host,
        connect=options.connect_timeout,
        read=options.read_timeout,
        share=options.straggler_share,
        grace=options.straggler_grace,
        patience=options.straggler_patience,
        size=options.max_bytes,
    )


def default_drafter(settings: Settings) -> Drafter:
    """Return who writes where nobody is asked for."""
    if settings.options.drafter == "auto":
        return Drafter.CLAUDE if has_key() else Drafter.EXTRACT
    return Drafter(settings.options.drafter)


class Run:
    """One run: what is fixed for all of its stages, and the stages."""

    def __init__(
        self,
        settings: Settings,
        date: dt.date,
        now: dt.datetime,
        reporter: Reporter,
        drafter: Drafter,
        *,
        batch: bool = False,
    ) -> None:
        self.settings = settings
        self.options = settings.options
        self.date = date
        self.now = now
        self.reporter = reporter
        self.drafter = drafter
        end = settings.edition_end(date)
        self.window = Window(end - WINDOW, end)
        self.ledger = Ledger()
        self.checkpoint = Checkpoint(settings, date, self.window)
        self.batch = batch
        self.answers = settings.cache  # where answered calls are kept
        self.name = ""  # whose calls count as this run's, if it has no checkpoint
        self.writer: DraftWriter = ExtractDrafter(language=self.options.language)
        self.lost: tuple[Lost, ...] = ()
        self.agent = gather.user_agent(self.options.home_page or settings.site_url)
        self.limits = limits_of(settings)

    def edition(self, shelf: Shelf) -> Edition:
        """Go from the sources to a checked edition."""
        gathered = self._gather()
        selection = self._choose(gathered, shelf)
        draft, plan, held = self._write(selection)
        checked = self._verify(draft, held)
        return Edition(
            date=self.date,
            window=self.window,
            reports=gathered.reports,
            items=gathered.items,
            selection=replace(selection, left_out=(*selection.left_out, *plan.left_out)),
            checked=checked,
            calls=self.ledger.calls,
            failures=self.ledger.failures,
            merges=plan.merges,
        )

    def rehearse(self, shelf: Shelf) -> list[tuple[str, Asked]]:
        """Go as far as the requests."""
        unfinished = self.checkpoint.read()
        self.checkpoint.state = None
        gathered = unfinished.gathered if unfinished else self._asked(remember=False)
        selection = self._choose(gathered, shelf)
        with self.reporter.stage("write") as stage:
            plan = self._with_articles(ExtractDrafter(language=self.options.language).plan(selection))
            drafter = self._claude(stage)
            calls = [("choose", drafter.choose_request(selection)), *drafter.requests(plan)]
            stage.update(f"{len(calls)} calls, not sent")
        return calls

    def finish(self) -> None:
        """Forget what a run that died would need: this one came to an orderly end."""
        self.writer.finish()
        self.checkpoint.remove()

    def _gather(self) -> gather.Gathered:
        """Return the items of an unfinished run, or gather."""
        unfinished = self.checkpoint.read()
        if unfinished is None:
            gathered = self._asked()
            self.checkpoint.begin(gathered, self.lost, self.now)
            return gathered
        self.lost = unfinished.lost
        with self.reporter.stage("gather") as stage:
            count = len(unfinished.gathered.items)
            stage.update(f"going on with the run of {unfinished.started:%Y-%m-%d %H:%M} UTC: {count} items")
        return unfinished.gathered

    def _asked(self, *, remember: bool = True) -> gather.Gathered:
        sources = gather.load_sources(self.settings.sources)
        answers: list[SourceReport] = []
        with self.reporter.stage("gather") as stage:

            def on_answer(report: SourceReport) -> None:
                answers.append(report)
                stage.update(_gather_line(answers, len(sources)), len(answers), len(sources))

            gathered = gather.gather(
                sources,
                edition=self.date,
                window=self.window,
                zone=self.settings.zone,
                cache=self.settings.cache,
                limits=self.limits,
                captured=self.now,
                agent=self.agent,
                on_answer=on_answer,
                remember=remember,
            )
        if remember:
            health = Health(self.settings.cache)
            self.lost = health.observe(gathered.reports, self.now.astimezone(self.settings.zone).date())
            health.save()
        if all(report.error for report in gathered.reports):
            first = gathered.reports[0]
            raise NoEditionError(
                f"no edition for {self.date}: 0 of {len(sources)} sources answered "
                f"({first.source}: {first.error}); check the network and {self.settings.sources.name}"
            )
        return gathered

    def _choose(self, gathered: gather.Gathered, shelf: Shelf) -> Selection:
        options = self.options
        with self.reporter.stage("choose") as stage:
            grouped = choose.group(gathered.items)
            stories, covered = choose.recall(grouped, self._earlier(shelf))
            selection = choose.select(
                stories,
                window=self.window,
                topics=choose.Topics.of(
                    options.strong_topics or choose.STRONG, options.weak_topics or choose.WEAK
                ),
                quota=choose.Quota(
                    full=options.full_stories,
                    briefs=options.briefs,
                    per_source=options.per_source,
                    per_section=options.per_section,
                    region_share=options.region_share,
                    least_relevance=options.least_relevance,
                ),
                section_of=topic_of,
            )
            selection = replace(selection, left_out=(*covered, *selection.left_out))
            full, briefs = len(selection.full), len(selection.briefs)
            stage.update(
                f"{len(grouped)} stories of {len(gathered.items)} items, {len(covered)} told before: "
                f"{full} in full, {briefs} in brief"
            )
        self._demand_enough(selection, gathered)
        return selection

    def _demand_enough(self, selection: Selection, gathered: gather.Gathered) -> None:
        """Raise NoEditionError if there is too little to tell."""
        full, briefs = len(selection.full), len(selection.briefs)
        if full + briefs < self.options.min_stories or not full:
            answered = sum(not report.error for report in gathered.reports)
            raise NoEditionError(
                f"no edition for {self.date}: {full + briefs} new stories on topic, "
                f"{self.options.min_stories} are needed; {answered} of {len(gathered.reports)} sources "
                f"answered, with {len(gathered.items)} items in the window"
            )

    def _earlier(self, shelf: Shelf) -> tuple[EarlierStory, ...]:
        """Return what was told before."""
        return earlier_stories(shelf, self.date, self.options.remembered_days)

    def _write(self, selection: Selection) -> tuple[Draft, Plan, tuple[str, ...]]:
        """Return the draft, its plan, and why the edition must wait.

        If Claude cannot write, the extractive drafter does, and the edition is held for it.
        """
        held: tuple[str, ...] = ()
        with self.reporter.stage("write") as stage:
            try:
                if self.drafter is Drafter.CLAUDE:
                    self.writer = self._claude(stage)
                draft, plan = self._draft(self.writer, selection, stage)
            except DraftError as error:
                self.ledger.add_failure(Failure("write", "claude", str(error)))
                held = (f"claude could not write: {error}",)
                extract = ExtractDrafter(language=self.options.language)
                draft, plan = self._draft(extract, selection, stage)
            stage.update(_write_line(draft, self.ledger))
        return draft, plan, held

    def _claude(self, stage: Stage) -> ClaudeDrafter:
        options, state = self.options, self.checkpoint.state
        for model, warning in warnings(self.settings.cache, (options.choose_model, options.write_model)):
            self.ledger.add_failure(Failure("write", model, warning))
        return ClaudeDrafter(
            edition=self.date,
            models=Models(options.choose_model, options.write_model, options.effort),
            style=style_of(options),
            budget=Budget(max_cost=options.max_cost, max_tokens=options.max_tokens),
            batching=Batching(
                self.now, self.checkpoint.note, state.pending if state else None, wanted=self.batch
            ),
            may_merge=choose.may_merge,
            run=state.run if state else self.name,
            cache=self.answers,
            ledger=self.ledger,
            timeout=options.call_timeout,
            on_progress=lambda progress: stage.update(
                _progress_line(progress), progress.done, progress.total
            ),
        )

    def _draft(self, writer: DraftWriter, selection: Selection, stage: Stage) -> tuple[Draft, Plan]:
        stage.update("planning")
        plan = writer.plan(selection)
        stage.update("fetching article pages")
        plan = self._with_articles(plan)
        stage.update("writing")
        return writer.write(plan), plan

    def _with_articles(self, plan: Plan) -> Plan:
        """Give the stories told in full the text of their article pages, where their sources allow it.

        A story whose page turns out to be gone is told by another item of it, or left out.
        """
        items = [item for section in plan.sections for told in section.stories for item in told.story.items]
        longer, dead = self._pages(items)
        sections = tuple(
            replace(section, stories=tuple(_with_texts(told, longer) for told in section.stories))
            for section in plan.sections
        )
        return choose.without_dead(replace(plan, sections=sections), dead)

    def _pages(self, items: list[Item]) -> tuple[dict[str, str], set[str]]:
        """Return the texts of the items' article pages by id, and the addresses of those that are gone.

        What an unfinished run has read is not read again.
        """
        state = self.checkpoint.state
        known = state.pages if state else None
        if known and set(known.asked) >= {item.id for item in items}:
            texts, failures = known.texts, known.failures
        else:
            longer, failures = gather.gather_articles(
                items, limits=self.limits, cache=self.settings.cache, agent=self.agent
            )
            texts = {name: item.text for name, item in longer.items()}
            self.checkpoint.add_pages([item.id for item in items], texts, failures)
        for failure in failures:
            self.ledger.add_failure(failure)
        return texts, {failure.subject for failure in failures if gather.is_gone(failure)}

    def _verify(self, draft: Draft, held: tuple[str, ...]) -> Checked:
        """Check, have what failed put right once, and check again."""
        with self.reporter.stage("verify") as stage:
            checked = self._judged(draft)
            if checked.drops:
                stage.update(f"repairing {len(checked.drops)} statements")
                again = self.writer.repair(draft, checked.drops)
                if again != draft:
                    second = self._judged(again)
                    checked = replace(second, repaired=put_right(checked.drops, second.drops))
            stage.update(_verify_line(checked))
        return replace(checked, held=(*held, *checked.held))

    def _judged(self, draft: Draft) -> Checked:
        return verify.check(draft, min_stories=self.options.min_stories, spellings=self.options.spellings)

    def file(self, edition: Edition, shelf: Shelf) -> Path:
        """Write cover, evidence and article; nothing is written before all three are ready."""
        options, draft = self.options, edition.checked.draft
        with self.reporter.stage("file") as stage:
            frame = Frame(
                published=self.window.end,
                category=options.category,
                tags=options.tags,
                seo=options.seo,
                cover=shelf.cover_address(self.date),
                status=status_of(self.settings, edition.checked),
                language=options.language,
                quiet_below=options.quiet_below,
            )
            article = render_article(draft, frame)
            evidence = record(edition, article, figures=verify.figures, names=verify.names)
            cover = self._cover(article, evidence, shelf)
            Captures(self.settings.cache).keep(self.date, told_items(draft))
            path = shelf.put(self.date, article=article, evidence=to_json(evidence), cover=cover)
            stage.update(str(path))
        return path

    def _cover(self, article: str, evidence: Evidence, shelf: Shelf) -> bytes:
        """Draw the cover from the article as it is about to be filed."""
        settings = self.settings
        words = cover_of(
            parse_article(article, shelf.article(self.date)),
            self.date,
            House(settings.site_name, self.options.category),
            issue=shelf.issue(self.date),
            evidence=evidence,
            figures=verify.figures,
        )
        warn_of_missing(words)
        return draw_cover(words, tokens_of(settings.theme), settings.page(self.window.end, SLUG))


def status_of(settings: Settings, checked: Checked) -> Status:
    """Decide whether an edition is published at once or waits for an editor."""
    clean = not checked.held and settings.options.publish == "clean"
    return Status.PUBLISHED if clean else Status.DRAFT


def style_of(options: Options) -> Style:
    """Return how the settings want an edition written."""
    depth = Depth.FULL if options.depth == "full" else Depth.SHORT
    return Style(options.language, depth, options.markets)


def _with_texts(told: PlannedStory, longer: dict[str, str]) -> PlannedStory:
    """Put the longer texts in; two sources may link to one page, so the rest of an item stays its own."""
    items = tuple(
        replace(item, text=longer[item.id], full_text=True) if item.id in longer else item
        for item in told.story.items
    )
    return replace(told, story=replace(told.story, items=items))


def _gather_line(answers: Iterable[SourceReport], total: int) -> str:
    reports = list(answers)
    failed = sum(bool(report.error) for report in reports)
    items = sum(report.in_window for report in reports)
    return (
        f"{len(reports) - failed} of {total} sources answered, {failed} failed; {items} items in the window"
    )


def _progress_line(progress: Progress) -> str:
    sections = f"claude: {progress.done} of {progress.total} sections"
    return f"{sections}, {progress.characters:,} characters" if progress.characters else sections


def _verify_line(checked: Checked) -> str:
    repaired = f"{len(checked.repaired)} repaired, " if checked.repaired else ""
    return f"{checked.facts_checked} facts checked, {repaired}{len(checked.drops)} statements dropped"


def _write_line(draft: Draft, ledger: Ledger) -> str:
    """Say who wrote how much, and what it cost."""
    counts = f"{len(draft.stories)} stories, {len(draft.briefs)} briefs"
    if not ledger.calls:
        return f"{counts}, extracts"
    price = "price unknown" if ledger.cost is None else f"${ledger.cost:.4f}"
    return (
        f"{counts}; {len(ledger.calls)} calls, {ledger.input_tokens} + {ledger.output_tokens} tokens, {price}"
    )
