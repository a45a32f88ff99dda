"""A list page → its entries as items, by the CSS selectors of the source."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from soupsieve import SelectorSyntaxError

from ai_digest.gather.catalog import absolute
from ai_digest.gather.dates import read_date
from ai_digest.gather.feeds import UnreadableError, item_id
from ai_digest.gather.text import plain_line
from ai_digest.model import Item, Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from ai_digest.gather.client import Response


def read_page(source: Source, response: Response, *, zone: ZoneInfo, captured: dt.datetime) -> Iterator[Item]:
    """Yield the list's entries; a selector that finds nothing raises UnreadableError, naming it."""
    assert source.selectors is not None  # noqa: S101  the catalogue gives every page its selectors
    with warnings.catch_warnings(action="ignore", category=XMLParsedAsHTMLWarning):
        soup = BeautifulSoup(response.body, "lxml")
    try:
        rows = soup.select(source.selectors.item)
    except SelectorSyntaxError as error:
        raise UnreadableError(f"selector item = {source.selectors.item!r} is no CSS selector") from error
    if not rows:
        raise UnreadableError(f"selector item = {source.selectors.item!r} finds nothing on the page")
    items = [item for row in rows if (item := _item(source, row, response.final_address, zone, captured))]
    if not items:
        raise UnreadableError(
            f"selectors title = {source.selectors.title!r}, link = {source.selectors.link!r} find nothing"
        )
    yield from items


def _item(source: Source, row: Tag, base: str, zone: ZoneInfo, captured: dt.datetime) -> Item | None:
    assert source.selectors is not None  # noqa: S101
    anchor = _find(row, source.selectors.link or "a[href]")
    heading = _find(row, source.selectors.title or "a[href]")
    link = absolute(base, str(anchor.get("href", ""))) if anchor else ""
    title = plain_line(heading.decode_contents()) if heading else ""
    if not title or not link:
        return None
    dated = _find(row, source.selectors.date) if source.selectors.date else None
    moment = read_date(str(dated.get("datetime") or dated.get_text()), zone) if dated else None
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


def _find(row: Tag, selector: str) -> Tag | None:
    """Find a part of a row; the row itself may be it, as in a list of links."""
    return row if row.css.match(selector) else row.select_one(selector)
