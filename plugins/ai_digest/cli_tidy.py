"""The command `ai-digest tidy`."""

from __future__ import annotations

import click

from ai_digest.cli_edit import settings_of
from ai_digest.clock import current_time


@click.command()
@click.option(
    "--older-than",
    "days",
    metavar="DAYS",
    type=click.IntRange(min=1),
    help="What is older goes; by default AI_DIGEST_TIDY_AFTER, 90.",
)
@click.option("--dry-run", is_flag=True, help="Say what would go, edition by edition; change nothing.")
@click.pass_context
def tidy(ctx: click.Context, days: int | None, *, dry_run: bool) -> None:
    """Make the evidence of old editions slim, and prune the cache; pages, quotes and articles stay."""
    from ai_digest.tidy import lines
    from ai_digest.tidy import tidy as make_tidy

    settings = settings_of(ctx)
    done = make_tidy(settings, now=current_time(), days=days, dry=dry_run)
    click.echo("\n".join(lines(done, dry=dry_run)))
    for line in (*done.left, *done.wrong):
        click.echo(line, err=True)
    if done.wrong:
        ctx.exit(1)


COMMANDS = (tidy,)
