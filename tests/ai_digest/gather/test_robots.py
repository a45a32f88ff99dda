"""robots.txt: asked once, kept a day, obeyed for pages."""

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.gather.client import Limits, Request, Response, fetch_all
from ai_digest.gather.robots import DAY, allowed, parse
from tests.ai_digest.gather.loopback import PAGE, Loopback

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = Limits(fetch=10.0, all=10.0, pause=0.0)
NO_PAGES = b"User-agent: *\nDisallow: /"


def fetch(
    *addresses: str, cache: Path | None = None, robots: bool = True, limits: Limits = LIMITS
) -> list[Response]:
    """Return the answers in the order of the addresses."""

    async def collect() -> dict[str, Response]:
        requests = [Request(address, private=True, robots=robots) for address in addresses]
        return {found.address: found async for found in fetch_all(requests, limits, cache=cache)}

    found = asyncio.run(collect())
    return [found[address] for address in addresses]


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\nUser-agent: ai-digest\nDisallow: /x", "/a", True),
        ("User-agent: AI-Digest/2.0\nDisallow: /a", "/a/b", False),
        ("User-agent: ai-digest-pro\nDisallow: /", "/a", True),
        ("User-agent: a\nUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /\nAllow: /news", "/news/1", True),
        ("User-agent: *\nAllow: /news\nDisallow: /news/old", "/news/old/1", False),
        ("User-agent: *\nDisallow: /page\nAllow: /page", "/page", True),
        ("User-agent: *\nDisallow: /*?", "/list?page=2", False),
        ("User-agent: *\nDisallow: /*.php$", "/a/b.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/a/b.php?x", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a1b2c3", False),
        ("User-agent: *\nDisallow: /a*b*c", "/a1c2b3", True),
        ("User-agent: *\nDisallow: /only$", "/only", False),
        ("User-agent: *\nDisallow: /only$", "/onlyx", True),
        ("User-agent: *\nDisallow: /a*a$", "/a", True),
        ("User-agent: *\nDisallow: /%E6%96%B0", "/新/1", False),
        ("user-AGENT : * # all\r\n dis: x\r\nDISALLOW: /a # no", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\nCrawl-delay: ²\nDisallow: //[\nDisallow: /a", "/a", False),
        ("Disallow: /", "/a", True),
        ("<!doctype html><p>User-agent: none</p>", "/a", True),
    ],
)
def test_rules(rules: str, path: str, expected: bool) -> None:  # noqa: FBT001
    """Groups, precedence and patterns are those of RFC 9309."""
    assert allowed(parse(rules.encode()), path) is expected


@given(st.binary(max_size=300), st.text(max_size=60))
def test_no_file_breaks_the_reading(body: bytes, path: str) -> None:
    """Whatever is served as robots.txt, there is an answer."""
    assert allowed(parse(b"User-agent: *\nDisallow: " + body), path) in {True, False}


def test_a_page_that_is_not_allowed_is_not_asked_for(web: Loopback) -> None:
    """The row says why, and the server never sees the request."""
    web.serve("/robots.txt", NO_PAGES)
    (response,) = fetch(web.serve("/page", b"x", kind=PAGE))
    assert response.error == "robots.txt of the site does not allow this page"
    assert web.asked == ["/robots.txt"]


def test_feeds_are_asked_without_it(web: Loopback) -> None:
    """A feed is there for programs; robots.txt is not even looked at."""
    web.serve("/robots.txt", NO_PAGES)
    (response,) = fetch(web.serve("/feed", b"<rss/>"), robots=False)
    assert response.body == b"<rss/>"
    assert web.asked == ["/feed"]


def test_it_is_asked_once_for_many_pages(web: Loopback) -> None:
    """Pages of one site share it, also when they are asked side by side."""
    web.serve("/robots.txt", b"")
    answers = fetch(*(web.serve(f"/{number}", b"x") for number in range(5)))
    assert [answer.body for answer in answers] == [b"x"] * 5
    assert web.asked.count("/robots.txt") == 1


def test_a_redirect_asks_the_rules_of_where_it_leads(web: Loopback) -> None:
    """Each hop is a page of its own."""
    web.serve("/robots.txt", b"User-agent: *\nDisallow: /closed")
    web.serve("/closed", b"x")
    (response,) = fetch(web.serve("/open", status=302, Location="/closed"))
    assert response.error == "robots.txt of the site does not allow this page"
    assert "/closed" not in web.asked


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_one_everything_is_allowed(web: Loopback, status: int) -> None:
    """A 4xx means that there are no rules."""
    web.serve("/robots.txt", status=status)
    assert fetch(web.serve("/page", b"x"))[0].body == b"x"


def test_a_loop_of_redirects_counts_as_none(web: Loopback) -> None:
    """After five redirects there are no rules either."""
    web.serve("/robots.txt", status=302, Location="/robots.txt")
    assert fetch(web.serve("/page", b"x"))[0].body == b"x"


def test_a_server_that_fails_is_left_alone(web: Loopback) -> None:
    """A 5xx forbids everything, and the row says so."""
    web.serve("/robots.txt", status=500)
    (response,) = fetch(web.serve("/page", b"x"))
    assert response.error == (
        "robots.txt cannot be had (HTTP 500 Internal Server Error), so the page is not asked for"
    )


def test_one_that_hangs_does_not_take_the_pages_time(web: Loopback) -> None:
    """It has half the time of a page, so that the row can say what happened."""
    web.hang("/robots.txt")
    (response,) = fetch(web.serve("/page", b"x"), limits=Limits(fetch=0.4, all=10.0, pause=0.0))
    assert response.error.startswith("robots.txt cannot be had (")


def test_a_copy_holds_for_a_day(web: Loopback, tmp_path: Path) -> None:
    """The next run reads the copy; when that is a day old, the server is asked again."""
    web.serve("/robots.txt", NO_PAGES)
    page = web.serve("/page", b"x")
    fetch(page, cache=tmp_path)
    web.serve("/robots.txt", b"")
    assert fetch(page, cache=tmp_path)[0].error.startswith("robots.txt")
    age(tmp_path)
    assert fetch(page, cache=tmp_path)[0].body == b"x"
    assert web.asked.count("/robots.txt") == 2


def test_an_old_copy_holds_while_the_server_fails(web: Loopback, tmp_path: Path) -> None:
    """Rules that were there yesterday are better than none."""
    web.serve("/robots.txt", b"User-agent: *\nDisallow: /closed")
    page = web.serve("/page", b"x")
    fetch(page, cache=tmp_path)
    age(tmp_path)
    web.serve("/robots.txt", status=503)
    assert fetch(page, cache=tmp_path)[0].body == b"x"
    assert fetch(web.serve("/closed", b"x"), cache=tmp_path)[0].error.startswith("robots.txt of the site")


def age(cache: Path) -> None:
    """Make the copies a day older."""
    for copy in (cache / "robots").iterdir():
        os.utime(copy, (time.time() - DAY - 60,) * 2)
