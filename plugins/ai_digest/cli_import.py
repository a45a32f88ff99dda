"""The command `ai-digest import`."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from ai_digest.cli_edit import settings_of
from ai_digest.progress import reporter_on


@click.command("import")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would be done; write and fetch nothing.")
@click.option("--covers", is_flag=True, help="Fetch covers that lie on the web into content/.")
@click.option("--private", is_flag=True, help="With --covers: also from addresses of your own network.")
@click.option(
    "--old-url",
    "old_urls",
    metavar="PATTERN",
    multiple=True,
    help="What the old addresses were, such as '/posts/{slug}.html' or '/{date:%Y}/{stem}/'.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON; see docs/importing.md.")
@click.pass_context
def import_articles(
    ctx: click.Context,
    folder: Path,
    old_urls: tuple[str, ...],
    *,
    dry_run: bool,
    covers: bool,
    private: bool,
    as_json: bool,
) -> None:
    """Take the Markdown articles of an old blog into content/; nothing there is overwritten."""
    from ai_digest.migrate import Wanted, bring_in

    settings = settings_of(ctx)
    wanted = Wanted(dry_run, covers, private, old_urls)
    with reporter_on(Console(stderr=True)) as reporter, reporter.stage("import") as stage:
        report = bring_in(folder, settings, wanted, stage)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        click.echo("".join(f"{line}\n" for line in report.lines()), nl=False)
    click.echo("\n".join(report.summary()), err=True)
    if not report.is_clean:
        ctx.exit(1)


COMMANDS = (import_articles,)
