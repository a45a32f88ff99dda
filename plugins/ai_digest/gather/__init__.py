"""Gather: sources.toml → items. The only room that reads the network for news.

sources ─fetch side by side─▶ answers ─parse─▶ items ─window─▶ the edition's items
└─ a source that fails is a row of the report
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.gather.addresses import look_up
from ai_digest.gather.agent import user_agent
from ai_digest.gather.catalog import load_sources
from ai_digest.gather.client import Limits, Request, Response, fetch_all
from ai_digest.gather.feeds import UnreadableError, read_feed
from ai_digest.gather.fulltext import fetch_articles, is_gone
from ai_digest.gather.pages import read_page
from ai_digest.gather.seen import Seen
from ai_digest.model import Failure, Item, Kind, Source, SourceReport, Window

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from ai_digest.gather.addresses import Resolve

__all__ = [
    "Gathered",
    "Limits",
    "gather",
    "gather_articles",
    "in_window",
    "is_gone",
    "load_sources",
    "user_agent",
]

log = logging.getLogger(__name__)


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
    agent: str = "",
    resolve: Resolve = look_up,
    on_answer: Callable[[SourceReport], None] = lambda _report: None,
    remember: bool = True,
) -> Gathered:
    """Ask every source, and keep the items of the window. No source's failure is anybody else's.

    `agent` is how the program introduces itself, `resolve` who finds the addresses of a name; unless it is to
    `remember`, undated items stay new.
    """
    seen = Seen(cache)
    items: dict[str, Item] = {}
    reports: dict[str, SourceReport] = {}

    def wanted(item: Item) -> bool:
        return in_window(item, edition, window, zone, seen)

    async def ask() -> None:
        by_address = {source.url: source for source in sources}
        requests = [_request(source) for source in sources]
        async for response in fetch_all(requests, limits, agent=agent, cache=cache, resolve=resolve):
            source = by_address[response.address]
            # in a thread, so that a feed that takes long to parse does not make the others' time run out
            kept, report = await asyncio.to_thread(_read, source, response, zone, captured, wanted)
            reports[source.name] = report
            items.update((f"{source.name} {item.id}", item) for item in kept)
            on_answer(report)

    asyncio.run(ask())
    if remember:
        seen.save()
    ordered = sorted(
        items.values(), key=lambda item: (item.published or window.end, item.link, item.source.name)
    )
    return Gathered(tuple(ordered), tuple(reports[source.name] for source in sources))


def gather_articles(
    items: Iterable[Item], *, limits: Limits, cache: Path, agent: str = "", resolve: Resolve = look_up
) -> tuple[dict[str, Item], tuple[Failure, ...]]:
    """Fetch the article pages of the items whose source allows it; see `fetch_articles`."""
    return asyncio.run(fetch_articles(items, limits, cache, agent=agent, resolve=resolve))


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


def _request(source: Source) -> Request:
    """Return how a source is asked: feeds are there for programs, on pages robots.txt has a say."""
    return Request(source.url, private=source.private, conditional=True, robots=source.kind is Kind.PAGE)


def _read(
    source: Source,
    response: Response,
    zone: ZoneInfo,
    captured: dt.datetime,
    wanted: Callable[[Item], bool],
) -> tuple[list[Item], SourceReport]:
    """Parse an answer, keep the wanted items; whatever is wrong with it ends as the report's one line."""
    error, items, asked = response.error, [], 0

    def counted(item: Item) -> bool:
        nonlocal asked
        asked += 1
        return wanted(item)

    if not error:
        reader = read_page if source.kind is Kind.PAGE else read_feed
        try:
            items = list(reader(source, response, zone=zone, captured=captured, wanted=counted))
            error = "" if asked else "it has no entries with a title and a link"
        except UnreadableError as unreadable:
            error = str(unreadable)
        except Exception as bug:  # the reading of a source ends here, and no other's is to end with it
            log.exception("%s cannot be read", source.name)
            items, error = [], f"cannot be read: {type(bug).__name__}"
    report = SourceReport(
        source=source.name,
        url=source.url,
        items=asked,
        in_window=len(items),
        seconds=response.seconds,
        size=response.received,
        error=error,
        unchanged=response.unchanged and not error,
    )
    return items, report
