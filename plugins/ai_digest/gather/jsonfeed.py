"""JSON Feed 1.0 and 1.1 as text → entries (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from ai_digest.gather.entries import Entry, UnreadableError, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSION = "jsonfeed.org/version/1"


def looks_like_json(text: str) -> bool:
    """Tell whether a text is meant to be a JSON object."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_json(text: str, base: str, limit: int) -> Iterator[Entry]:
    """Yield at most `limit` entries; what is not as the format has it is left out.

    Raises UnreadableError if it is no JSON, or JSON that is no feed.
    """
    try:
        feed = json.loads(text.lstrip("\ufeff \t\r\n"))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not a feed: JSON that is broken: {error}") from error
    items = feed.get("items")
    if _VERSION not in str(feed.get("version", "")) or not isinstance(items, list):
        keys = ", ".join(repr(key[:20]) for key in list(feed)[:5])
        raise UnreadableError(f"not a feed: JSON without a JSON Feed's version and items; it has {keys}")
    for item in items[:limit]:
        if isinstance(item, dict):
            yield _entry(item, base)


def _entry(item: dict[str, Any], base: str) -> Entry:
    identity = _string(item, "id")
    links = [_string(item, "url"), identity if "://" in identity else "", _string(item, "external_url")]
    plain = [html.escape(_string(item, key)).replace("\n", "<br>") for key in ("content_text", "summary")]
    return Entry(
        title=_string(item, "title"),
        links=tuple(resolved(base, link) for link in links if link),
        dates=tuple(date for key in ("date_published", "date_modified") if (date := _string(item, key))),
        bodies=tuple(body for body in (_string(item, "content_html"), *plain) if body),
    )


def _string(item: dict[str, Any], key: str) -> str:
    """Return a text or number as text, "" for anything else (ids were numbers in many feeds)."""
    value = item.get(key)
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
