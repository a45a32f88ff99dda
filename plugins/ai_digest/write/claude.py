"""The drafter that asks Claude: one call to choose, then one call a section, in parallel.

    selection ── choose ──▶ plan ── write, by section ──▶ stories ── assemble ──▶ draft

At most eight calls a day: one plan, up to seven sections; 更多动态 has a call of its own, or rides with the
smallest section where there are seven. Whatever happens to a call has one outcome: without a plan DraftError
is raised, without a section its stories are drafted from the sources' own sentences, marked as such, and
entered as failures.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.errors import DraftError
from ai_digest.model import Failure, Importance, PlannedStory

from .assembly import Written, assemble, written_from
from .client import ClaudeClient
from .exchange import ask
from .extract import write_brief, write_story
from .planning import MOST_SECTIONS, plan_from
from .prompt import choose_request, story_share, write_request
from .schema import ChooseAnswer, WriteAnswer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ai_digest.model import Draft, Plan, Selection, WrittenBrief, WrittenStory

    from .ledger import Ledger

_BRIEFS = {"zh-CN": "更多动态", "en": "More news"}
_OPENING_WAIT = 10.0  # seconds; a call that begins later than that does not hold up the others


@dataclass(frozen=True, slots=True)
class _Job:
    """The stories of one write call: a section's, the briefs, or both."""

    subject: str
    full: tuple[PlannedStory, ...]
    briefs: tuple[PlannedStory, ...] = ()


class _Gate:
    """Holds the later calls back until the first one's answer begins, and for good once the run is over."""

    def __init__(self) -> None:
        self._opened = threading.Event()
        self._closed = threading.Event()

    def open(self) -> None:
        self._opened.set()

    def close(self) -> None:
        self._closed.set()
        self._opened.set()

    def wait(self) -> None:
        self._opened.wait(_OPENING_WAIT)
        if self._closed.is_set():
            raise DraftError("the run was interrupted; run again")


class ClaudeDrafter:
    """Plans and writes an edition with Claude; implements `DraftWriter`.

    Raises DraftError if no key is set. `effort` is sent to the write model where it is set; `timeout` is in
    seconds a call; `on_progress` hears how many of how many write calls have ended, in the calling thread.
    """

    def __init__(
        self,
        *,
        edition: dt.date,
        choose_model: str,
        write_model: str,
        cache: Path,
        ledger: Ledger,
        effort: str | None = None,
        language: str = "zh-CN",
        on_progress: Callable[[int, int], None] | None = None,
        timeout: float = 180.0,
        concurrency: int = 4,
        max_retries: int = 2,
    ) -> None:
        self._edition = edition
        self._choose_model = choose_model
        self._write_model = write_model
        self._effort = effort
        self._language = language
        self._ledger = ledger
        self._on_progress = on_progress or (lambda _done, _total: None)
        self._concurrency = concurrency
        self._client = ClaudeClient(cache=cache, ledger=ledger, timeout=timeout, max_retries=max_retries)

    def plan(self, selection: Selection) -> Plan:
        """Ask for the plan of an edition; raises DraftError with the reason if there is none."""
        asked = choose_request(
            [*selection.full, *selection.briefs],
            most=len(selection.full),
            model=self._choose_model,
            language=self._language,
            edition=self._edition,
        )

        def read(text: str) -> tuple[Plan, tuple[Failure, ...]]:
            answer = ChooseAnswer.model_validate_json(text)
            return plan_from(answer, asked.stories, most=len(selection.full), language=self._language)

        try:
            plan, failures = ask(self._client, asked.request, read, purpose="choose")
        finally:
            self._client.close()
        for failure in failures:
            self._ledger.add_failure(failure)
        return plan

    def write(self, plan: Plan) -> Draft:
        """Ask for the text of a plan, section by section; what cannot be had is drafted extractively."""
        jobs = _jobs(plan, self._language)
        share = story_share(sum(len(section.stories) for section in plan.sections))
        told: dict[str, WrittenStory | WrittenBrief] = {}
        points: dict[str, str] = {}
        for written in self._run(jobs, share):
            told |= written.told
            points |= written.points
            for failure in written.failures:
                self._ledger.add_failure(failure)
        return assemble(plan, told, points)

    def _run(self, jobs: Sequence[_Job], share: int) -> list[Written]:
        """Return what each job gave, in the order of the jobs."""
        gate = _Gate()
        pool = ThreadPoolExecutor(max_workers=max(1, self._concurrency), thread_name_prefix="write")
        try:
            futures = [
                pool.submit(self._write_job, job, share, gate, is_first=position == 0)
                for position, job in enumerate(jobs)
            ]
            for done, future in enumerate(as_completed(futures), 1):
                future.result()
                self._on_progress(done, len(jobs))
            return [future.result() for future in futures]
        except BaseException:
            gate.close()
            self._client.close(for_good=True)
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            self._client.close()

    def _write_job(self, job: _Job, share: int, gate: _Gate, *, is_first: bool) -> Written:
        """Write a job's stories. The first call opens the prompt cache, the others wait until it has."""
        try:
            if not is_first:
                gate.wait()
            return _completed(job, self._written(job, share, gate.open))
        except DraftError as error:
            reason = f"{error}; drafted from the sources' own sentences"
            return _completed(
                job, Written({}, {}, (Failure("write", job.subject, reason),)), is_recorded=True
            )
        finally:
            gate.open()

    def _written(self, job: _Job, share: int, on_open: Callable[[], None]) -> Written:
        asked = write_request(
            job.full,
            job.briefs,
            share=share,
            model=self._write_model,
            effort=self._effort,
            language=self._language,
        )

        def read(text: str) -> Written:
            return written_from(WriteAnswer.model_validate_json(text), asked, job.full, job.briefs)

        purpose = f"write {job.subject}"
        return ask(self._client, asked.request, read, purpose=purpose, on_open=on_open)


def _jobs(plan: Plan, language: str) -> list[_Job]:
    jobs = [_Job(section.heading, section.stories) for section in plan.sections if section.stories]
    if not plan.briefs:
        return jobs
    if len(jobs) < MOST_SECTIONS:
        return [*jobs, _Job(_BRIEFS.get(language, _BRIEFS["en"]), (), plan.briefs)]
    smallest = min(jobs, key=lambda job: len(job.full))
    return [_Job(job.subject, job.full, plan.briefs) if job is smallest else job for job in jobs]


def _completed(job: _Job, written: Written, *, is_recorded: bool = False) -> Written:
    """Draft extractively what an answer lacks, and record it unless the whole call is on record."""
    lacking = [planned for planned in (*job.full, *job.briefs) if planned.story.id not in written.told]
    drafted = {
        planned.story.id: write_brief(planned)
        if planned.importance is Importance.BRIEF
        else write_story(planned)
        for planned in lacking
    }
    reason = "not in claude's answer, or without a usable fact; drafted from the sources' own sentences"
    failures = (
        ()
        if is_recorded
        else tuple(Failure("write", planned.story.lead.title, reason) for planned in lacking)
    )
    return Written({**written.told, **drafted}, written.points, (*written.failures, *failures))
