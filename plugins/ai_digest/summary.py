"""The closing summary of a run: what was asked, told, checked, paid, and where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ai_digest.edition import Outcome

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from rich.console import Console

    from ai_digest.edition import Result
    from ai_digest.model import Call, Edition


def print_summary(result: Result, date: dt.date, console: Console) -> None:
    """Print the outcome of a run; a long line is folded on a terminal and left whole elsewhere."""
    if result.outcome is Outcome.SUBMITTED:
        console.print(f"submitted: {result.notice}", markup=False, highlight=False, soft_wrap=True)
        return
    if result.edition is None:
        console.print(f"already filed: {result.article}", markup=False, highlight=False, soft_wrap=True)
        return
    rows = [*_rows(result, result.edition)]
    if not console.is_terminal:
        for label, text in rows:
            console.print(f"{label}: {text}", markup=False, highlight=False, soft_wrap=True)
        return
    table = Table(title=f"Edition of {date}: {result.outcome}", show_header=False, title_justify="left")
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in rows:
        table.add_row(label, Text(text))
    console.print(table)


def _rows(result: Result, edition: Edition) -> Iterator[tuple[str, str]]:
    checked, draft = edition.checked, edition.checked.draft
    failed = [report for report in edition.reports if report.error]
    yield "sources", f"{len(edition.reports) - len(failed)} answered, {len(failed)} failed"
    for report in failed:
        yield "  failed", f"{report.source}: {report.error}"
    for lost in result.lost:
        yield "  drop it?", f"{lost.source}: {lost.record.history}"
    publishers = {name for story in draft.stories for name in story.planned.story.publishers}
    yield "items", f"{len(edition.items)} in the window"
    yield (
        "stories",
        f"{len(draft.stories)} in full from {len(publishers)} publishers, {len(draft.briefs)} in brief",
    )
    repaired = f"{len(checked.repaired)} repaired, " if checked.repaired else ""
    yield "facts", f"{checked.facts_checked} checked, {repaired}{len(checked.drops)} statements dropped"
    for failure in edition.failures:
        yield "  failure", f"{failure.stage}, {failure.subject}: {failure.reason}"
    yield "tokens", _tokens(edition.calls)
    yield "time", f"{result.seconds:.1f} s"
    for reason in checked.held:
        yield "held", reason
    if result.outcome is Outcome.HELD and not checked.held:
        yield "held", "AI_DIGEST_PUBLISH is 'never': an editor publishes"
    yield "article", str(result.article)


def _tokens(calls: tuple[Call, ...]) -> str:
    """Add up what was paid for in this run; answers from the cache cost nothing."""
    if not calls:
        return "none, cost $0"
    sent = [call for call in calls if not call.cached]
    read = sum(call.input_tokens + call.cache_write_tokens for call in sent)
    reused = sum(call.cache_read_tokens for call in sent)
    written = sum(call.output_tokens for call in sent)
    known = [call.cost for call in calls if call.cost is not None]
    cost = f"${sum(known):.4f}" + ("" if len(known) == len(calls) else " and calls of unknown price")
    kept = f", {len(calls) - len(sent)} answers from the cache" if len(sent) < len(calls) else ""
    return f"{read} in, {reused} from the prompt cache, {written} out in {len(sent)} calls{kept}; cost {cost}"
