"""The command that announces an edition: `ai-digest tell`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ai_digest.cli_edit import DAY, settings_of
from ai_digest.clock import current_time
from ai_digest.errors import TellError, UsageError

if TYPE_CHECKING:
    import datetime as dt


@click.command()
@click.argument("day", metavar="[D]", type=DAY, required=False)
@click.option("--dry-run", is_flag=True, help="Print what would be sent, and how long it is; send nothing.")
@click.option("--again", is_flag=True, help="Send anew what nobody knows to have arrived.")
@click.option("--sent", is_flag=True, help="Take it for sent.")
@click.option(
    "--message", type=click.IntRange(min=1), help="With --sent: its number in Telegram's link to it."
)
@click.pass_context
def tell(
    ctx: click.Context, day: dt.date | None, *, dry_run: bool, again: bool, sent: bool, message: int | None
) -> None:
    """Announce a published edition; without D the one that is due, if it is out, and corrections."""
    from ai_digest import announce
    from ai_digest.publish.online import State, filed

    if again + sent + dry_run > 1:
        raise UsageError("--dry-run, --again and --sent are three ways; pass one")
    if message and not sent:
        raise UsageError("--message says which message was sent; add --sent")
    settings = settings_of(ctx)
    now = current_time()
    date = day or settings.due_date(now)
    if dry_run:
        for shown in announce.rehearse(settings, date, now=now):
            click.echo(f"== {shown.channel}\n{shown.said}\n")
        return
    channels = announce.channels_of(settings)
    if not channels:
        click.echo(announce.NOT_SET_UP, err=True)
        return
    outcomes = [] if day else [*announce.catch_up(settings, date, channels, now=now)]
    if day or filed(settings, date)[0] is State.FILED:
        answer = announce.Answer(again=again, sent=sent, message=message)
        outcomes += announce.announce(settings, date, channels, now=now, answer=answer)
    else:
        click.echo(f"the edition of {date} is not out; there is nothing to tell of it yet", err=True)
    for outcome in outcomes:
        click.echo(f"{outcome.date} {outcome.channel}: {outcome.said}", err=outcome.failed)
    if any(outcome.failed for outcome in outcomes):
        raise TellError("not everything was told; the site is not touched by that")
