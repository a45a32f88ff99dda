"""What a feed says, in no format yet."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from archive.stories import name_of
from seo.description import cut

from .text import as_feed_text, plain

if TYPE_CHECKING:
    import datetime as dt

    from archive.stories import Told
    from seo.cover import Cover
    from seo.site import Site


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition or a story. `link` is its place on the site, `source` the page that a story reports."""

    id: str
    title: str
    link: str
    published: dt.datetime
    updated: dt.datetime
    summary: str
    content: str
    tags: tuple[str, ...] = ()
    source: str = ""
    image: str = ""
    image_size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `path` and `link` are its own address and its page's; entries go from the newest."""

    title: str
    description: str
    language: str
    author: str
    link: str
    path: str
    icon: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> dt.datetime | None:
        """When the newest change was; None for a feed without entries."""
        return max((entry.updated for entry in self.entries), default=None)


def edition_entry(article: Any, site: Site) -> Entry:
    """Describe an edition with its full text."""
    link = site.absolute(article.url) or ""
    cover: Cover | None = article.cover
    return Entry(
        id=_tag_uri(site, article, quote(f"/{article.url}")),
        title=plain(article.title),
        link=link,
        published=article.date,
        updated=getattr(article, "modified", article.date),
        summary=plain(article.description),
        content=as_feed_text(article.content, link),
        tags=tuple(map(str, getattr(article, "tags", ()))),
        image=(cover.url or "") if cover else "",
        image_size=(cover.width, cover.height) if cover and cover.width and cover.height else None,
    )


def story_entry(article: Any, story: Told, site: Site, source_label: str) -> Entry:
    """Describe a story that is told in full, with its text and its source."""
    page = site.absolute(article.url) or ""
    link = f"{page}#{quote(story.anchor)}" if story.anchor else page
    content = as_feed_text(article.content[story.begin : story.end], page)
    address = escape(plain(story.link))
    return Entry(
        id=_tag_uri(site, article, f"story/{name_of(story.id)}"),
        title=plain(story.headline),
        link=link,
        published=article.date,
        updated=getattr(article, "modified", article.date),
        summary=cut(plain(Markup(content).striptags())),  # noqa: S704  # read as HTML to take the tags off
        content=f'{content}<p>{escape(source_label)}<a href="{address}">{address}</a></p>',
        tags=story.tags,
        source=story.link,
    )


def _tag_uri(site: Site, article: Any, name: str) -> str:
    """Give an id that stays whatever an editor changes in the words (RFC 4151)."""
    return f"tag:{urlsplit(site.url).hostname},{article.date:%Y-%m-%d}:{name}"
