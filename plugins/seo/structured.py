"""Structured data (schema.org) as dicts; `filters.json_ld` writes them into the page.

What needs an address is left out while the site has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .site import language_tag

if TYPE_CHECKING:
    from edition_page import Edition

    from .site import Site

_CONTEXT = "https://schema.org"
_HEADLINE_LIMIT = 110  # https://developers.google.com/search/docs/appearance/structured-data/article


def news_article(article: Any, site: Site, told: Edition | None = None) -> dict[str, Any]:
    """Describe an edition; `told` is what its page tells, if that is known."""
    modified = getattr(article, "modified", article.date)
    address = site.absolute(article.url)
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "NewsArticle",
            "headline": article.title[:_HEADLINE_LIMIT],
            "description": article.description,
            "image": [article.cover.url, *article.cover.shapes]
            if article.cover and article.cover.url
            else None,
            "datePublished": article.date.isoformat(),
            "dateModified": modified.isoformat(),
            "author": _authors(article) or [_organization(site)],
            "publisher": publisher(site),
            "mainEntityOfPage": {"@type": "WebPage", "@id": address} if address else None,
            "url": address,
            "keywords": article.keywords,
            "inLanguage": language_tag(article.lang),
            "articleSection": str(article.category) if hasattr(article, "category") else None,
            "isAccessibleForFree": True,
            **(_told(told, address) if told else {}),
        }
    )


def _told(told: Edition, address: str | None) -> dict[str, Any]:
    """Describe the stories, the sources, and by what kind of work the text came to be."""
    parts = [
        {"@type": "Article", "@id": f"#{story.id}", "headline": story.headline[:_HEADLINE_LIMIT]}
        for story in told.stories
    ]
    return {
        "citation": told.citations,
        "hasPart": parts if address else None,
        "creditText": told.disclosure,
        "digitalSourceType": f"{_CONTEXT}/{told.origin}" if told.origin else None,
    }


def editions(articles: Any, site: Site) -> list[dict[str, Any]]:
    """Describe a list of editions; nothing without addresses, and nothing for an empty one."""
    entries = [
        {"@type": "ListItem", "position": position, "url": site.absolute(article.url), "name": article.title}
        for position, article in enumerate(articles, start=1)
    ]
    if not (site.url and entries):
        return []
    return [{"@context": _CONTEXT, "@type": "ItemList", "itemListElement": entries}]


def web_page(page: Any, site: Site) -> dict[str, Any]:
    """Describe a page that is no edition."""
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "WebPage",
            "name": page.title,
            "description": page.description,
            "url": site.absolute(page.url),
            "inLanguage": language_tag(page.lang),
            "publisher": publisher(site),
        }
    )


def web_site(site: Site) -> dict[str, Any]:
    """Describe the site, on its first page."""
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "WebSite",
            "name": site.name,
            "alternateName": site.tagline,
            "description": site.description,
            "url": site.absolute(""),
            "inLanguage": site.language,
            "publisher": publisher(site),
        }
    )


def breadcrumbs(trail: list[tuple[str, str]], site: Site) -> dict[str, Any] | None:
    """Describe the way to a page, as (name, path) from the first page down; nothing without addresses."""
    if not site.url:
        return None
    entries = [
        {"@type": "ListItem", "position": position, "name": name, "item": site.absolute(path)}
        for position, (name, path) in enumerate(trail, start=1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": entries}


def publisher(site: Site) -> dict[str, Any]:
    """Describe who publishes, with the logo."""
    logo = site.absolute(site.logo) if site.logo else None
    return _organization(site) | ({"logo": {"@type": "ImageObject", "url": logo}} if logo else {})


def _organization(site: Site) -> dict[str, Any]:
    return _filled({"@type": "Organization", "name": site.name, "url": site.absolute("")})


def _authors(article: Any) -> list[dict[str, Any]]:
    return [{"@type": "Person", "name": str(author)} for author in getattr(article, "authors", [])]


def _filled(entries: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known."""
    return {name: value for name, value in entries.items() if value not in (None, "", [])}
