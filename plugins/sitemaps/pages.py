"""The pages of the site that search engines should know, each with when it last changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from seo.site import Site


class Page(NamedTuple):
    """A page: its full address, when it last changed (None if that is not known), its pictures."""

    address: str
    changed: dt.datetime | None
    images: tuple[str, ...] = ()


def changed(article: Any) -> dt.datetime:
    """Return when an article last changed: the same instant as on its page and in the feeds."""
    moment: dt.datetime = getattr(article, "modified", article.date)
    return moment


def editions(articles: Iterable[Any], site: Site) -> Iterator[Page]:
    """Yield the pages of articles."""
    for article in articles:
        cover = article.cover
        images = filter(None, (cover.url, *cover.shapes)) if cover else ()
        yield Page(site.absolute(article.url) or "", changed(article), tuple(images))


def others(context: Mapping[str, Any], site: Site) -> Iterator[Page]:
    """Yield every other page: the first one, written pages, months, years, tags, threads.

    A list changes when the newest of its articles does; a page without a date of change has none here.
    """
    moments = {id(article): changed(article) for article in context["articles"]}

    def last(articles: Iterable[Any]) -> dt.datetime | None:
        return max((moments.get(id(article)) or changed(article) for article in articles), default=None)

    newest = last(context["articles"])
    yield Page(site.absolute("") or "", newest)
    for page in context["pages"]:
        yield Page(site.absolute(page.url) or "", getattr(page, "modified", None))
    yield Page(site.absolute(context["ARCHIVES_URL"]) or "", newest)
    yield Page(site.absolute(context["TAGS_URL"]) or "", newest)
    if context.get("COLOPHON_URL"):
        yield Page(site.absolute(context["COLOPHON_URL"]) or "", None)
    for granularity in ("year", "month"):
        for period in context["period_archives"].get(granularity, ()):
            yield Page(site.absolute(period["url"]) or "", last(period["dates"]))
    for tag, articles in context["tags"]:
        yield Page(site.absolute(tag.url) or "", last(articles))
    yield Page(site.absolute("threads/") or "", newest)
    for thread in context["threads"]:
        yield Page(site.absolute(thread.url) or "", last(step.article for step in thread.steps))
