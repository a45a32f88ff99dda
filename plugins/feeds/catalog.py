"""Which feeds the site has, and where."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from seo.texts import texts_for

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


@dataclass(frozen=True)
class FeedFile:
    """A feed as Pelican's writer asks its templates to be: it renders. `path` is below the site's address."""

    path: str
    site: Site
    editions: int
    stories: int

    def render(self, context: Mapping[str, Any]) -> str:
        """Write the feed of the whole site, or that of a tag with its articles."""
        words = texts_for(self.site.language)["feeds"]
        name, _, ending = self.path.removeprefix(f"{FOLDER}/").partition(".")
        write = FORMATS[ending][0]
        page = ""
        if name == "stories":
            title = words["stories"].format(site=self.site.name)
            entries = list(islice(_stories(context["articles"], self.site, words["source"]), self.stories))
        else:
            entries = [edition_entry(article, self.site) for article in context["articles"][: self.editions]]
            title = words["editions"].format(site=self.site.name)
        if "tag" in context:
            title, page = words["tag"].format(site=self.site.name, name=context["tag"]), context["tag"].url
        return write(_feed(title, self.path, page, entries, self.site)).decode()


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
