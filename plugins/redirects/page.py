"""The page at an old address: whoever opens it is taken on at once, and search engines learn the new one.

Search engines take a refresh after 0 seconds for a permanent redirect
(https://developers.google.com/search/docs/crawling-indexing/301-redirects).
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from seo.site import language_tag

if TYPE_CHECKING:
    from seo.site import Site

    from .planned import Redirect

_PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<title>{title}</title>
{canonical}<p><a href="{target}">{title}</a></p>
</html>
"""


def page_of(redirect: Redirect, site: Site) -> str:
    """Return the page. Its link is relative, so that it leads on wherever the site is looked at."""
    address = site.absolute(redirect.url)
    canonical = f'<link rel="canonical" href="{escape(address)}">\n' if address else ""
    return _PAGE.format(
        language=escape(language_tag(redirect.language) if redirect.language else site.language),
        target=escape(_relative(redirect)),
        title=escape(redirect.title),
        canonical=canonical,
    )


def _relative(redirect: Redirect) -> str:
    """Return the way from the old address to the new one."""
    url = redirect.url.removesuffix("index.html").lstrip("/")
    folder = url if url.endswith("/") or not url else posixpath.dirname(url)
    name = "" if url.endswith("/") else posixpath.basename(url)
    way = posixpath.relpath(f"/{folder}", f"/{posixpath.dirname(redirect.path)}")
    return quote(posixpath.join(way, name))
