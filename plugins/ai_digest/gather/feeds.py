"""A feed's bytes → its entries as items.

bytes ─decode─▶ text ─read_xml or read_json─▶ entries ─wanted?─▶ items with clean texts
"""

from __future__ import annotations

import hashlib
import html
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ai_digest.gather.catalog import absolute
from ai_digest.gather.dates import Moment, read_date
from ai_digest.gather.encoding import decode
from ai_digest.gather.entries import Entry, UnreadableError
from ai_digest.gather.jsonfeed import looks_like_json, read_json
from ai_digest.gather.text import plain_line, plain_text
from ai_digest.gather.xmlfeed import read_xml
from ai_digest.model import Item, Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from ai_digest.gather.client import Response

__all__ = ["UnreadableError", "item_id", "lent_zone", "read_feed"]

MAX_ENTRIES = 10_000
MAX_TEXT = 40_000
MAX_HTML = 4 * MAX_TEXT
UTC = ZoneInfo("UTC")


def read_feed(
    source: Source,
    response: Response,
    *,
    zone: ZoneInfo,
    captured: dt.datetime,
    wanted: Callable[[Item], bool] = lambda _item: True,
) -> Iterator[Item]:
    """Yield the entries that have a title and a web link, each link once.

    `zone` is the site's; see `lent_zone`. `wanted` is asked with each item
    before its text is cleaned (it is still empty then), which is what costs time. Raises UnreadableError.
    """
    lent = lent_zone(source, zone)
    seen: set[str] = set()
    for entry in _entries(response):
        item = _item(source, entry, response.final_address, lent, captured)
        if item and item.id not in seen:
            seen.add(item.id)
            if wanted(item):
                yield _with_text(item, entry)


def lent_zone(source: Source, zone: ZoneInfo) -> ZoneInfo:
    """Return the zone of dates that name none: the site's for Chinese sources, UTC for others."""
    return zone if source.language.partition("-")[0] == "zh" else UTC


def item_id(link: str) -> str:
    """Return the id of an item: the same link has the same id on every run."""
    return "i" + hashlib.sha256(link.encode()).hexdigest()[:10]


def _entries(response: Response) -> Iterator[Entry]:
    text = decode(response.body, response.content_type)
    read = read_json if looks_like_json(text) else read_xml
    return read(text, response.final_address, MAX_ENTRIES)


def _item(source: Source, entry: Entry, base: str, zone: ZoneInfo, captured: dt.datetime) -> Item | None:
    link = next((link for written in entry.links if (link := absolute(base, _mended(written)))), "")
    title = plain_line(entry.title) if link else ""
    if not title:
        return None
    moment = _moment(entry, zone)
    return Item(
        id=item_id(link),
        source=source,
        title=title,
        link=link,
        published=moment.at if moment else None,
        day_only=bool(moment and moment.day_only),
        text="",
        captured=captured,
    )


def _mended(link: str) -> str:
    """Undo what publishing systems do to links: entities escaped twice, blanks left as they are."""
    return html.unescape(link).replace(" ", "%20") if "&amp;" in link or " " in link else link


def _moment(entry: Entry, zone: ZoneInfo) -> Moment | None:
    return next((moment for written in entry.dates if (moment := read_date(written, zone))), None)


def _with_text(item: Item, entry: Entry) -> Item:
    """Add the longest of the entry's texts: some feeds put the article into one, some into another."""
    texts = (plain_text(body[:MAX_HTML])[:MAX_TEXT].rstrip() for body in entry.bodies)
    return replace(item, text=max(texts, key=len, default=""))
