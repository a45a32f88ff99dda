"""A feed's bytes → its entries as items."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import feedparser

from ai_digest.gather.catalog import absolute
from ai_digest.gather.dates import Moment, read_date
from ai_digest.gather.text import plain_line, plain_text
from ai_digest.model import Item, Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from ai_digest.gather.client import Response

MAX_ENTRIES = 10_000
MAX_TEXT = 40_000
UTC = ZoneInfo("UTC")


class UnreadableError(Exception):
    """What was served is not what the source promised; the text says what it is instead."""


def read_feed(source: Source, response: Response, *, zone: ZoneInfo, captured: dt.datetime) -> Iterator[Item]:
    """Yield the entries that have a title and a web link.

    `zone` is the site's; it is lent to Chinese feeds whose dates name none. Raises UnreadableError.
    """
    feed = _parse(response)
    if not feed.get("version") and not feed.entries:
        raise UnreadableError(f"not a feed: {_first_words(response.body)}")
    for entry in feed.entries[:MAX_ENTRIES]:
        item = _item(
            source, entry, response.final_address, zone if source.language == "zh" else UTC, captured
        )
        if item:
            yield item


def item_id(link: str) -> str:
    """Return the id of an item: the same link has the same id on every run."""
    return "i" + hashlib.sha256(link.encode()).hexdigest()[:10]


def _parse(response: Response) -> Any:
    headers = {"content-type": response.content_type, "content-location": response.final_address}
    try:
        return feedparser.parse(response.body, response_headers=headers, sanitize_html=False)
    except Exception as error:  # feedparser 6 lets e.g. a UnicodeEncodeError out on a lone surrogate
        raise UnreadableError(f"cannot be parsed: {type(error).__name__}: {error}") from error


def _item(source: Source, entry: Any, base: str, zone: ZoneInfo, captured: dt.datetime) -> Item | None:
    link = absolute(base, str(entry.get("link", "")))
    title = plain_line(entry.get("title", ""))
    if not title or not link:
        return None
    moment = _moment(entry, zone)
    return Item(
        id=item_id(link),
        source=source,
        title=title,
        link=link,
        published=moment.at if moment else None,
        day_only=bool(moment and moment.day_only),
        text=_text(entry),
        captured=captured,
    )


def _moment(entry: Any, zone: ZoneInfo) -> Moment | None:
    for key in ("published", "updated", "created"):
        moment = read_date(
            str(dict.get(entry, key, "")), zone
        )  # FeedParserDict.get would lend one for another
        if moment:
            return moment
    return None


def _text(entry: Any) -> str:
    """Return the longest of the entry's texts: some feeds put the article into one, some into another."""
    bodies = [part.get("value", "") for part in entry.get("content", [])] + [entry.get("summary", "")]
    return max((plain_text(body[:MAX_TEXT]) for body in bodies if body), key=len, default="")


def _first_words(body: bytes) -> str:
    start = " ".join(body[:200].decode("utf-8", errors="replace").split())
    return f"it begins with {start[:60]!r}" if start else "it is empty"
