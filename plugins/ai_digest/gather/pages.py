"""A list page → its entries as items, by the CSS selectors of the source."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, NamedTuple

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from soupsieve import SelectorSyntaxError

from ai_digest.gather.catalog import absolute
from ai_digest.gather.encoding import decode
from ai_digest.gather.entries import UnreadableError, resolved
from ai_digest.gather.feeds import item_id, lent_zone
from ai_digest.gather.spoken import read_spoken
from ai_digest.gather.text import plain_line
from ai_digest.model import Item, Selectors, Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from zoneinfo import ZoneInfo

    from ai_digest.gather.client import Response

MAX_ROWS = 1_000


class _Row(NamedTuple):
    """What the selectors find in one row; "" for what they do not find."""

    title: str
    link: str
    dates: tuple[str, ...]


def read_page(
    source: Source,
    response: Response,
    *,
    zone: ZoneInfo,
    captured: dt.datetime,
    wanted: Callable[[Item], bool] = lambda _item: True,
) -> Iterator[Item]:
    """Yield the list's entries that are wanted, each link once; dates are seen from `captured`, in the
    zone that `lent_zone` lends.

    A selector that finds nothing in any row raises UnreadableError, naming it: after a redesign every row
    would else be without a date, and so be new.
    """
    assert source.selectors is not None  # noqa: S101  the catalogue gives every page its selectors
    soup = _parse(response)
    lent = lent_zone(source, zone)
    base = _base(soup, response.final_address)
    rows = [_row(tag, source.selectors) for tag in _rows(soup, source.selectors)]
    _check(rows, source.selectors)
    items = [item for row in rows if (item := _item(source, row, base, lent, captured))]
    if not items:
        raise UnreadableError(f"selector link = {source.selectors.link!r} finds no web link beside a title")
    if source.selectors.date and not any(item.published for item in items):
        example = next((date for row in rows for date in row.dates), "")
        raise UnreadableError(f"selector date = {source.selectors.date!r} finds no date but {example[:40]!r}")
    yield from filter(wanted, _once(items))


def _parse(response: Response) -> BeautifulSoup:
    with warnings.catch_warnings(action="ignore", category=XMLParsedAsHTMLWarning):
        return BeautifulSoup(decode(response.body, response.content_type), "lxml")


def _base(soup: BeautifulSoup, address: str) -> str:
    """Return what relative links start from: `<base href>` if there is one, else the page's address."""
    base = soup.find("base", href=True)
    return resolved(address, str(base["href"])) if base else address


def _rows(soup: BeautifulSoup, selectors: Selectors) -> list[Tag]:
    try:
        rows = soup.select(selectors.item, limit=MAX_ROWS)
    except SelectorSyntaxError as error:
        raise UnreadableError(f"selector item = {selectors.item!r} is no CSS selector") from error
    if not rows:
        raise UnreadableError(f"selector item = {selectors.item!r} finds nothing on the page")
    return rows


def _row(row: Tag, selectors: Selectors) -> _Row:
    heading = _find(row, selectors.title or "a[href]")
    anchor = _find(row, selectors.link or "a[href]")
    dated = _find(row, selectors.date) if selectors.date else None
    return _Row(
        title=plain_line(heading.decode_contents()) if heading else "",
        link=_address(anchor) if anchor else "",
        dates=_written(dated) if dated else (),
    )


def _check(rows: list[_Row], selectors: Selectors) -> None:
    titled, linked = any(row.title for row in rows), any(row.link for row in rows)
    both = f"selectors title = {selectors.title!r}, link = {selectors.link!r} find"
    if not titled and not linked:
        raise UnreadableError(f"{both} nothing in the rows")
    if not titled or not linked:
        key = "link" if titled else "title"
        raise UnreadableError(f"selector {key} = {getattr(selectors, key)!r} finds nothing in the rows")
    if not any(row.title and row.link for row in rows):
        raise UnreadableError(f"{both} no row with both")
    if selectors.date and not any(row.dates for row in rows):
        raise UnreadableError(f"selector date = {selectors.date!r} finds nothing in the rows")


def _item(source: Source, row: _Row, base: str, zone: ZoneInfo, captured: dt.datetime) -> Item | None:
    link = absolute(base, row.link)
    if not row.title or not link:
        return None
    moments = filter(None, (read_spoken(written, zone, captured) for written in row.dates))
    moment = next(moments, None)
    return Item(
        id=item_id(link),
        source=source,
        title=row.title,
        link=link,
        published=moment.at if moment else None,
        day_only=bool(moment and moment.day_only),
        text="",
        captured=captured,
    )


def _once(items: list[Item]) -> Iterator[Item]:
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(item.id, item)
    yield from first.values()


def _find(row: Tag, selector: str) -> Tag | None:
    """Find a part of a row; the row itself may be it, as in a list of links."""
    return row if row.css.match(selector) else row.select_one(selector)


def _address(part: Tag) -> str:
    """Return where a part leads: by itself, by the first link in it, or by the link that it is in."""
    for tag in (part, part.select_one("a[href]"), part.find_parent("a", href=True)):
        if tag and tag.get("href"):
            return str(tag["href"]).strip().replace(" ", "%20")
    return ""


def _written(part: Tag) -> tuple[str, ...]:
    """Return what may be the date, for machines before for people."""
    written = (str(part.get(key, "")) for key in ("datetime", "content", "title"))
    return tuple(text for text in (*written, part.get_text(" ")) if text.strip())
