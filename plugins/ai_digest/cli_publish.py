"""The commands around publishing: `ai-digest due`, `gate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ai_digest.cli_edit import DAY, settings_of
from ai_digest.clock import current_time
from ai_digest.config import read_pelican_settings

if TYPE_CHECKING:
    import datetime as dt


FINDINGS = 1


@click.command()
@click.option("--date", "day", metavar="D", type=DAY, help="Of another edition than the one that is due.")
@click.pass_context
def due(ctx: click.Context, day: dt.date | None) -> None:
    """Say which edition is due and how it stands: due, held, filed or online; as lines `name=value`."""
    from ai_digest.publish.online import state_of

    settings = settings_of(ctx)
    date = day or settings.due_date(current_time())
    state, page = state_of(settings, date)
    click.echo(f"date={date}\nstate={state}\npage={page}")


@click.command()
@click.argument("output", type=click.Path(path_type=Path))
@click.option("--deploy", is_flag=True, help="It goes online now: its address must be a public one.")
@click.option("--moved", is_flag=True, help="Pages may be gone that were there last time.")
@click.pass_context
def gate(ctx: click.Context, output: Path, *, deploy: bool, moved: bool) -> None:
    """Hold a built site against the content and last time, before it takes the other's place."""
    from ai_digest.publish.gate import judge, passed
    from ai_digest.publish.promises import promises_of
    from ai_digest.publish.record import read_record, write_record
    from ai_digest.publish.site import BuiltSite

    settings = settings_of(ctx)
    site = BuiltSite(output)
    last = read_record(settings.cache, settings.content)
    promises = promises_of(read_pelican_settings(ctx.obj["path"]), settings.content, current_time())
    compared = last.model_copy(update={"sources": {}}) if last and moved else last
    findings = list(judge(promises, site, compared, address=settings.site_url, deploy=deploy))
    click.echo("".join(f"{finding}\n" for finding in findings), nl=False)
    against = sum(not finding.note for finding in findings)
    record = passed(promises, site)
    changed = sum(last.hashes.get(path) != digest for path, digest in site.hashes.items()) if last else 0
    since = f"{changed} of them new or changed" if last else "nothing to compare them with"
    click.echo(
        f"{len(record.sources)} articles, {len(record.hashes)} pages, {since}, {site.bytes / 1e6:.1f} MB: "
        + (f"{against} findings; nothing was replaced" if against else "fit to publish"),
        err=True,
    )
    if against:
        ctx.exit(FINDINGS)
    write_record(settings.cache, settings.content, record)


COMMANDS = (due, gate)
