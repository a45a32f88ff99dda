"""Gather: sources.toml → items. The only room that reads the network for news.

sources ─fetch side by side─▶ answers ─parse─▶ items ─window─▶ the edition's items
└─ a source that fails is a row of the report
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ai_digest.gather.catalog import load_sources
from ai_digest.gather.client import Limits, Response, fetch_all
from ai_digest.gather.feeds import UnreadableError, read_feed
from ai_digest.gather.fulltext import fetch_articles
from ai_digest.gather.pages import read_page
from ai_digest.gather.seen import Seen
from ai_digest.model import Failure, Item, Kind, Source, SourceReport, Window

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from zoneinfo import ZoneInfo

__all__ = ["Gathered", "Limits", "gather", "gather_articles", "in_window", "load_sources"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The items of the edition's window in a fixed order, and a report for each source of the catalogue."""

    items: tuple[Item, ...]
    reports: tuple[SourceReport, ...]


def gather(
    sources: tuple[Source, ...],
    *,
    edition: dt.date,
    window: Window,
    zone: ZoneInfo,
    cache: Path,
    limits: Limits,
    captured: dt.datetime,
    on_answer: Callable[[SourceReport], None] = lambda _report: None,
) -> Gathered:
    """Ask every source, and keep the items of the window. No source's failure is anybody else's."""
    seen = Seen(cache)
    items: dict[str, Item] = {}
    reports: dict[str, SourceReport] = {}

    def take(source: Source, response: Response) -> None:
        found, report = _read(source, response, zone, captured)
        kept = [item for item in found if in_window(item, edition, window, zone, seen)]
        reports[source.name] = replace(report, in_window=len(kept))
        items.update((f"{source.name} {item.id}", item) for item in kept)
        on_answer(reports[source.name])

    asyncio.run(_ask(sources, limits, take))
    seen.save()
    ordered = sorted(
        items.values(), key=lambda item: (item.published or window.end, item.link, item.source.name)
    )
    return Gathered(tuple(ordered), tuple(reports[source.name] for source in sources))


def gather_articles(
    items: Iterable[Item], *, limits: Limits, cache: Path
) -> tuple[dict[str, Item], tuple[Failure, ...]]:
    """Fetch the article pages of the items whose source allows it; see `fetch_articles`."""
    return asyncio.run(fetch_articles(items, limits, cache))


def in_window(item: Item, edition: dt.date, window: Window, zone: ZoneInfo, seen: Seen) -> bool:
    """Tell whether an item belongs to the edition.

    With a time: when it lies in the window. With only a day: when that day touches the window (the earlier
    editions' stories are taken out later). Undated: when no earlier edition's run has seen it.
    """
    if item.published is None:
        return seen.is_new(item.id, edition)
    if item.day_only:
        return (
            window.start.astimezone(zone).date()
            <= item.published.date()
            <= window.end.astimezone(zone).date()
        )
    return window.holds(item.published)


async def _ask(sources: tuple[Source, ...], limits: Limits, take: Callable[[Source, Response], None]) -> None:
    by_address = {source.url: source for source in sources}
    async for response in fetch_all(by_address, limits):
        take(by_address[response.address], response)


def _read(
    source: Source, response: Response, zone: ZoneInfo, captured: dt.datetime
) -> tuple[list[Item], SourceReport]:
    """Parse an answer; whatever is wrong with it ends as the report's one line."""
    error, items = response.error, []
    if not error:
        reader = read_page if source.kind is Kind.PAGE else read_feed
        try:
            items = list(reader(source, response, zone=zone, captured=captured))
            error = "" if items else "it has no entries with a title and a link"
        except UnreadableError as unreadable:
            error = str(unreadable)
    report = SourceReport(source.name, source.url, len(items), 0, response.seconds, len(response.body), error)
    return items, report
