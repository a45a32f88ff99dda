"""The editor's commands: `ai-digest status`, `redraft`, `approve`, `correct`."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ai_digest.clock import current_time
from ai_digest.config import load_settings
from ai_digest.errors import UsageError
from ai_digest.model import Drafter
from ai_digest.progress import reporter_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_digest.config import Settings
    from ai_digest.desk import Standing
    from ai_digest.file.revision import Revision

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


class _Day(click.ParamType[dt.date]):
    """A date as an argument."""

    name = "date"

    def convert(self, value: object, _param: object, _ctx: object) -> dt.date:
        """Read it. Raises UsageError if it is none."""
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError as error:
            raise UsageError(f"{value!r} is no date; write it as 2026-08-13") from error


DAY = _Day()


@click.command()
@click.argument("day", metavar="D", type=DAY)
@click.option("--story", default="", help="Only this story, by its id in the evidence or on the page.")
@click.option("--section", default="", help="Only the stories of this section, by its heading.")
@click.option(
    "--drafter",
    type=click.Choice([drafter.value for drafter in Drafter]),
    help="Who writes; by default Claude if there is a key.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, in colour; write nothing.")
@click.pass_context
def redraft(
    ctx: click.Context, day: dt.date, story: str, section: str, drafter: str | None, *, dry_run: bool
) -> None:
    """Draft an edition again and merge it into your version of it."""
    from ai_digest.redraft import Wanted
    from ai_digest.redraft import redraft as draft_again

    if story and section:
        raise UsageError("--story and --section are two ways of choosing; pass one")
    console = Console(stderr=True)
    with reporter_on(console) as reporter:
        done = draft_again(
            settings_of(ctx),
            day,
            Wanted(story, section),
            now=current_time(),
            reporter=reporter,
            drafter=Drafter(drafter) if drafter else None,
        )
    for left in done.left:
        click.echo(left, err=True)
    if dry_run:
        show(done.revision)
        return
    say_filed(done.revision, f"{done.drafted} stories drafted again")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the editions as JSON; see docs/editing.md.")
@click.pass_context
def status(ctx: click.Context, *, as_json: bool) -> None:
    """List the editions: edited, held and why, published, corrected."""
    from ai_digest.desk import standings
    from ai_digest.file.shelf import Shelf

    found = standings(Shelf(settings_of(ctx).content))
    if as_json:
        click.echo(json.dumps([standing.as_json() for standing in found], ensure_ascii=False, indent=1))
        return
    console = Console()
    if not console.is_terminal:
        for standing in found:
            click.echo("  ".join((standing.date, f"{standing.state:<9}", *_remarks(standing))))
        return
    table = Table(box=None, header_style="bold")
    for heading in ("edition", "state", "what there is to say"):
        table.add_column(heading, overflow="fold")
    for standing in found:
        table.add_row(standing.date, standing.state, Text("\n".join(_remarks(standing))))
    console.print(table)


@click.command()
@click.argument("day", metavar="D", type=DAY)
@click.option("--anyway", is_flag=True, help="Publish in spite of findings.")
@click.pass_context
def approve(ctx: click.Context, day: dt.date, *, anyway: bool) -> None:
    """Publish an edition that waited, after a last check."""
    from ai_digest import desk
    from ai_digest.file.shelf import Shelf

    path, remarks = desk.approve(Shelf(settings_of(ctx).content), day, anyway=anyway)
    click.echo("".join(f"{remark}\n" for remark in remarks), nl=False)
    if remarks and not anyway:
        click.echo(f"{len(remarks)} findings: not published; correct them, or pass --anyway", err=True)
        ctx.exit(1)
    click.echo(f"published: {path}", err=True)


@click.command()
@click.argument("day", metavar="D", type=DAY)
@click.option("--write", is_flag=True, help="Put the lines into the front matter, to be reworded there.")
@click.pass_context
def correct(ctx: click.Context, day: dt.date, *, write: bool) -> None:
    """Propose corrections for what was changed since an edition was published."""
    from ai_digest import desk
    from ai_digest.file.shelf import Shelf

    settings = settings_of(ctx)
    shelf, now = Shelf(settings.content), current_time().astimezone(settings.zone)
    lines = desk.propose(shelf, day, settings.options.language, now.date())
    if not lines:
        click.echo(f"nothing of substance was changed in {day} that is not corrected", err=True)
        return
    click.echo("corrections:\n" + "\n".join(f"  - {line}" for line in lines))
    if write:
        click.echo(f"written: {desk.correct(shelf, day, lines, now)}", err=True)


def show(revision: Revision) -> None:
    """Print what would change, and what would not be merged."""
    console = Console()
    for line in revision.diff():
        colour = None if line.startswith(("+++", "---")) else _COLOURS.get(line[:1])
        console.print(Text(line, style=colour or ""), soft_wrap=True)
    for conflict in revision.merged.conflicts:
        console.print(Text(f"both changed: {conflict.where}", style="yellow"), soft_wrap=True)
        for sign, lines in (("-", conflict.yours), ("+", conflict.new)):
            for line in lines:
                console.print(Text(f"  {sign} {line}", style=_COLOURS[sign]), soft_wrap=True)
    if not revision.diff():
        click.echo("the article would stay as it is", err=True)


def say_filed(revision: Revision, what: str) -> None:
    """File a revision, and say what came of it."""
    beside = revision.file()
    click.echo(f"{what}: {revision.old.version.path}", err=True)
    if beside:
        count = len(revision.merged.conflicts)
        click.echo(
            f"{count} places you had changed, too, stay yours; the new words are in {beside}", err=True
        )


def _remarks(standing: Standing) -> Iterable[str]:
    if standing.edited:
        yield f"{standing.edited} lines edited"
    elif standing.edited is None and standing.state != "broken":
        yield "hand-written"
    if standing.corrections:
        yield f"{standing.corrections} corrections"
    if standing.uncorrected:
        yield f"{standing.uncorrected} changes without a correction (ai-digest correct {standing.date})"
    yield from standing.held
    for path in standing.open:
        yield f"not merged: {path}"


def settings_of(ctx: click.Context) -> Settings:
    """Read the settings that the command line names."""
    return load_settings(ctx.obj["path"], content=ctx.obj["content"])


COMMANDS = (redraft, status, approve, correct)
