"""The commands `ai-digest sources check`, `import` and `export`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ai_digest.clock import current_time
from ai_digest.config import load_settings
from ai_digest.model import Region
from ai_digest.progress import reporter_on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from zoneinfo import ZoneInfo

    from ai_digest.checkup import Finding
    from ai_digest.config import Settings
    from ai_digest.model import SourceReport
    from ai_digest.progress import Stage

WIDE = 160
KIB = 1024

_catalogue = click.option(
    "--sources", type=click.Path(path_type=Path, dir_okay=False), help="The sources file."
)


@click.group()
def sources() -> None:
    """Look after the sources: check, import and export them."""


@sources.command()
@_catalogue
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.pass_context
def check(ctx: click.Context, sources: Path | None, *, as_json: bool) -> None:
    """Ask every source, and say how it did and what to do; ends with 1 if one failed."""
    from ai_digest.checkup import check_sources, due_window

    settings, now = _settings(ctx, sources), current_time()
    with reporter_on(Console(stderr=True)) as reporter, reporter.stage("check") as stage:
        findings = check_sources(settings, now, _counting(stage))
    if as_json:
        window = due_window(settings, now)
        document = {
            "edition": str(settings.due_date(now)),
            "window": {"start": window.start.isoformat(), "end": window.end.isoformat()},
            "sources": [finding.as_json() for finding in findings],
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _print(findings, settings.zone)
    if any(finding.report.error for finding in findings):
        ctx.exit(1)


@sources.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_catalogue
@click.option(
    "--language", default="", metavar="CODE", help="The language of entries that name none, e.g. zh."
)
@click.option(
    "--region",
    type=click.Choice([Region.DOMESTIC.value, Region.INTERNATIONAL.value]),
    default=None,
    help="The region of entries that name none.",
)
@click.pass_context
def import_(ctx: click.Context, file: Path, sources: Path | None, language: str, region: str | None) -> None:
    """Add the sources of an OPML file to the sources file; what stands there stays as it is."""
    from ai_digest.gather.subscribe import import_opml

    catalogue = _settings(ctx, sources).sources
    imported = import_opml(file, catalogue, language=language, region=region or "")
    for remark in imported.remarks:
        click.echo(remark)
    click.echo(f"{len(imported.added)} sources added to {catalogue}")


@sources.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@_catalogue
@click.pass_context
def export(ctx: click.Context, file: Path | None, sources: Path | None) -> None:
    """Write the sources as OPML to FILE, or to standard output."""
    from ai_digest.atomic import write_atomic
    from ai_digest.gather.catalog import load_sources
    from ai_digest.gather.opml import export_opml

    every = load_sources(_settings(ctx, sources).sources)
    text = export_opml(every)
    if file is None:
        click.echo(text, nl=False)
    else:
        write_atomic(file, text.encode())
        click.echo(f"{len(every)} sources written to {file}", err=True)


def _settings(ctx: click.Context, catalogue: Path | None) -> Settings:
    return load_settings(ctx.obj["path"], content=ctx.obj["content"], sources=catalogue)


def _counting(stage: Stage) -> Callable[[SourceReport], None]:
    """Count the answers on the stage's line."""
    answers: list[SourceReport] = []

    def on_answer(report: SourceReport) -> None:
        answers.append(report)
        failed = sum(bool(one.error) for one in answers)
        stage.update(f"{len(answers) - failed} sources answered, {failed} failed")

    return on_answer


def _print(findings: Sequence[Finding], zone: ZoneInfo) -> None:
    """Print the table, and below it a paragraph for each source that failed."""
    terminal = Console()
    console = terminal if terminal.is_terminal else Console(width=WIDE)
    table = Table(box=None, pad_edge=False)
    for heading in ("", "source", "in window", "items", "newest", "time", "size", "last answer"):
        numeric = heading in {"in window", "items", "time", "size"}
        table.add_column(
            heading, justify="right" if numeric else "left", no_wrap=heading != "source", overflow="fold"
        )
    for finding in findings:
        table.add_row(*(Text(cell) for cell in _cells(finding, zone)))
    console.print(table)
    for finding in findings:
        for line in _failure(finding):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    if all(finding.report.error for finding in findings):
        console.print("\nno source answered: look at the network first; this check is not counted")


def _cells(finding: Finding, zone: ZoneInfo) -> tuple[str, ...]:
    report = finding.report
    return (
        "!!" if report.error else "ok",
        finding.source.name,
        str(finding.in_window),
        str(report.items),
        f"{finding.newest.astimezone(zone):%Y-%m-%d %H:%M}" if finding.newest else "-",
        f"{report.seconds:.1f} s",
        f"{report.size / KIB:.1f} KiB",
        str(finding.health.last_success or "never"),
    )


def _failure(finding: Finding) -> list[str]:
    """Say what failed, for how long, and what to do; no line for a source that answered."""
    if not finding.report.error:
        return []
    lines = [f"\n{finding.source.name}: {finding.report.error}", f"  {finding.source.url}"]
    if finding.health.history:
        advice = "; consider dropping it" if finding.health.is_lost else ""
        lines.append(f"  {finding.health.history}{advice}")
    return [*lines, f"  → {finding.advice}"]
