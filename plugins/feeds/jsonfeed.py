"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .entries import Entry, Feed


def to_json(feed: Feed) -> bytes:
    """Write the feed."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.link,
        "feed_url": feed.path,
        "icon": feed.icon,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return (json.dumps(_filled(data), ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry) -> dict[str, Any]:
    return _filled(
        {
            "id": entry.id,
            "url": entry.link,
            "external_url": entry.source,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.content,
            "image": entry.image,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "tags": list(entry.tags),
        }
    )


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known, but never the list of items."""
    return {name: value for name, value in data.items() if value not in ("", []) or name == "items"}
