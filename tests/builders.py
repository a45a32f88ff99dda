"""Builders for tests of the rooms: invented sources, items, stories, drafts and feeds in a few words.

The edition is always that of 2026-09-03; its window is the 24 hours before 07:30 in Shanghai.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from ai_digest.model import (
    Draft,
    Drafter,
    Fact,
    Importance,
    Item,
    PlannedStory,
    Point,
    Region,
    Selectors,
    Source,
    Story,
    Window,
    WrittenBrief,
    WrittenSection,
    WrittenStory,
)
from ai_digest.verify.quotes import find_quote

if TYPE_CHECKING:
    from collections.abc import Iterable

ZONE = ZoneInfo("Asia/Shanghai")
EDITION = dt.date(2026, 9, 3)
END = dt.datetime(2026, 9, 3, 7, 30, tzinfo=ZONE)
WINDOW = Window(END - dt.timedelta(hours=24), END)
CAPTURED = dt.datetime(2026, 9, 3, 0, 0, tzinfo=dt.UTC)
LONG = "澄湖实验室说，新的系统已经在三个城市试用，工程师会在冬天之前公布全部测试记录和使用说明。"


def digest_of(text: str) -> str:
    """Return ten characters that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def source(name: str = "甲", **changes: Any) -> Source:
    """Return a Chinese feed of that name; any field can be given."""
    fields: dict[str, Any] = {
        "name": name,
        "url": f"https://{digest_of(name)}.example/feed",
        "language": "zh",
        "region": Region.DOMESTIC,
    }
    return Source(**fields | changes)


def selectors(**changes: str) -> Selectors:
    """Return the selectors of the list that `page` writes."""
    return Selectors(**{"item": "li", "title": "a", "link": "a", "date": "time"} | changes)


def item(title: str, *, of: Source | None = None, hours: float | None = 3.0, **changes: Any) -> Item:
    """Return an item published so many hours before the edition's end, None for an undated one."""
    link = changes.pop("link", f"https://news.example/{digest_of(title)}")
    fields: dict[str, Any] = {
        "id": f"i{digest_of(link)}",
        "source": of or source(),
        "title": title,
        "link": link,
        "published": None if hours is None else END - dt.timedelta(hours=hours),
        "day_only": False,
        "text": LONG,
        "captured": CAPTURED,
    }
    return Item(**fields | changes)


def story(*items: Item, **changes: Any) -> Story:
    """Return the story of these items; its id comes from the first one's link."""
    items = items or (item("澄湖实验室公布测试记录"),)
    return Story(**{"id": f"s{digest_of(items[0].link)}", "items": items} | changes)


def planned(of: Story, importance: Importance = Importance.MAIN) -> PlannedStory:
    """Return a story with its place decided."""
    return PlannedStory(of, importance, of.lead.source.region, reason="测试要用")


def fact(of: Story, text: str, quote: str, *, label: str = "要点", item_id: str = "") -> Fact:
    """Return a fact about a story, supported by its leading item unless another is named, in its place."""
    name = item_id or of.lead.id
    found = of.item(name)
    return Fact(label, text, name, quote, find_quote(quote, found.text) if found else None)


def written(of: Story, *facts: Fact, **changes: Any) -> WrittenStory:
    """Return a story as told in full, under the title of its leading item."""
    return WrittenStory(**{"planned": planned(of), "headline": of.lead.title, "facts": facts} | changes)


def brief(of: Story, line: str = "", **changes: Any) -> WrittenBrief:
    """Return a story as told in one line."""
    fields: dict[str, Any] = {"planned": planned(of, Importance.BRIEF), "headline": of.lead.title}
    return WrittenBrief(**fields | {"line": line} | changes)


def draft(
    stories: Iterable[WrittenStory],
    briefs: Iterable[WrittenBrief] = (),
    *,
    heading: str = "产品",
    **changes: Any,
) -> Draft:
    """Return a draft with one section; any field can be given."""
    fields: dict[str, Any] = {
        "title": "今日要闻",
        "summary": (),
        "sections": (WrittenSection(heading, tuple(stories)),),
        "briefs": tuple(briefs),
        "tags": ("AI",),
        "seo": ("AI",),
        "drafter": Drafter.CLAUDE,
    }
    return Draft(**fields | changes)


def point(of: Story, text: str) -> Point:
    """Return a bullet of the summary."""
    return Point(text, of.id)


def entry(title: str = "", link: str = "", date: str = "", text: str = "", extra: str = "") -> str:
    """Return an entry of an RSS feed; what is empty has no element, `extra` is put in as it is."""
    parts = {"title": title, "link": link, "pubDate": date, "description": text}
    elements = (f"<{name}>{escape(value)}</{name}>" for name, value in parts.items() if value)
    return f"<item>{''.join(elements)}{extra}</item>"


def rss(*entries: str) -> bytes:
    """Return an RSS feed of these entries."""
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"'
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f"{head} {spaces}><channel><title>频道</title>{''.join(entries)}</channel></rss>".encode()


def page(*rows: str) -> bytes:
    """Return a list page of these rows."""
    return f"<!doctype html><html><body><ul>{''.join(rows)}</ul></body></html>".encode()


def row(title: str, link: str, date: str = "") -> str:
    """Return a row of a list page."""
    dated = f"<time>{date}</time>" if date else ""
    return f'<li><a href="{link}">{title}</a>{dated}</li>'
