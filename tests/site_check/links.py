"""Links within the site: every address leads to a file, every fragment to an element."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from tests.site_check.result import Result

if TYPE_CHECKING:
    from tests.site_check.site import Site


def check(site: Site) -> Result:
    """Follow `href` and `src` of every page."""
    problems, count = [], 0
    for path, page in site.pages.items():
        names = [(tag, tag.get("href") or tag.get("src")) for tag in page.select("[href], [src]")]
        for tag, link in names:
            address = urljoin(site.address(path), str(link))
            if address.startswith(f"{site.url}/"):
                count += 1
                if wrong := _problem(site, address):
                    problems.append(f"{path}: <{tag.name}> {link}: {wrong}")
    return Result("links", f"{count} within the site, {len(problems)} broken", problems)


def _problem(site: Site, address: str) -> str:
    parts = urlsplit(address)
    path = unquote(parts.path).lstrip("/")
    path = f"{path}index.html" if not path or path.endswith("/") else path
    if not (site.output / path).is_file():
        return "no such file"
    if parts.fragment and path in site.pages and not site.pages[path].find(id=unquote(parts.fragment)):
        return "no such place on the page"
    return ""
