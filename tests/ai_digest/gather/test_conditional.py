"""Asking only for what changed, and having the day's items all the same."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from ai_digest.gather import Limits, gather
from ai_digest.gather.client import Request, Response, fetch_all
from ai_digest.gather.validators import Answers
from tests.ai_digest.gather.loopback import Loopback, send
from tests.builders import CAPTURED, EDITION, WINDOW, ZONE, entry, rss, source

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

LIMITS = Limits(fetch=10.0, all=10.0, pause=0.0)
FRESH = "Thu, 03 Sep 2026 01:00:00 +0800"
ETAG = '"v1"'
SINCE = "Wed, 02 Sep 2026 10:00:00 GMT"


def fetch(address: str, cache: Path | None, *, conditional: bool = True) -> Response:
    """Return the answer of an address."""

    async def collect() -> list[Response]:
        request = Request(address, private=True, conditional=conditional)
        return [response async for response in fetch_all([request], LIMITS, cache=cache)]

    (response,) = asyncio.run(collect())
    return response


def versioned(web: Loopback, body: bytes, *, etag: str = ETAG, since: str = SINCE) -> str:
    """Serve a body once, and 304 to whoever has it."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        known = request.headers.get("If-None-Match") == etag if etag else False
        known = known or (bool(since) and request.headers.get("If-Modified-Since") == since)
        headers = {"Content-Type": "application/rss+xml", "ETag": etag, "Last-Modified": since}
        send(request, 304 if known else 200, b"" if known else body, headers)

    return web.on("/feed", answer)


@pytest.mark.parametrize(("etag", "since"), [(ETAG, SINCE), (ETAG, ""), ("", SINCE), ('W/"x"', "")])
def test_an_unchanged_answer_is_the_one_before(web: Loopback, tmp_path: Path, etag: str, since: str) -> None:
    """The second time nothing is sent, and the answer is whole."""
    address = versioned(web, rss(entry("a", "https://a.example/1")), etag=etag, since=since)
    first, second = fetch(address, tmp_path), fetch(address, tmp_path)
    assert (first.unchanged, first.received) == (False, len(first.body))
    assert (second.unchanged, second.received, second.error) == (True, 0, "")
    assert (second.body, second.content_type, second.final_address) == (
        first.body,
        first.content_type,
        first.final_address,
    )


def test_an_unchanged_feed_gives_its_items_again(web: Loopback, tmp_path: Path) -> None:
    """A rerun has the same items, and its report says that nothing was new."""
    feed = source("甲", url=versioned(web, rss(entry("新闻", "https://a.example/1", FRESH))), private=True)
    runs = [
        gather(
            (feed,),
            edition=EDITION,
            window=WINDOW,
            zone=ZONE,
            cache=tmp_path,
            limits=LIMITS,
            captured=CAPTURED,
        )
        for _ in range(2)
    ]
    assert runs[0].items == runs[1].items != ()
    (first,), (second,) = (run.reports for run in runs)
    assert (first.unchanged, first.items, second.unchanged, second.items) == (False, 1, True, 1)
    assert first.size > 0 == second.size


def test_what_changed_is_fetched(web: Loopback, tmp_path: Path) -> None:
    """A new version replaces the kept one."""
    fetch(versioned(web, b"old"), tmp_path)
    address = versioned(web, b"new", etag='"v2"', since="")
    assert [fetch(address, tmp_path).body for _ in range(2)] == [b"new", b"new"]
    assert fetch(address, tmp_path).unchanged


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"{}\nbody", b'{"address": 1}\nx', b"[]\n", b"null\n"])
def test_a_damaged_copy_is_not_used(web: Loopback, tmp_path: Path, damage: bytes) -> None:
    """A copy that is not as it was written is as good as none: the feed is fetched whole."""
    address = versioned(web, b"whole")
    fetch(address, tmp_path)
    (copy,) = (tmp_path / "answers").iterdir()
    copy.write_bytes(damage)
    again = fetch(address, tmp_path)
    assert (again.body, again.unchanged) == (b"whole", False)


def test_half_a_body_is_a_damaged_copy(web: Loopback, tmp_path: Path) -> None:
    """A body that does not fit its hash is not trusted."""
    address = versioned(web, b"whole")
    fetch(address, tmp_path)
    (copy,) = (tmp_path / "answers").iterdir()
    copy.write_bytes(copy.read_bytes()[:-1])
    assert Answers(tmp_path).get(address) is None


def test_only_who_asks_conditionally_does(web: Loopback, tmp_path: Path) -> None:
    """Pages, and runs without a cache, ask for the whole."""
    address = versioned(web, b"whole")
    for cache, conditional in ((tmp_path, False), (None, True), (tmp_path, False)):
        assert not fetch(address, cache, conditional=conditional).unchanged
    assert not (tmp_path / "answers").exists()


def test_an_unasked_304_is_an_error(web: Loopback, tmp_path: Path) -> None:
    """A server that says "not modified" to someone who has nothing has failed."""
    assert fetch(web.serve("/feed", status=304), tmp_path).error == "HTTP 304 Not Modified"


def test_validators_go_only_to_the_address_that_gave_them(web: Loopback, tmp_path: Path) -> None:
    """Behind a redirect, the target is asked conditionally and the first address is not."""
    target = versioned(web, b"moved")
    old = web.serve("/old", status=301, Location="/feed")
    assert fetch(old, tmp_path).final_address == target
    web.headers.clear()
    assert fetch(old, tmp_path).unchanged
    assert ["if-none-match" in headers for headers in web.headers] == [False, True]


@pytest.mark.parametrize("etag", ['"caf\xe9"', '"' + "x" * 5000 + '"'])
def test_odd_validators_are_not_kept(web: Loopback, tmp_path: Path, etag: str) -> None:
    """A validator that cannot be sent back as it came is not kept."""
    address = versioned(web, b"whole", etag=etag, since="")
    assert not fetch(address, tmp_path).unchanged
    assert not (tmp_path / "answers").exists()


def test_a_failed_answer_does_not_spoil_the_kept_one(web: Loopback, tmp_path: Path) -> None:
    """After a bad day the good copy is still there to be confirmed."""
    fetch(versioned(web, b"good"), tmp_path)
    assert fetch(web.serve("/feed", status=500, ETag='"bad"'), tmp_path).error
    again = fetch(versioned(web, b"good"), tmp_path)
    assert (again.body, again.unchanged) == (b"good", True)


def test_a_full_disk_costs_nothing_but_the_next_download(
    web: Loopback, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """An answer that cannot be kept is an answer all the same."""
    (tmp_path / "answers").write_text("a file where a folder belongs")
    assert fetch(versioned(web, b"whole"), tmp_path).body == b"whole"
    assert "cannot be kept" in caplog.text
