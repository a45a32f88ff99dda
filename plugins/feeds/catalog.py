"""Which feeds the site has, and where."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from .atom import to_atom
from .entries import Entry, Feed, edition_entry, story_entry
from .jsonfeed import to_json
from .rss import to_rss

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from seo.site import Site

FOLDER = "feeds"
FEWEST = 2  # editions of a tag that has a feed of its own
FORMATS = {
    "atom.xml": (to_atom, "application/atom+xml"),
    "rss.xml": (to_rss, "application/rss+xml"),
    "json": (to_json, "application/feed+json"),
}


class Link(NamedTuple):
    """A feed as the head of a page names it; `path` is below the site's address."""

    title: str
    type: str
    path: str


def links(site: Site, texts: Mapping[str, Any]) -> list[Link]:
    """Return the feeds that every page names; none while the site has no address."""
    if not site.url:
        return []
    words = texts["feeds"]
    named = [("all", words["editions"].format(site=site.name), ending) for ending in FORMATS]
    named += [("stories", words["stories"].format(site=site.name), ending) for ending in ("atom.xml", "json")]
    return [Link(title, FORMATS[ending][1], f"{FOLDER}/{name}.{ending}") for name, title, ending in named]


def tag_path(tag: Any) -> str:
    """Return where the feed of a tag is."""
    return f"{FOLDER}/tag/{tag.slug}.atom.xml"


def tags_with_feeds(tags: Sequence[tuple[Any, Sequence[Any]]], most: int) -> list[tuple[Any, Sequence[Any]]]:
    """Choose the tags that have a feed: the most used ones."""
    ordered = sorted(tags, key=lambda term: (-len(term[1]), str(term[0])))
    return [term for term in ordered[:most] if len(term[1]) >= FEWEST]


def files(context: Mapping[str, Any], site: Site, texts: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Write all feeds, each with its path."""
    words = texts["feeds"]
    editions = [edition_entry(article, site) for article in context["articles"][: context["FEED_EDITIONS"]]]
    title = words["editions"].format(site=site.name)
    for ending, (write, _) in FORMATS.items():
        path = f"{FOLDER}/all.{ending}"
        yield path, write(_feed(title, path, "", editions, site))
    stories = list(islice(_stories(context["articles"], site, words["source"]), context["FEED_STORIES"]))
    title = words["stories"].format(site=site.name)
    for ending in ("atom.xml", "json"):
        path = f"{FOLDER}/stories.{ending}"
        yield path, FORMATS[ending][0](_feed(title, path, "", stories, site))
    for tag, articles in tags_with_feeds(context["tags"], context["FEED_TAGS"]):
        entries = [edition_entry(article, site) for article in articles[: context["FEED_EDITIONS"]]]
        title = words["tag"].format(site=site.name, name=tag)
        yield tag_path(tag), to_atom(_feed(title, tag_path(tag), tag.url, entries, site))


def _stories(articles: Sequence[Any], site: Site, source_label: str) -> Iterator[Entry]:
    """Yield the stories that are told in full; one that an edition tells twice is there once."""
    for article in articles:
        stories = {story.id: story for story in reversed(article.stories) if not story.brief}
        yield from (story_entry(article, stories[key], site, source_label) for key in reversed(stories))


def _feed(title: str, path: str, page: str, entries: Sequence[Entry], site: Site) -> Feed:
    return Feed(
        title=title,
        description=site.description,
        language=site.language,
        author=site.name,
        link=site.absolute(page) or "",
        path=site.absolute(path) or "",
        icon=(site.absolute(site.logo) or "") if site.logo else "",
        entries=tuple(entries),
    )
