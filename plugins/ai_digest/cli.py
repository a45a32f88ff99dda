"""The command line: `ai-digest run`, `check`, `cover`, `report`, `doctor`; the others are in `cli_…`.

Exit codes: 0 done or already there · 1 findings · 2 wrong use or settings · 3 no edition, or not told ·
4 filed but held.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from ai_digest.cli_edit import COMMANDS as EDITING
from ai_digest.cli_edit import say_filed
from ai_digest.cli_import import COMMANDS as IMPORTING
from ai_digest.cli_publish import COMMANDS as PUBLISHING
from ai_digest.cli_sources import sources as sources_group
from ai_digest.cli_tell import tell
from ai_digest.cli_tidy import COMMANDS as TIDYING
from ai_digest.clock import current_time
from ai_digest.config import load_settings
from ai_digest.errors import DigestError, UsageError
from ai_digest.model import Drafter
from ai_digest.progress import reporter_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ai_digest.config import Settings
    from ai_digest.file.shelf import Shelf
    from ai_digest.proofread import Remark

HELD = 4
INTERRUPTED = 130
DISK_FULL = 3


class _Group(click.Group):
    """Turns an error that a person can act on into its lines and its exit code; a bug keeps its traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DigestError as error:
            click.echo("\n".join(f"ai-digest: {line}" for line in str(error).splitlines()), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("ai-digest: interrupted; nothing is half-written, run again to go on", err=True)
            ctx.exit(INTERRUPTED)
        except OSError as error:
            click.echo(f"ai-digest: cannot write or read {error.filename}: {error.strerror}", err=True)
            ctx.exit(DISK_FULL)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--content", type=click.Path(path_type=Path, file_okay=False), help="The content folder.")
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path, dir_okay=False),
    default="pelicanconf.py",
    show_default=True,
    help="Pelican's settings file.",
)
@click.version_option(package_name="ai-digest")
@click.pass_context
def main(ctx: click.Context, content: Path | None, settings_file: Path) -> None:
    """Make the day's digest: gather, choose, write, verify, file."""
    ctx.obj = {"content": content, "path": settings_file}


def _settings(ctx: click.Context, sources: Path | None = None) -> Settings:
    return load_settings(ctx.obj["path"], content=ctx.obj["content"], sources=sources)


@main.command()
@click.option(
    "--date", "day", metavar="D", help="The edition's date, YYYY-MM-DD; by default the one that is due."
)
@click.option("--sources", type=click.Path(path_type=Path, dir_okay=False), help="The sources file.")
@click.option(
    "--drafter",
    type=click.Choice([drafter.value for drafter in Drafter]),
    help="Who writes; by default Claude if there is a key.",
)
@click.option("--batch", is_flag=True, help="Let Claude write at half the price; a later run collects it.")
@click.option("--update", is_flag=True, help="Add the stories that arrived since to the edition on file.")
@click.option("--dry-run", is_flag=True, help="Say what Claude would be sent and its price; send nothing.")
@click.option(
    "--bodies",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --dry-run: a folder to write the requests to.",
)
@click.option(
    "--explain", is_flag=True, help="Print why each story is in or out; also of an edition on file."
)
@click.pass_context
def run(
    ctx: click.Context,
    day: str | None,
    sources: Path | None,
    drafter: str | None,
    *,
    batch: bool,
    update: bool,
    dry_run: bool,
    bodies: Path | None,
    explain: bool,
) -> None:
    """File one edition, from its sources to the article."""
    from ai_digest.edition import Outcome, make_edition, rehearse  # the stages take a second to import
    from ai_digest.rehearsal import show, write_bodies
    from ai_digest.summary import print_summary

    if bodies and not dry_run:
        raise UsageError("--bodies writes down what a dry run would send; add --dry-run")
    settings = _settings(ctx, sources)
    now = current_time()
    date = _date(day) if day else settings.due_date(now)
    chosen = Drafter(drafter) if drafter else None
    console = Console(stderr=True)
    if update:
        if batch or dry_run:
            raise UsageError("--update goes with neither --batch nor --dry-run")
        _update(settings, date, now, chosen)
        return
    if dry_run:
        with reporter_on(console) as reporter:
            calls = rehearse(settings, date, now=now, reporter=reporter)
        click.echo("\n".join(show(calls, settings.options, batch=batch)))
        if bodies:
            write_bodies(calls, bodies)
        return
    with reporter_on(console) as reporter:
        result = make_edition(settings, date, now=now, reporter=reporter, drafter=chosen, batch=batch)
    print_summary(result, date, console)
    if explain and result.outcome is not Outcome.SUBMITTED:
        _explain(settings, date)
    if result.outcome is Outcome.HELD:
        ctx.exit(HELD)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON; see docs/checks.md.")
@click.option("--fix", is_flag=True, help="Put right what is mechanical, and say what.")
@click.option(
    "--online", is_flag=True, help="Read the pages of your own stories, and check their figures, too."
)
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...], *, as_json: bool, fix: bool, online: bool) -> None:
    """Check articles as they stand, by default all. Nothing is fetched without --online."""
    from ai_digest.file.shelf import Shelf
    from ai_digest.proofread import articles, check_article, fix_article
    from ai_digest.verify.spellings import merged

    settings = _settings(ctx)
    shelf, spellings = Shelf(settings.content), merged(settings.options.spellings)
    paths = files or tuple(articles(shelf.content))
    if fix and online:
        raise UsageError("--online reads for a check; pass it without --fix")
    if online:
        remarks = _checked_online(paths, shelf, settings)
    else:
        read = fix_article if fix else check_article
        remarks = [remark for path in paths for remark in read(path, shelf, spellings=spellings)]
    if as_json:
        click.echo(json.dumps([remark.as_json() for remark in remarks], ensure_ascii=False, indent=1))
    else:
        click.echo("".join(f"{remark}\n" for remark in remarks), nl=False)
    fixed = sum(remark.fixed for remark in remarks)
    said = f"{len(paths)} articles checked, {len(remarks) - fixed} findings"
    click.echo(f"{said}, {fixed} fixed" if fix else said, err=True)
    if len(remarks) > fixed:
        ctx.exit(1)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--all", "every", is_flag=True, help="All articles of the site.")
@click.pass_context
def cover(ctx: click.Context, files: tuple[Path, ...], *, every: bool) -> None:
    """Draw the covers of articles that have none, or one that says what they no longer say."""
    from ai_digest import cover_desk

    if bool(files) == every:
        raise UsageError("which articles? name files, or pass --all")
    settings = _settings(ctx)
    done = cover_desk.draw_covers(cover_desk.articles(settings) if every else files, settings)
    for planned in done.drawn:
        click.echo(planned.target)
        if lacking := cover_desk.lacking(planned):
            click.echo(f"{planned.article}: the cover font has no {' '.join(lacking)}", err=True)
    for planned in () if every else done.left:
        click.echo(f"{planned.article}: left as it is: {planned.why}", err=True)
    click.echo(f"{len(done.drawn)} covers drawn, {len(done.left)} left as they are", err=True)
    if done.wrong:
        raise UsageError(*done.wrong)


@main.command()
@click.argument("day", metavar="D")
@click.pass_context
def report(ctx: click.Context, day: str) -> None:
    """Print the edition of a date as plain text, from its evidence."""
    from ai_digest.file.evidence import read_evidence
    from ai_digest.file.reading import read_article
    from ai_digest.file.report import Masthead, render_report
    from ai_digest.file.shelf import Shelf

    settings, date = _settings(ctx), _date(day, "report")
    shelf = Shelf(settings.content)
    path, article = shelf.evidence(date), shelf.find(date)
    if not path.is_file():
        raise UsageError(
            f"no evidence of {date}: {path} is not there; `ai-digest run --date {date}` makes it"
        )
    head = Masthead(settings.site_name, settings.zone, settings.options.language)
    text = render_report(read_evidence(path), head, read_article(article) if article else None)
    click.echo(text, nl=False)


@main.command()
@click.option("--models", is_flag=True, help="Also ask the Claude API for the models, once.")
@click.option("--costs", is_flag=True, help="Only add up what the editions cost.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON; see docs/operating.md.")
@click.pass_context
def doctor(ctx: click.Context, *, models: bool, costs: bool, as_json: bool) -> None:
    """Say what is set up and what is not."""
    from ai_digest import doctor as practice
    from ai_digest.costs import add_up
    from ai_digest.file.shelf import Shelf

    settings, now = _settings(ctx), current_time()
    if costs:
        click.echo("\n".join(add_up(Shelf(settings.content).evidences())))
        return
    all_found = list(practice.examine(settings, now, ctx.obj["path"].resolve().parent))
    all_found += practice.examine_models(settings, now) if models else ()
    if as_json:
        click.echo(json.dumps([practice.as_json(found) for found in all_found], ensure_ascii=False, indent=1))
    for found in () if as_json else all_found:
        mark = "ok" if not found.advice else "!!" if found.vital else "--"
        advice = f"; {found.advice}" if found.advice else ""
        click.echo(f"{mark} {found.subject:<12} {found.state}{advice}")
    if any(found.vital for found in all_found):
        ctx.exit(UsageError.exit_code)


main.add_command(sources_group)
for _command in (*EDITING, *IMPORTING, *PUBLISHING, *TIDYING, tell):
    main.add_command(_command)


def _checked_online(paths: Sequence[Path], shelf: Shelf, settings: Settings) -> list[Remark]:
    from ai_digest.own_sources import read_own_sources
    from ai_digest.proofread import check_article
    from ai_digest.verify.spellings import merged

    remarks = []
    for path in paths:
        own, failed = read_own_sources(path, shelf, settings)
        for line in failed:
            click.echo(line, err=True)
        remarks += check_article(path, shelf, own, spellings=merged(settings.options.spellings))
    return remarks


def _update(settings: Settings, date: dt.date, now: dt.datetime, drafter: Drafter | None) -> None:
    from ai_digest import late

    with reporter_on(Console(stderr=True)) as reporter:
        done = late.update(settings, date, now=now, reporter=reporter, drafter=drafter)
    say_filed(done.revision, f"{done.stories} stories added")
    done.finish()


def _explain(settings: Settings, date: dt.date) -> None:
    from ai_digest.explain import WIDTH, print_explanation
    from ai_digest.file.evidence import read_evidence
    from ai_digest.file.shelf import Shelf

    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    print_explanation(read_evidence(Shelf(settings.content).evidence(date)), console)


def _date(text: str, name: str = "--date") -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{name} {text!r} is no date; write it as 2026-08-13") from error


if __name__ == "__main__":
    sys.exit(main())
