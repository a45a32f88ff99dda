"""The drafter that asks Claude: one call to choose, then one call a section, in parallel, then one to repair.

    selection ── choose ──▶ plan ── write, by section ──▶ stories ── assemble ──▶ draft ── repair ──▶ draft

At most eight calls a day. Whatever happens to a call has one outcome. If the answer to *choose* is of no use,
the plan is made by rules; if no section can be written, or the API cannot be reached, DraftError is raised; a
section that cannot be written is drafted from the sources' own sentences, marked as such and recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_digest.errors import DraftError, NoEditionError
from ai_digest.model import Drafter, Failure

from .assembly import Written, assemble
from .batch import BatchDesk, SubmittedError
from .budget import Budget
from .client import ClaudeClient
from .connection import Connection
from .credential import credential
from .crew import Gate, side_by_side
from .endings import RefusedError, RejectedError, TooLongError, UnreadableError
from .exchange import ask
from .extract import ExtractDrafter
from .jobs import MOST_CALLS, Job, Writing, jobs_of
from .merging import refuse
from .planning import plan_from, shortened
from .prompt import Asked, choose_request, repair_request, story_share
from .repair import failed_in, repaired
from .run import Counter, Progress
from .schema import ChooseAnswer, RepairAnswer
from .section import SectionWriter
from .style import Style

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from ai_digest.model import Draft, Drop, Plan, Selection

    from .ledger import Ledger
    from .merging import MayMerge
    from .run import Batching, Models


class ClaudeDrafter:
    """Plans, writes and repairs an edition with Claude; implements `DraftWriter`.

    `run` names the run; `timeout` is in seconds a wait, `pause` in
    seconds before a second try; `on_progress` is called in the calling thread, a few times a second.
    """

    def __init__(
        self,
        *,
        edition: dt.date,
        models: Models,
        cache: Path,
        ledger: Ledger,
        style: Style | None = None,
        budget: Budget | None = None,
        batching: Batching | None = None,
        may_merge: MayMerge = refuse,
        run: str = "",
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        timeout: float = 180.0,
        concurrency: int = MOST_CALLS,
        max_retries: int = 2,
        pause: float = 0.5,
    ) -> None:
        self._edition = edition
        self._models = models
        self._style = style or Style()
        self._ledger = ledger
        self._budget = budget or Budget()
        self._batching = batching
        self._may_merge = may_merge
        self._on_progress = on_progress
        self._concurrency = concurrency
        self._connection = Connection(timeout=timeout, max_retries=max_retries, pause=pause)
        self._client = ClaudeClient(
            self._connection, cache=cache, ledger=ledger, budget=self._budget, run=run
        )

    def plan(self, selection: Selection) -> Plan:
        """Ask for the plan of an edition; one by rules if the answer is of no use.

        Raises DraftError with the reason if there is no key or no answer, NoEditionError if the budget is
        too small.
        """
        credential()
        asked = self.choose_request(selection)
        by_rules = ExtractDrafter(language=self._style.language).plan(selection)
        self._check_budget(asked, _least(by_rules))
        most = len(selection.full)

        def read(text: str) -> tuple[Plan, tuple[Failure, ...]]:
            answer = ChooseAnswer.model_validate_json(text)
            return plan_from(
                answer, asked.stories, most=most, language=self._style.language, may_merge=self._may_merge
            )

        try:
            plan, failures = ask(self._client, asked, read, purpose="choose")
        except (RefusedError, RejectedError, TooLongError, UnreadableError) as error:
            plan, failures = by_rules, (Failure("choose", "claude", f"{error}; planned by rules"),)
        finally:
            self._client.close()
        for failure in failures:
            self._ledger.add_failure(failure)
        return plan

    def choose_request(self, selection: Selection) -> Asked:
        """Return the request for the plan."""
        return choose_request(
            [*selection.full, *selection.briefs],
            most=len(selection.full),
            model=self._models.choose,
            style=self._style,
            edition=self._edition,
        )

    def write(self, plan: Plan) -> Draft:
        """Ask for the text of a plan, section by section; what cannot be had is drafted extractively.

        Raises DraftError if Claude wrote nothing at all, NoEditionError if the budget is too small,
        SubmittedError and WaitingError where there is a batch to come back for.
        """
        plan = self._affordable(plan)
        writing, jobs = self._jobs(plan)
        try:
            self._see_to_batch([writing.request(job) for job in jobs])
            parts = self._written(writing, jobs)
        finally:
            self._client.close()
        return self._assembled(plan, parts)

    def requests(self, plan: Plan) -> list[tuple[str, Asked]]:
        """Return the write calls of a plan, each with its purpose."""
        writing, jobs = self._jobs(plan)
        return [(f"write {job.subject}", writing.request(job)) for job in jobs]

    def repair(self, draft: Draft, drops: tuple[Drop, ...]) -> Draft:
        """Ask once for other words for what failed; the draft stays as it is where that is not to be had."""
        failed = failed_in(draft, drops)
        if not failed.statements:
            return draft
        asked = repair_request(
            failed.statements,
            failed.stories,
            share=story_share(len(failed.stories)),
            model=self._models.write,
            effort=self._models.effort,
            style=self._style,
        )

        def read(text: str) -> Draft:
            answer = RepairAnswer.model_validate_json(text)
            return repaired(draft, failed, answer, asked, self._style.language)

        try:
            return ask(self._client, asked, read, purpose="repair")
        except DraftError as error:
            self._ledger.add_failure(Failure("write", "repair", f"{error}; what failed is dropped"))
            return draft
        finally:
            self._client.close()

    def finish(self) -> None:
        """Tidy up once the run is over: answers of no use are forgotten."""
        self._client.finish()

    def _jobs(self, plan: Plan) -> tuple[Writing, list[Job]]:
        models = self._models
        writing = Writing.of(plan, model=models.write, effort=models.effort, style=self._style)
        return writing, jobs_of(plan, self._style.language)

    def _affordable(self, plan: Plan) -> Plan:
        """Tell fewer stories in full until what there is to send is within the budget.

        Kept answers count as if they were to be paid for, so that a run that goes on decides as before.
        """
        asked = plan
        while self._excess(plan):
            shorter = shortened(plan)
            if shorter is None:
                self._check_budget(None, plan)
                break
            plan = shorter
        if plan is not asked:
            left, wanted = (sum(len(each.stories) for each in of.sections) for of in (plan, asked))
            reason = f"{left} of {wanted} stories are told in full: {self._excess(asked)}"
            self._ledger.add_failure(Failure("write", "budget", reason))
        return plan

    def _excess(self, plan: Plan) -> str:
        return self._budget.excess([asked for _, asked in self.requests(plan)])

    def _check_budget(self, first: Asked | None, plan: Plan) -> None:
        calls = [asked for _, asked in self.requests(plan)]
        excess = self._budget.excess([first, *calls] if first else calls)
        if excess:
            raise NoEditionError(
                f"no edition for {self._edition}: even with one story told in full it would take {excess}; "
                "raise the limit, or use --drafter extract"
            )

    def _see_to_batch(self, calls: list[Asked]) -> None:
        """Collect the batch that is on its way, or submit one if that is wanted."""
        batching = self._batching
        if batching is None:
            return
        desk = BatchDesk(self._connection, self._client, self._ledger, batching.note)
        if batching.pending and desk.collect(batching.pending):
            return
        missing = [asked for asked in calls if not self._client.has(asked)]
        if not batching.wanted or not missing:
            return
        try:
            pending = desk.submit(missing, batching.now)
        except DraftError as error:
            self._ledger.add_failure(Failure("write", "batch", f"{error}; the calls are made directly"))
            return
        raise SubmittedError(
            f"batch {pending.id} with {pending.calls} calls for {self._edition} is submitted; run again "
            "later to collect it (most end within an hour, all within a day)"
        )

    def _written(self, writing: Writing, jobs: list[Job]) -> list[Written]:
        """Return what each job gave, in the order of the jobs."""
        counter = Counter()
        section = SectionWriter(self._client, writing, counter.add)

        def write(job: Job, gate: Gate, is_first: bool) -> Written:  # noqa: FBT001  as `side_by_side` calls it
            """Write a job; the first call opens the prompt cache, the others wait until it has."""
            try:
                if not is_first:
                    gate.wait()
                return section.write(job, gate.open)
            finally:
                gate.open()

        def tick(done: int) -> None:
            self._on_progress(Progress(done, len(jobs), counter.characters))

        try:
            return side_by_side(jobs, write, most=self._concurrency, on_tick=tick)
        except BaseException:
            self._client.close(for_good=True)
            raise

    def _assembled(self, plan: Plan, parts: list[Written]) -> Draft:
        failures = [failure for part in parts for failure in part.failures]
        draft = assemble(
            plan,
            {name: text for part in parts for name, text in part.told.items()},
            {name: point for part in parts for name, point in part.points.items()},
        )
        if draft.drafter is Drafter.EXTRACT:
            raise DraftError(failures[0].reason if failures else "claude wrote none of the stories")
        for failure in failures:
            self._ledger.add_failure(failure)
        return draft


def _least(plan: Plan) -> Plan:
    """Return the smallest edition of these stories: one told in full."""
    while (shorter := shortened(plan)) is not None:
        plan = shorter
    return plan
