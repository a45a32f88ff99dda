"""Pelican plugin: what programs that crawl the site are told: sitemaps, robots.txt, llms.txt.

`sitemap.xml` is the index of one sitemap a year, one of all other pages and the news sitemap of the last two
days, so that a new edition changes two small files. A site without an address (SITEURL) has none of them.
"""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.generators import Generator

from ai_digest.clock import current_time
from seo.files import write_changed
from seo.site import site_of
from seo.texts import texts_for

from . import xml
from .llms import llms_txt
from .pages import Page, changed, editions, others
from .robots import Policy, robots_txt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seo.site import Site

__all__ = ["register"]

NEWS_AGE = dt.timedelta(days=2)


class SitemapsGenerator(Generator):  # type: ignore[misc]  # Pelican publishes no types
    """Writes the files."""

    def generate_output(self, _writer: Any) -> None:
        """Write each file that changed. Raises ValueError for an unknown AI_CRAWLERS."""
        site = site_of(self.settings)
        policy = _policy(self.settings.get("AI_CRAWLERS", Policy.ALL))
        for path, data in self._files(site, policy) if site.url else ():
            write_changed(Path(self.output_path) / path, data)

    def _files(self, site: Site, policy: Policy) -> Iterator[tuple[str, bytes]]:
        maps = []
        for path, pages in self._parts(site):
            maps.append(
                Page(site.absolute(path) or "", max((p.changed for p in pages if p.changed), default=None))
            )
            yield path, xml.urlset(pages)
        since = current_time() - NEWS_AGE
        recent = [article for article in self.context["articles"] if article.date > since]
        maps.append(Page(site.absolute("sitemaps/news.xml") or "", max(map(changed, recent), default=None)))
        yield "sitemaps/news.xml", xml.news(recent, site)
        yield "sitemap.xml", xml.index(maps)
        yield "robots.txt", robots_txt(policy, [site.absolute("sitemap.xml") or ""]).encode()
        yield "llms.txt", llms_txt(self.context, site, texts_for(site.language)).encode()

    def _parts(self, site: Site) -> Iterator[tuple[str, list[Page]]]:
        for year, articles in groupby(self.context["articles"], key=lambda article: article.date.year):
            yield f"sitemaps/{year}.xml", list(editions(articles, site))
        yield "sitemaps/pages.xml", list(others(self.context, site))


def _policy(value: str) -> Policy:
    try:
        return Policy(value)
    except ValueError as error:
        names = ", ".join(repr(policy.value) for policy in Policy)
        raise ValueError(f"settings: AI_CRAWLERS: {value!r} is none of {names}") from error


def add_generator(_pelican: Any) -> type[SitemapsGenerator]:
    """Name the generator."""
    return SitemapsGenerator


def register() -> None:
    """Connect the plugin."""
    signals.get_generators.connect(add_generator)
