"""What this plugin adds to each article and page, for templates, feeds and sitemaps."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from fast_build.hooks import product

from .cover import cover_of
from .description import cut, describe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .site import Site


_PARAGRAPH = re.compile(r"<(p|li)\b[^>]*>(.*?)</\1>", re.DOTALL)


def complete(content: Any, site: Site, texts: Mapping[str, Any]) -> None:
    """Set `description`, `keywords` (list of str) and `cover` on an article or a page."""
    content.newer = content.older = None
    content.override_url = content.url  # Pelican would format it anew whenever a template asks
    _describe(content)
    content.keywords = _keywords(content)
    content.cover = cover_of(content, site, texts["edition"]["cover"].format(title=content.title))


def link_neighbours(articles: Sequence[Any]) -> None:
    """Set `newer` and `older` on articles that are in order from the newest."""
    for newer, older in pairwise(articles):
        newer.older, older.newer = older, newer


def _describe(content: Any) -> None:
    """Give a content its description, which is kept with its text."""
    own = str(getattr(content, "description", "") or "")
    summary = str(content.metadata.get("summary") or "")
    product(
        content, "description", f"{own}\n{summary}",
        make=lambda: cut(own) if own else _description(content), dump=str, load=str, by_value=True,
    )  # fmt: skip


def _description(content: Any) -> str:
    """Take the summary, else the beginning of the text."""
    if points := getattr(content, "summary_points", None):
        return describe(points)
    if summary := content.metadata.get("summary"):
        return cut(_plain(summary))
    return describe(filter(None, (_plain(match[2]) for match in _PARAGRAPH.finditer(content.content))))


def _plain(html: str) -> str:
    return Markup(html).striptags()  # noqa: S704  # read as HTML to take the tags off


def _keywords(content: Any) -> list[str]:
    """Take `seo`, else `keywords`, else the tags."""
    for name in ("seo", "keywords", "tags"):
        value = getattr(content, name, None) or []
        keywords = [word.strip() for word in value.split(",")] if isinstance(value, str) else map(str, value)
        if found := list(dict.fromkeys(filter(None, keywords))):
            return found
    return []
