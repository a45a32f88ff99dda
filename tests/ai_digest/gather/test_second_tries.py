"""Who is asked a second time, who is no longer waited for, and how the program introduces itself."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import socket
import struct
import zlib
from typing import TYPE_CHECKING

import pytest

from ai_digest.gather import user_agent
from ai_digest.gather.client import Limits, Request, Response, fetch_all
from ai_digest.gather.request import FetchError
from ai_digest.gather.retry import pause_after_status
from ai_digest.gather.stragglers import Stragglers
from ai_digest.gather.unpack import Unpacker
from tests.ai_digest.gather.loopback import Loopback, send

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.server import BaseHTTPRequestHandler

LIMITS = Limits(fetch=10.0, all=10.0, pause=0.0)
NOW = dt.datetime(2026, 9, 3, 0, 0, tzinfo=dt.UTC)


def fetch(address: str, limits: Limits = LIMITS) -> Response:
    """Return the answer of an address."""

    async def collect() -> list[Response]:
        return [found async for found in fetch_all([Request(address, private=True)], limits)]

    (response,) = asyncio.run(collect())
    return response


def first_then(web: Loopback, first: Callable[[BaseHTTPRequestHandler], None]) -> str:
    """Answer the first request so, and every later one well."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        if len(web.asked) == 1:
            first(request)
        else:
            send(request, 200, b"well", {})

    return web.on("/feed", answer)


def reset(request: BaseHTTPRequestHandler) -> None:
    """Break the connection off without an answer."""
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.connection.close()


def half(request: BaseHTTPRequestHandler) -> None:
    """Break off inside the body."""
    send(request, 200, b"we", {"Content_Length": "4"})


@pytest.mark.parametrize("first", [reset, half, lambda _request: None])
def test_a_connection_that_broke_off_is_tried_again(
    web: Loopback, first: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    """A reset, half a body and no answer at all can be an accident."""
    assert fetch(first_then(web, first)).body == b"well"
    assert len(web.asked) == 2


@pytest.mark.parametrize(("status", "header"), [(502, ""), (503, ""), (504, ""), (503, "0"), (429, "0")])
def test_a_busy_server_is_asked_again(web: Loopback, status: int, header: str) -> None:
    """Overload passes, and a server that says when to come back is taken at its word."""
    headers = {"Retry-After": header} if header else {}
    assert fetch(first_then(web, lambda request: send(request, status, b"", headers))).body == b"well"


@pytest.mark.parametrize(
    ("status", "header"), [(429, ""), (429, "3600"), (503, "3600"), (429, "soon"), (404, "0"), (500, "0")]
)
def test_who_cannot_be_helped_is_asked_once(web: Loopback, status: int, header: str) -> None:
    """No second try where it would not help, or would come too late."""
    headers = {"Retry-After": header} if header else {}
    response = fetch(first_then(web, lambda request: send(request, status, b"", headers)))
    assert response.error.startswith(f"HTTP {status} ")
    assert len(web.asked) == 1


def test_there_is_no_third_try(web: Loopback) -> None:
    """A server that stays busy is a row after two requests."""
    assert fetch(web.serve("/feed", status=503)).error == "HTTP 503 Service Unavailable"
    assert len(web.asked) == 2


@pytest.mark.parametrize(
    ("status", "header", "expected"),
    [
        (503, "", 0.5),
        (503, "7", 7.0),
        (429, "7", 7.0),
        (429, "", None),
        (503, "Thu, 03 Sep 2026 00:00:09 GMT", 9.0),
        (503, "Wed, 02 Sep 2026 00:00:00 GMT", 0.0),
        (503, "-1", None),
        (503, "²", None),
        (503, "tomorrow", None),
        (200, "7", None),
    ],
)
def test_how_long_to_wait(status: int, header: str, expected: float | None) -> None:
    """Retry-After is seconds or a date; what cannot be read means "not soon"."""
    assert pause_after_status(status, header, pause=0.5, now=NOW) == expected


def test_two_slow_sources_beside_a_hanging_one_are_waited_for() -> None:
    """Of 20, 17 after 2 s do not move the end; the first slow one does, and leaves time for the second."""
    rule = Stragglers(20, Limits())
    rule.settle(17, 2.0)
    assert rule.cut == 20.0
    rule.settle(1, 8.0)
    assert rule.cut == 8.6
    rule.settle(1, 8.1)
    assert rule.cut == 8.6
    assert rule.reason == "cut off after 8.6 s: 19 of 20 had answered"


def test_nobody_is_cut_off_in_the_first_seconds() -> None:
    """When nearly all are quick, the last one still has its patience."""
    rule = Stragglers(10, Limits())
    rule.settle(9, 0.2)
    assert rule.cut == 5.0


def test_the_end_of_the_run_is_never_put_off() -> None:
    """Grace and patience end with the time for all."""
    rule = Stragglers(10, Limits(all=3.0))
    rule.settle(9, 2.9)
    assert rule.cut == 3.0
    assert rule.reason == "cut off: no answer within 3 s of the run"


def test_a_share_of_one_switches_the_rule_off() -> None:
    """Then only the time for all ends the waiting."""
    rule = Stragglers(10, Limits(share=1.0))
    rule.settle(9, 0.2)
    assert rule.cut == 20.0


def test_stragglers_are_rows_of_the_run(web: Loopback) -> None:
    """Once nearly all have answered, the rest is cut off long before its own time is up."""
    good = [web.serve(f"/{number}", b"x") for number in range(9)]
    requests = [Request(address, private=True) for address in [*good, web.hang("/late")]]
    limits = Limits(fetch=60.0, all=60.0, per_host=10, read=60.0, grace=0.1, patience=0.1)

    async def collect() -> list[Response]:
        return [found async for found in fetch_all(requests, limits)]

    answers = asyncio.run(collect())
    assert [answer.error for answer in answers[:9]] == [""] * 9
    assert answers[9].error.startswith("cut off after ")
    assert answers[9].error.endswith(" s: 9 of 10 had answered")


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize("codings", ["gzip", "x-gzip", "deflate", "gzip, gzip", "identity", ""])
def test_bodies_are_unpacked_in_any_slices(size: int, codings: str) -> None:
    """However the bytes arrive, what was packed comes out."""
    body = bytes(range(256)) * 300
    packed = body
    for coding in filter(None, codings.replace("identity", "").split(", ")):
        packed = zlib.compress(packed) if coding == "deflate" else gzip.compress(packed)
    unpacker = Unpacker(codings, 10**6)
    slices = (packed[start : start + size] for start in range(0, len(packed), size))
    assert b"".join(piece for part in slices for piece in unpacker.feed(part)) == body
    unpacker.finish()


def test_gzip_of_several_members_is_one_body() -> None:
    """Members follow each other (RFC 1952 §2.2); padding behind them is no part of the body."""
    unpacker = Unpacker("gzip", 100)
    assert b"".join(unpacker.feed(gzip.compress(b"one") + gzip.compress(b"two") + b"\0\0")) == b"onetwo"


def test_what_grows_between_two_layers_is_limited_too() -> None:
    """A layer that unpacks to much that unpacks to nothing is given up as well."""
    empty = gzip.compress(gzip.compress(b"") * 100_000)
    with pytest.raises(FetchError, match="larger than"):
        list(Unpacker("gzip, gzip", 1_000_000).feed(empty))


@pytest.mark.parametrize(
    "page", ["", "http://localhost:8000", "https://a.example/\r\nX: 1", "https://新.example"]
)
def test_the_program_names_itself_without_a_home_page(page: str) -> None:
    """A page that says nothing to others, or cannot be sent, is left out."""
    assert user_agent(page).startswith("ai-digest/")
    assert user_agent(page).endswith(" (daily news digest)")


def test_the_program_names_its_home_page() -> None:
    """A server's owner can look up who asks."""
    assert user_agent("https://news.example/ai").endswith(" (+https://news.example/ai; daily news digest)")
