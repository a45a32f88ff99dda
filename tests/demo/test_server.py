"""The demonstration's server and what it serves."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import feedparser
import pytest
import trafilatura

from demo.server import HERE, PLACEHOLDER, serving, write_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ZONE = dt.timezone(dt.timedelta(hours=8))
END = dt.datetime(2026, 9, 3, 7, 30, tzinfo=ZONE)
START = END - dt.timedelta(hours=24)
LENGTH_OF_A_DATE = len("2026-09-02")

GOOD = ("xinghe", "zhijian", "orbit", "modelweekly")
IN_WINDOW = {
    "xinghe": {"in": 8, "before": 2},
    "zhijian": {"in": 5, "day": 1, "undated": 1, "before": 1},
    "orbit": {"in": 7, "before": 2},
    "modelweekly": {"in": 7, "before": 2},
    "hostile": {"in": 9, "after": 1},
}


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """Run the server for the tests of this module."""
    with serving() as address:
        yield address


def get(url: str) -> str:
    """Fetch a page as text."""
    with urlopen(url) as response:
        return response.read().decode()


def entries(base: str, feed: str) -> list[feedparser.FeedParserDict]:
    """Fetch and parse a feed."""
    return feedparser.parse(get(f"{base}/feeds/{feed}.xml")).entries


def place(entry: feedparser.FeedParserDict) -> str:
    """Say where an entry's date stands towards the window."""
    if "published_parsed" not in entry:
        return "undated"
    if len(entry.published) == LENGTH_OF_A_DATE:
        return "day"
    moment = dt.datetime(*entry.published_parsed[:6], tzinfo=dt.UTC)
    if moment <= START:
        return "before"
    return "in" if moment <= END else "after"


def page_of(base: str, link: str) -> Path:
    """Return the file that a link into the demonstration stands for, there or not."""
    assert link.startswith(f"{base}/")
    return HERE / "pages" / urlsplit(link).path.lstrip("/")


@pytest.mark.parametrize("feed", IN_WINDOW)
def test_feed_parses(base: str, feed: str) -> None:
    """Each feed, the hostile one included, is well-formed and every entry has a title, a link and a text."""
    parsed = feedparser.parse(get(f"{base}/feeds/{feed}.xml"))
    assert not parsed.bozo
    assert parsed.feed.title
    assert all(entry.title and entry.link and entry.summary for entry in parsed.entries)


@pytest.mark.parametrize("feed", IN_WINDOW)
def test_window(base: str, feed: str) -> None:
    """Each feed holds as many entries inside and outside the day's window as intended."""
    assert Counter(map(place, entries(base, feed))) == IN_WINDOW[feed]


def test_day_without_time(base: str) -> None:
    """The one entry that is dated without a time of day falls on the first day of the window."""
    dates = [entry.published for entry in entries(base, "zhijian") if place(entry) == "day"]
    assert dates == [START.date().isoformat()]


@pytest.mark.parametrize("feed", IN_WINDOW)
def test_no_placeholder_in_feeds(base: str, feed: str) -> None:
    """No placeholder is left in a served feed."""
    assert PLACEHOLDER not in get(f"{base}/feeds/{feed}.xml")


def test_pages(base: str) -> None:
    """Every article page is linked from a good feed, answers, has no placeholder left and yields its text."""
    linked = {page_of(base, entry.link) for feed in GOOD for entry in entries(base, feed)}
    pages = set((HERE / "pages").rglob("*.html"))
    assert pages <= linked
    for page in pages:
        html = get(f"{base}/{page.relative_to(HERE / 'pages').as_posix()}")
        assert PLACEHOLDER not in html
        assert len(trafilatura.extract(html).splitlines()) >= 4, page.name


@pytest.mark.parametrize("feed", GOOD)
def test_linked_pages_answer(base: str, feed: str) -> None:
    """Each link of a good feed that has a page answers 200, and most of those in the window have one."""
    current = [entry.link for entry in entries(base, feed) if place(entry) in {"in", "day", "undated"}]
    there = [link for link in current if page_of(base, link).is_file()]
    assert len(there) >= len(current) * 0.7
    for link in there:
        with urlopen(link) as response:
            assert response.status == 200
            assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_hidden_spam_stays_out(base: str) -> None:
    """The hidden block of the spammed page is served, and is no part of its text."""
    html = get(f"{base}/xinghe/2026/yunhe-3.html")
    assert "彩金" in html
    assert "彩金" not in trafilatura.extract(html)


def test_same_link_twice(base: str) -> None:
    """One article is listed twice with different tracking parameters."""
    paths = Counter(urlsplit(entry.link).path for entry in entries(base, "xinghe"))
    assert [path for path, times in paths.items() if times > 1] == ["/xinghe/2026/xuanli-l2.html"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feeds/silent.xml", 503),
        ("/nothing.html", 404),
        ("/server.py", 404),
        ("/feeds/../server.py", 404),
        ("/feeds/%2e%2e/sources.toml", 404),
        ("/%2e%2e/%2e%2e/README.md", 404),
    ],
)
def test_refusals(base: str, path: str, status: int) -> None:
    """The dead source answers 503; what is no feed and no page answers 404."""
    with pytest.raises(HTTPError) as refused:
        urlopen(base + path)
    refused.value.close()
    assert refused.value.code == status


def test_unchanged_feed_is_not_sent_again(base: str) -> None:
    """A feed asked for with its own entity tag answers 304."""
    url = f"{base}/feeds/xinghe.xml"
    with urlopen(url) as response:
        tag = response.headers["ETag"]
        assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    with pytest.raises(HTTPError) as unchanged:
        urlopen(Request(url, headers={"If-None-Match": tag}))
    unchanged.value.close()
    assert unchanged.value.code == 304


def test_head(base: str) -> None:
    """A HEAD request is answered like a GET, without the body."""
    with urlopen(Request(f"{base}/feeds/orbit.xml", method="HEAD")) as response:
        assert int(response.headers["Content-Length"]) > 0
        assert response.read() == b""


def test_write_sources(base: str, tmp_path: Path) -> None:
    """The written sources.toml names six sources on the server: four good, one hostile, one dead."""
    target = tmp_path / "sources.toml"
    write_sources(base, target)
    sources = tomllib.loads(target.read_text(encoding="utf-8"))["source"]
    names = [urlsplit(source["url"]).path for source in sources]
    assert names == [f"/feeds/{feed}.xml" for feed in (*GOOD, "hostile", "silent")]
    assert all(source["url"].startswith(f"{base}/") and source["private"] for source in sources)
    assert sum(source.get("full_text", False) for source in sources) == 3
