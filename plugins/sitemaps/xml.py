"""Sitemaps as XML: https://www.sitemaps.org/protocol.html, with Google's extensions for images and news.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps and …/news-sitemap
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from .pages import changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from seo.site import Site

    from .pages import Page

_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def urlset(pages: Iterable[Page]) -> bytes:
    """Write a sitemap of pages with their pictures."""
    return _document(f"urlset {_SPACE} {_IMAGE}", (_url(page) for page in pages))


def news(articles: Sequence[Any], site: Site) -> bytes:
    """Write the news sitemap of some articles."""
    return _document(f"urlset {_SPACE} {_NEWS}", (_news(article, site) for article in articles))


def index(sitemaps: Iterable[Page]) -> bytes:
    """Write the index of several sitemaps."""
    entries = (f"<sitemap><loc>{escape(own.address)}</loc>{_lastmod(own)}</sitemap>" for own in sitemaps)
    return _document(f"sitemapindex {_SPACE}", entries)


def _url(page: Page) -> str:
    images = (f"<image:image><image:loc>{escape(image)}</image:loc></image:image>" for image in page.images)
    return f"<url><loc>{escape(page.address)}</loc>{_lastmod(page)}{''.join(images)}</url>"


def _lastmod(page: Page) -> str:
    return f"<lastmod>{page.changed.isoformat()}</lastmod>" if page.changed else ""


def _news(article: Any, site: Site) -> str:
    publication = (
        f"<news:name>{escape(site.name)}</news:name><news:language>{_language(site)}</news:language>"
    )
    return (
        f"<url><loc>{escape(site.absolute(article.url) or '')}</loc>"
        f"<lastmod>{changed(article).isoformat()}</lastmod>"
        f"<news:news><news:publication>{publication}</news:publication>"
        f"<news:publication_date>{article.date.isoformat()}</news:publication_date>"
        f"<news:title>{escape(article.title)}</news:title></news:news></url>"
    )


def _language(site: Site) -> str:
    """Write the language as news sitemaps want it: two letters, but `zh-cn` and `zh-tw` for Chinese."""
    language = site.language.lower()
    return language if language in {"zh-cn", "zh-tw"} else language.partition("-")[0]


def _document(root: str, entries: Iterable[str]) -> bytes:
    name = root.partition(" ")[0]
    body = "".join(f"{entry}\n" for entry in entries)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{root}>\n{body}</{name}>\n'.encode()
