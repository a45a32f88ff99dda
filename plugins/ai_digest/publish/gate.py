"""May this site take the place of the one that is online? Findings say what is against it.

It is held against what the content promises, against what was there last time, and against common sense:

- every published article and page has its page, with its title; no draft has one
- no page is lost whose article is still published, and none is left whose article is gone
- no page is empty, broken off, or shows an error instead of what it is for
- the site fits where it goes, and did not shrink to half without a reason

A page that passed last time and did not change is not read again. Broken links inside the site are notes:
they are worth a look, and no reason to keep the news from readers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ai_digest.publish.address import is_public
from ai_digest.verify.stubs import stub_in

from .record import Record

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from .promises import Promise, Promises
    from .site import BuiltSite

MB = 1_000_000
MOST_BYTES = (
    1_000 * MB
)  # https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
MOST_FILE = 100 * MB  # the largest file that GitHub takes
LEAST_PAGE = 300  # bytes; the emptiest page of any theme has more
SHRUNK = 0.5
_H1 = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SHOWN_AS_CODE = re.compile(r"<(pre|code|script|style)\b.*?</\1>", re.DOTALL)
_ERROR = re.compile(
    r"Traceback \(most recent call last\)|jinja2\.exceptions|\{%[^%]{0,80}%\}|\{\{[^}]{0,80}\}\}"
)
_ARTICLE = re.compile(r"<meta property=\"og:type\" content=\"article\">")
_LINK = re.compile(r"<(?:a|link|img|script|source)\b[^>]*?\s(?:href|src)=\"([^\"#][^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say of a path; a note keeps nothing from being published."""

    path: str
    message: str
    note: bool = False

    def __str__(self) -> str:
        """Return `path: what is wrong; what to do`."""
        return f"{'note: ' if self.note else ''}{self.path}: {self.message}"


def judge(
    promises: Promises, site: BuiltSite, last: Record | None, *, address: str, deploy: bool = False
) -> Iterator[Finding]:
    """Yield what is against publishing; to `deploy` a site, its address must be a public one."""
    yield from (Finding("content", f"{line}; the build leaves it out") for line in promises.unreadable)
    yield from _kept(promises, site)
    yield from _lost(promises, site, last)
    yield from _sized(site, last, promises)
    titles = {promise.path: promise.title for promise in promises.pages}
    asked: dict[str, bool] = {}
    for path in _to_read(site, last, titles):
        text = site.text(path)
        yield from _sound(path, text, site.sizes[path], titles)
        yield from _linked(path, text, site, address, asked)
    if deploy and not is_public(address):
        yield Finding("index.html", f"its address is {address!r}; set SITEURL to the one it will have")


def passed(promises: Promises, site: BuiltSite) -> Record:
    """Return the record of a site that passed."""
    sources = {promise.path: promise.source for promise in promises.pages if promise.online}
    return Record(sources=sources, hashes=site.hashes, bytes=site.bytes)


def _kept(promises: Promises, site: BuiltSite) -> Iterator[Finding]:
    """Hold the pages against what the content promises."""
    online = {promise.path for promise in promises.pages if promise.online}
    for promise in promises.pages:
        there = promise.path in site.sizes
        if promise.online and not there:
            yield Finding(promise.path, f"there is no page of {promise.source}; read the build's warnings")
        elif promise.online and not _names(site, promise):
            yield Finding(promise.path, f"it is not the page of {promise.source}: the title is another one")
        elif there and not promise.online and promise.path not in online:
            yield Finding(promise.path, f"{promise.source} is not published; make clean, then build again")
    drafts = [path for path in site.sizes if path.startswith("drafts/") and path.endswith(".html")]
    yield from (
        Finding(path, "a draft is no part of the site; make clean, then build again") for path in drafts
    )


def _names(site: BuiltSite, promise: Promise) -> bool:
    """Tell whether a page has the title of what it stands for; blanks and signs of markup do not count."""
    text = site.text(promise.path)
    return any(
        _plain(promise.title) in _plain(found[1]) for found in (*_H1.finditer(text), *_TITLE.finditer(text))
    )


def _lost(promises: Promises, site: BuiltSite, last: Record | None) -> Iterator[Finding]:
    """Find pages of last time that are gone though what they were made of is still published."""
    online = {promise.source: promise.path for promise in promises.pages if promise.online}
    for path, source in last.sources.items() if last else ():
        if source in online and path not in site.sizes:
            old = path.removesuffix("index.html")
            yield Finding(
                path,
                f"it was online and is lost: {source} has moved to {online[source]}; lead readers on with"
                f" `aliases: [/{old}]` in its front matter, or pass --moved",
            )


def _to_read(site: BuiltSite, last: Record | None, expected: Container[str]) -> list[str]:
    """Return the pages that are new or changed, and those of last time whose articles are gone."""
    hashes, sources = (last.hashes, last.sources) if last else ({}, {})
    return [
        path
        for path, digest in site.hashes.items()
        if hashes.get(path) != digest or (path in sources and path not in expected)
    ]


def _sound(path: str, text: str, size: int, titles: Mapping[str, str]) -> Iterator[Finding]:
    """Look into a page; `titles` are those of the pages that articles stand for."""
    if path not in titles and _ARTICLE.search(text):
        yield Finding(path, "no article stands for it any more; make clean, then build again")
    if size < LEAST_PAGE:
        yield Finding(path, f"it has {size} bytes; the build broke off")
        return
    if not text.rstrip().endswith("</html>"):
        yield Finding(path, "it ends in the middle; the build broke off")
    if error := _ERROR.search(_TAG.sub("", _SHOWN_AS_CODE.sub("", text))):
        yield Finding(path, f"it shows an error: {error[0]!r}")
    if path in titles and (stub := stub_in(titles[path])):
        yield Finding(path, f"its title is an error text: {stub!r}")


def _sized(site: BuiltSite, last: Record | None, promises: Promises) -> Iterator[Finding]:
    """Hold the size against what the host takes, and against last time."""
    if site.bytes > MOST_BYTES:
        yield Finding(".", f"the site has {_mb(site.bytes)}; GitHub Pages takes {_mb(MOST_BYTES)}")
    for path, size in site.sizes.items():
        if size > MOST_FILE:
            yield Finding(path, f"it has {_mb(size)}; GitHub takes files up to {_mb(MOST_FILE)}")
    online = sum(promise.online for promise in promises.pages)
    if last and online >= len(last.sources) and site.bytes < last.bytes * SHRUNK:
        yield Finding(
            ".", f"the site shrank from {_mb(last.bytes)} to {_mb(site.bytes)}; the content did not"
        )


def _linked(path: str, text: str, site: BuiltSite, address: str, asked: dict[str, bool]) -> Iterator[Finding]:
    """Follow the links of a page that stay in the site; `asked` are those that were followed before."""
    base = urlsplit(address).path.rstrip("/")
    for link in dict.fromkeys(_LINK.findall(text)):
        target = _inside(unescape(link), address, base)
        if target is None or target in asked:
            continue
        asked[target] = site.has(target)
        if not asked[target]:
            yield Finding(path, f"its link {target!r} leads nowhere", note=True)


def _inside(link: str, address: str, base: str) -> str | None:
    """Return the path of a link below the site, None for one that leads elsewhere."""
    if link.startswith(f"{address}/") or link == address:
        path = urlsplit(link[len(address) :]).path
    elif link.startswith("/") and not link.startswith("//") and link.startswith(f"{base}/"):
        path = urlsplit(link[len(base) :]).path
    else:
        return None
    return unquote(path) or "/"


def _plain(html: str) -> str:
    return re.sub(r"[\W_]+", "", unescape(_TAG.sub("", html)))


def _mb(size: int) -> str:
    return f"{size / MB:.1f} MB"
