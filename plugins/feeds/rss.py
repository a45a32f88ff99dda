"""A feed as RSS 2.0 (https://www.rssboard.org/rss-specification) with the full text in `content:encoded`."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from .xml import ATOM, CONTENT, MEDIA, document, element

if TYPE_CHECKING:
    from .entries import Entry, Feed


def to_rss(feed: Feed) -> bytes:
    """Write the feed."""
    root = ET.Element("rss", {"version": "2.0"})
    channel = element(root, "", "channel")
    element(channel, "", "title", feed.title)
    element(channel, "", "link", feed.link)
    element(channel, "", "description", feed.description)
    element(channel, "", "language", feed.language)
    element(channel, ATOM, "link", rel="self", type="application/rss+xml", href=feed.path)
    if feed.updated:
        element(channel, "", "lastBuildDate", format_datetime(feed.updated))
    for entry in feed.entries:
        _item(channel, entry)
    return document(root)


def _item(channel: ET.Element, entry: Entry) -> None:
    own = element(channel, "", "item")
    element(own, "", "title", entry.title)
    element(own, "", "link", entry.link)
    element(own, "", "guid", entry.id, isPermaLink="false")
    element(own, "", "pubDate", format_datetime(entry.published))
    for tag in entry.tags:
        element(own, "", "category", tag)
    element(own, "", "description", entry.summary)
    element(own, CONTENT, "encoded", entry.content)
    if entry.image:
        element(own, MEDIA, "content", url=entry.image, medium="image")
