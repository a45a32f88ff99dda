"""Article pages of the stories that will be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ai_digest.gather import Limits, gather_articles
from ai_digest.gather.articles import SHORTEST_ARTICLE, article_text
from ai_digest.gather.client import Response
from tests.ai_digest.gather.loopback import PAGE, Loopback
from tests.builders import item, source

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = Limits(fetch=10.0, all=10.0, per_host=4)
OPEN = source("乙", full_text=True, private=True)
SENTENCES = (
    "Heron opened its new laboratory on the north shore of the lake this week, with room for ninety people.",
    "The building took three years, and the town paid for the road that leads there through the old orchard.",
    "Its first project is a map of the reeds, drawn with the help of small boats that steer themselves.",
)


def article(*paragraphs: str, title: str = "Heron opens a lab") -> bytes:
    """Return an article page with the furniture of a site around it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body>"
        "<nav><a href='/'>Home</a> <a href='/login'>Log in</a></nav>"
        f"<main><article><h1>{title}</h1>{text}</article></main>"
        "<script>var secret = 1;</script><footer>All rights reserved</footer></body></html>"
    ).encode()


def test_a_page_gives_the_article(web: Loopback, tmp_path: Path) -> None:
    """The text of the page stands in for the feed's; furniture and scripts are no part of it."""
    wanted = item("Heron opens a lab", of=OPEN, link=web.serve("/1", article(*SENTENCES), kind=PAGE))
    found, failures = gather_articles([wanted], limits=LIMITS, cache=tmp_path)
    assert failures == ()
    got = found[wanted.id]
    assert all(sentence in got.text for sentence in SENTENCES)
    assert "secret" not in got.text
    assert "Log in" not in got.text
    assert got.full_text
    assert (got.id, got.link, got.title, got.published) == (
        wanted.id,
        wanted.link,
        wanted.title,
        wanted.published,
    )


def test_a_captured_page_is_not_asked_for_again(web: Loopback, tmp_path: Path) -> None:
    """The second time the text comes from the cache, and the server hears nothing."""
    wanted = item("Heron opens a lab", of=OPEN, link=web.serve("/1", article(*SENTENCES), kind=PAGE))
    first, _ = gather_articles([wanted], limits=LIMITS, cache=tmp_path)
    web.asked.clear()
    second, failures = gather_articles([wanted], limits=LIMITS, cache=tmp_path)
    assert (second, failures) == (first, ())
    assert web.asked == []


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\xff"])
def test_a_damaged_capture_is_fetched_again(web: Loopback, tmp_path: Path, damage: bytes) -> None:
    """A captured page that is empty or no text counts as not captured."""
    wanted = item("Heron opens a lab", of=OPEN, link=web.serve("/1", article(*SENTENCES), kind=PAGE))
    first, _ = gather_articles([wanted], limits=LIMITS, cache=tmp_path)
    (capture,) = (path for path in (tmp_path / "captures").iterdir())
    capture.write_bytes(damage)
    assert gather_articles([wanted], limits=LIMITS, cache=tmp_path) == (first, ())


def test_only_sources_that_allow_it_are_asked(web: Loopback, tmp_path: Path) -> None:
    """A source without `full_text`, and an item that has its article already, send no request."""
    link = web.serve("/1", article(*SENTENCES), kind=PAGE)
    closed, done = item("a", link=link), item("b", of=OPEN, link=link, full_text=True)
    assert gather_articles([closed, done], limits=LIMITS, cache=tmp_path) == ({}, ())
    assert web.asked == []


def test_two_items_of_one_page_ask_once(web: Loopback, tmp_path: Path) -> None:
    """The same link in two sources is one request."""
    link = web.serve("/1", article(*SENTENCES), kind=PAGE)
    items = [
        item("a", of=OPEN, link=link),
        item("b", of=source("丙", full_text=True, private=True), link=link),
    ]
    gather_articles(items, limits=LIMITS, cache=tmp_path)
    assert web.asked.count("/1") == 1


def test_a_page_that_fails_leaves_the_feeds_text(web: Loopback, tmp_path: Path) -> None:
    """A dead page is a failure on record, the good one beside it is taken, nothing dead is cached."""
    good = item("a", of=OPEN, link=web.serve("/1", article(*SENTENCES), kind=PAGE))
    dead = item("b", of=OPEN, link=web.serve("/2", b"gone", status=410))
    found, failures = gather_articles([good, dead], limits=LIMITS, cache=tmp_path)
    assert set(found) == {good.id}
    (failure,) = failures
    assert (failure.stage, failure.subject) == ("gather", dead.link)
    assert failure.reason == "HTTP 410 Gone; the feed's own text is used"
    gather_articles([good, dead], limits=LIMITS, cache=tmp_path)
    assert web.asked.count("/2") == 2


def test_a_page_without_an_article_is_a_failure(web: Loopback, tmp_path: Path) -> None:
    """A page with too little text to be an article leaves the feed's text, and says why."""
    link = web.serve("/1", article("Please wait."), kind=PAGE)
    found, failures = gather_articles([item("a", of=OPEN, link=link)], limits=LIMITS, cache=tmp_path)
    assert found == {}
    assert [failure.reason for failure in failures] == [
        "no article found on the page; the feed's own text is used"
    ]


def test_failures_come_in_a_fixed_order(web: Loopback, tmp_path: Path) -> None:
    """Failures are ordered by their address, not by who failed first."""
    items = [item(name, of=OPEN, link=web.url(f"/{name}")) for name in "dbca"]
    _, failures = gather_articles(items, limits=LIMITS, cache=tmp_path)
    assert [failure.subject[-1] for failure in failures] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("body", [b"", b"\x89PNG\r\n\x1a\n\x00\x00\x00", b"{}", b"\xff\xfe\x00"])
def test_what_is_no_page_has_no_article(body: bytes) -> None:
    """A picture, data or nothing is no article, and no crash."""
    assert article_text(Response("https://a.example/", body=body)) == ""


def test_an_article_is_clean_text() -> None:
    """Invisible characters of the page do not reach the capture."""
    text = article_text(
        Response("https://a.example/", body=article(SENTENCES[0] + "\u202e\u200b", SENTENCES[1]))
    )
    assert len(text) >= SHORTEST_ARTICLE
    assert "\u202e" not in text
    assert "\u200b" not in text
