"""A feed as Atom (RFC 4287), pictures by Media RSS (https://www.rssboard.org/media-rss)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from .xml import ATOM, MEDIA, document, element

if TYPE_CHECKING:
    import datetime as dt

    from .entries import Entry, Feed


def to_atom(feed: Feed) -> bytes:
    """Write the feed; one without entries has no date of its own to give and says the beginning of time."""
    root = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": feed.language})
    element(root, ATOM, "title", feed.title)
    element(root, ATOM, "subtitle", feed.description)
    element(root, ATOM, "id", feed.path)
    element(root, ATOM, "updated", _moment(feed.updated))
    element(root, ATOM, "link", rel="alternate", type="text/html", href=feed.link)
    element(root, ATOM, "link", rel="self", type="application/atom+xml", href=feed.path)
    element(root, ATOM, "icon", feed.icon)
    element(element(root, ATOM, "author"), ATOM, "name", feed.author)
    for entry in feed.entries:
        _entry(root, entry)
    return document(root)


def _entry(root: ET.Element, entry: Entry) -> None:
    own = element(root, ATOM, "entry")
    element(own, ATOM, "title", entry.title)
    element(own, ATOM, "link", rel="alternate", type="text/html", href=entry.link)
    if entry.source:
        element(own, ATOM, "link", rel="via", href=entry.source)
    element(own, ATOM, "id", entry.id)
    element(own, ATOM, "published", _moment(entry.published))
    element(own, ATOM, "updated", _moment(entry.updated))
    for tag in entry.tags:
        element(own, ATOM, "category", term=tag)
    element(own, ATOM, "summary", entry.summary)
    element(own, ATOM, "content", entry.content, type="html")
    if entry.image:
        element(own, MEDIA, "content", url=entry.image, medium="image", **_size(entry))


def _size(entry: Entry) -> dict[str, str]:
    return dict(zip(("width", "height"), map(str, entry.image_size), strict=True)) if entry.image_size else {}


def _moment(moment: dt.datetime | None) -> str:
    return moment.isoformat() if moment else "1970-01-01T00:00:00Z"
