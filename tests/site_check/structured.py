"""Structured data as extruct reads it: what search engines require is there, and the instants agree."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from tests.site_check.result import Result
from tests.site_check.tools import PYTHON, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup

    from tests.site_check.site import Site

# https://developers.google.com/search/docs/appearance/structured-data/article and …/breadcrumb
REQUIRED = {
    "NewsArticle": (
        "headline",
        "image",
        "datePublished",
        "dateModified",
        "author",
        "publisher",
        "mainEntityOfPage",
    ),
    "BreadcrumbList": ("itemListElement",),
    "WebSite": ("name", "url"),
    "WebPage": ("name", "url"),
    "ItemList": ("itemListElement",),
    "CollectionPage": ("name", "url"),
}
_SCRIPT = """
import json, sys, extruct
read = lambda path: extruct.extract(open(path, encoding="utf-8").read(), syntaxes=["json-ld"])["json-ld"]
print(json.dumps({path: read(path) for path in json.load(sys.stdin)}))
"""


def check(site: Site) -> Result:
    """Read all pages."""
    files = {str(site.output / path): path for path in site.pages}
    found = json.loads(run([PYTHON, "-c", _SCRIPT], text=json.dumps(list(files))).stdout)
    problems: list[str] = []
    for file, path in files.items():
        problems += [
            f"{path}: {problem}"
            for problem in _problems(found[file], site.pages[path], path in site.editions)
        ]
    entries = sum(map(len, found.values()))
    return Result("structured data", f"{entries} entries on {len(files)} pages", problems)


def _problems(entries: list[dict[str, Any]], page: BeautifulSoup, is_edition: bool) -> Iterator[str]:  # noqa: FBT001
    for entry in entries:
        kind = str(entry.get("@type"))
        yield from (f"{kind} has no {name}" for name in REQUIRED.get(kind, ()) if not entry.get(name))
        if kind == "NewsArticle":
            yield from _news(entry, page)
    if is_edition and not any(entry.get("@type") == "NewsArticle" for entry in entries):
        yield "an edition without a NewsArticle"


def _news(entry: dict[str, Any], page: BeautifulSoup) -> Iterator[str]:
    for name, meta in (("datePublished", "published"), ("dateModified", "modified")):
        try:
            aware = dt.datetime.fromisoformat(entry[name]).tzinfo
        except (KeyError, ValueError):
            aware = None
        if not aware:
            yield f"{name} {entry.get(name)!r} has no offset"
        told = page.select_one(f"meta[property='article:{meta}_time']")
        if told and told["content"] != entry.get(name):
            yield f"{name} is {entry.get(name)}, the head says {told['content']}"
    author = entry.get("author") or [{}]
    names = [one.get("name") for one in (author if isinstance(author, list) else [author])]
    if not all(names):
        yield "an author without a name"
