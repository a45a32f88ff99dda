"""Article pages of the stories that will be told: fetched, boiled down to the article, kept in the cache."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from ai_digest.atomic import write_atomic
from ai_digest.gather.addresses import look_up
from ai_digest.gather.articles import article_text
from ai_digest.gather.client import Limits, Request, fetch_all
from ai_digest.model import Failure, Item

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ai_digest.gather.addresses import Resolve


_GONE = ("HTTP 404", "HTTP 410")


def is_gone(failure: Failure) -> bool:
    """Tell whether a page could not be had because it does not exist, or not any more."""
    return failure.reason.startswith(_GONE)


async def fetch_articles(
    items: Iterable[Item], limits: Limits, cache: Path, *, agent: str = "", resolve: Resolve = look_up
) -> tuple[dict[str, Item], tuple[Failure, ...]]:
    """Return by id the items with their article's text, and what could not be had (the feed's text stays).

    Only items of sources with `full_text` are fetched; a page once captured is read from the cache.
    """
    wanted = {item.link: item for item in items if item.source.full_text and not item.full_text}
    found = {link: text for link in wanted if (text := _cached(cache, wanted[link]))}
    failures = []
    requests = [
        Request(link, private=item.source.private, robots=True)
        for link, item in wanted.items()
        if link not in found
    ]
    async for response in fetch_all(requests, limits, agent=agent, cache=cache, resolve=resolve):
        text = await asyncio.to_thread(article_text, response)
        if text:
            found[response.address] = text
            _keep(cache, wanted[response.address], text)
        else:
            reason = response.error or "no article found on the page"
            failures.append(Failure("gather", response.address, f"{reason}; the feed's own text is used"))
    longer = {
        wanted[link].id: replace(wanted[link], text=text, full_text=True) for link, text in found.items()
    }
    return longer, tuple(sorted(failures, key=lambda failure: failure.subject))


def _cached(cache: Path, item: Item) -> str:
    try:
        return _capture(cache, item).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _keep(cache: Path, item: Item, text: str) -> None:
    write_atomic(_capture(cache, item), text.encode())


def _capture(cache: Path, item: Item) -> Path:
    return cache / "captures" / f"{item.id}.txt"
