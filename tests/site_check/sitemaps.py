"""Sitemaps: they name every page that may be listed, nothing else, with the instants of the pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from tests.site_check.result import Result

if TYPE_CHECKING:
    from tests.site_check.site import Site

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_NOT_LISTED = re.compile(
    r"(404\.html|search/index\.html|page/\d+/index\.html|.*/page/\d+/index\.html|categor.*)"
)


def check(site: Site) -> Result:
    """Follow the index that robots.txt names."""
    robots = (site.output / "robots.txt").read_text(encoding="utf-8")
    index = re.search(r"(?m)^Sitemap: (\S+)$", robots)
    if not index:
        return Result("sitemaps", "none", ["robots.txt names no sitemap"])
    parts = [_path(entry.findtext(f"{_SITEMAP}loc"), site) for entry in _entries(site, _path(index[1], site))]
    urls = {
        _path(entry.findtext(f"{_SITEMAP}loc"), site): entry.findtext(f"{_SITEMAP}lastmod")
        for part in parts
        for entry in _entries(site, part)
    }
    problems = [f"{path} is no page" for path in urls if path not in site.pages]
    listed = {path for path in site.pages if not _NOT_LISTED.fullmatch(path)}
    listed -= {path for path in listed if site.pages[path].select_one("meta[http-equiv=refresh]")}
    problems += [f"{path} is in no sitemap" for path in sorted(listed - set(urls))]
    for path in site.editions:
        page = site.pages[path]
        told = page.select_one("meta[property='article:modified_time']") or page.select_one(
            "meta[property='article:published_time']"
        )
        if told and urls.get(path) != told["content"]:
            problems.append(f"{path}: lastmod {urls.get(path)}, the page says {told['content']}")
    return Result("sitemaps", f"{len(urls)} pages in {len(parts)} sitemaps", problems)


def _entries(site: Site, path: str) -> list[ET.Element]:
    return list(ET.fromstring((site.output / path).read_bytes()))  # noqa: S314  # our own file


def _path(address: str | None, site: Site) -> str:
    path = unquote((address or "").removeprefix(f"{site.url}/"))
    return f"{path}index.html" if not path or path.endswith("/") else path
