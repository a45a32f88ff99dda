"""Feeds: they parse, ids are unique, dates are whole, links lead to the site and every text is there."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import feedparser

from tests.site_check.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.site_check.site import Site

_FURNITURE = ("telegram-card", 'class="anchor"', "<script", 'href="#', 'src="/', 'href="/')


def check(site: Site) -> Result:
    """Read every file below feeds/."""
    files = sorted(path for path in (site.output / "feeds").rglob("*") if path.is_file())
    problems, entries = [], 0
    for path in files:
        ids, texts, found = _json(path, site) if path.suffix == ".json" else _xml(path, site)
        entries += len(ids)
        if len(set(ids)) != len(ids):
            found.append("an id is there twice")
        found += [f"{sign} in a text" for sign in _FURNITURE if any(sign in text for text in texts)]
        problems += [f"{path.relative_to(site.output)}: {problem}" for problem in found]
    if not files:
        problems.append("there are none")
    return Result("feeds", f"{len(files)} feeds, {entries} entries", problems)


def _xml(path: Path, site: Site) -> tuple[list[str], list[str], list[str]]:
    feed = feedparser.parse(path.read_bytes(), resolve_relative_uris=False, sanitize_html=False)
    found = [f"not well-formed: {feed.bozo_exception}"] if feed.bozo else []
    for entry in feed.entries:
        found += [
            f"{entry.id}: no {name}" for name in ("title", "link", "id", "published") if not entry.get(name)
        ]
        found += [] if entry.link.startswith(site.url) else [f"{entry.link} is not of the site"]
        found += [] if entry.get("published_parsed") else [f"{entry.id}: no date: {entry.get('published')!r}"]
    texts = [content.value for entry in feed.entries for content in entry.get("content", [])]
    found += [] if len(texts) == len(feed.entries) and all(texts) else ["an entry without a text"]
    return [entry.id for entry in feed.entries], texts, found


def _json(path: Path, site: Site) -> tuple[list[str], list[str], list[str]]:
    feed = json.loads(path.read_bytes())
    found = [] if feed["version"].endswith("/1.1") else [f"version {feed['version']}"]
    for item in feed["items"]:
        found += [] if item["url"].startswith(site.url) else [f"{item['url']} is not of the site"]
        found += [f"{item['id']}: {problem}" for problem in _moments(item)]
    return [item["id"] for item in feed["items"]], [item["content_html"] for item in feed["items"]], found


def _moments(item: dict[str, str]) -> Iterator[str]:
    for name in ("date_published", "date_modified"):
        if dt.datetime.fromisoformat(item[name]).tzinfo is None:
            yield f"{name} has no offset"
