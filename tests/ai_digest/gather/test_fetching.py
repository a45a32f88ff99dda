"""The HTTP client against a real server on loopback: whatever it does, each address has one answer."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ai_digest.gather.client import Limits, Request, Response, fetch_all
from tests.ai_digest.gather.loopback import Loopback, send

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from http.server import BaseHTTPRequestHandler

PATIENT = Limits(fetch=20.0, all=20.0, per_host=4, pause=0.0)
SHORT = Limits(fetch=0.15, all=20.0, per_host=4, pause=0.0)
SMALL = replace(PATIENT, size=2000)
# how long a server waits for requests that should be there at once; only a failing test waits that long
AT_ONCE = 5.0


def fetch(addresses: Iterable[str], limits: Limits = PATIENT) -> list[Response]:
    """Return the answers in the order in which they came; loopback is allowed."""
    requests = [Request(address, private=True) for address in addresses]

    async def collect() -> list[Response]:
        return [response async for response in fetch_all(requests, limits)]

    return asyncio.run(collect())


def fetch_one(address: str, limits: Limits = PATIENT) -> Response:
    """Return the answer of one address."""
    (response,) = fetch([address], limits)
    assert response.address == address
    return response


def meet(barrier: threading.Barrier) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer 200 once all the others are there, 500 if they do not come."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        try:
            barrier.wait(AT_ONCE)
        except threading.BrokenBarrierError:
            send(request, 500, b"", {})
        else:
            send(request, 200, b"met", {})

    return answer


def test_an_answer_has_its_body_type_and_time(web: Loopback) -> None:
    """A good answer comes whole, with its content type; the program says who it is."""
    address = web.serve("/feed", b"<rss/>", kind="text/xml; charset=utf-8")
    response = fetch_one(address)
    assert (response.body, response.content_type, response.error) == (
        b"<rss/>",
        "text/xml; charset=utf-8",
        "",
    )
    assert response.final_address == address
    assert response.seconds >= 0
    assert {agent.split("/")[0] for agent in web.agents} == {"ai-digest"}


@pytest.mark.parametrize("status", [204, 304, 403, 404, 429, 500, 503])
def test_any_other_status_is_an_error_without_a_body(web: Loopback, status: int) -> None:
    """What is not 200 is an error that says the status."""
    body = b"" if status in {204, 304} else b"sorry"
    response = fetch_one(web.serve("/feed", body, status=status))
    assert response.error.startswith(f"HTTP {status} ")
    assert response.body == b""


def test_compressed_answers_are_unpacked(web: Loopback) -> None:
    """A gzip body is handed on unpacked."""
    packed = gzip.compress(b"<rss/>")
    assert fetch_one(web.serve("/feed", packed, Content_Encoding="gzip")).body == b"<rss/>"


def test_broken_compression_is_an_error(web: Loopback) -> None:
    """A body that is not the gzip it says is an error in words."""
    response = fetch_one(web.serve("/feed", b"no gzip at all", Content_Encoding="gzip"))
    assert response.error.startswith("broken compression")
    assert response.body == b""


def test_half_a_body_is_an_error(web: Loopback) -> None:
    """A connection that ends before the body does gives no half article."""
    response = fetch_one(web.serve("/feed", b"<rss>", Content_Length="5000"))
    assert response.error.startswith("connection failed")
    assert response.body == b""


def test_an_answer_that_is_no_http_is_an_error(web: Loopback) -> None:
    """A server that speaks something else is an error in words."""
    address = web.on("/feed", lambda request: request.wfile.write(b"220 ready for mail\r\n"))
    assert fetch_one(address).error.startswith("connection failed")


def test_a_refused_connection_is_an_error() -> None:
    """A port where nobody listens is an error that says so."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        response = fetch_one(f"http://127.0.0.1:{taken.getsockname()[1]}/feed")
    assert response.error.startswith("cannot connect")


def test_a_server_that_never_answers_is_given_up(web: Loopback) -> None:
    """Silence before the headers ends as a row that says the time was up."""
    response = fetch_one(web.hang("/feed"), SHORT)
    assert response.error.startswith(("timed out after 0.15 s", "no answer in time"))


def test_a_body_that_never_ends_is_given_up(web: Loopback) -> None:
    """Silence in the middle of a body ends as a timeout, and the half is thrown away."""
    response = fetch_one(web.hang("/feed", b"<rss>"), SHORT)
    assert response.error.startswith(("timed out after 0.15 s", "no answer in time"))
    assert response.body == b""


def test_a_body_that_drips_is_given_up(web: Loopback) -> None:
    """The time for one fetch is for all of it: a byte now and then does not prolong it."""

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000000")
        request.end_headers()
        while not web.ended.wait(0.02):
            request.wfile.write(b".")
            request.wfile.flush()

    assert fetch_one(web.on("/feed", drip), SHORT).error == "timed out after 0.15 s"


def test_the_limit_for_all_cuts_off_only_what_is_late(web: Loopback) -> None:
    """When the time of the run is up, the late ones are rows and the others are complete."""
    good = [web.serve(f"/{number}", f"body {number}".encode()) for number in range(3)]
    late = [web.hang("/silent"), web.hang("/half", b"<rss>")]
    answers = fetch([late[0], *good, late[1]], Limits(fetch=20.0, all=2.0, per_host=9))
    assert sorted(answer.address for answer in answers) == sorted([*good, *late])
    assert {answer.body for answer in answers if not answer.error} == {b"body 0", b"body 1", b"body 2"}
    assert [answer.error for answer in answers[3:]] == ["cut off: no answer within 2 s of the run"] * 2


def test_answers_come_as_they_are_ready(web: Loopback) -> None:
    """A slow address does not hold up the ones behind it."""
    fast_is_out = threading.Event()

    def slow(request: BaseHTTPRequestHandler) -> None:
        send(request, 200 if fast_is_out.wait(AT_ONCE) else 500, b"slow", {})

    addresses = [web.on("/slow", slow), web.serve("/fast", b"fast")]

    async def collect() -> list[bytes]:
        bodies = []
        async for response in fetch_all([Request(address, private=True) for address in addresses], PATIENT):
            bodies.append(response.body)
            fast_is_out.set()
        return bodies

    assert asyncio.run(collect()) == [b"fast", b"slow"]


def test_one_host_is_asked_side_by_side(web: Loopback) -> None:
    """As many requests as a host is allowed are there at the same time."""
    everybody = meet(threading.Barrier(8))
    addresses = [web.on(f"/{number}", everybody) for number in range(8)]
    answers = fetch(addresses, Limits(fetch=20.0, all=20.0, per_host=8))
    assert [answer.body for answer in answers] == [b"met"] * 8


def test_hosts_do_not_wait_for_each_other() -> None:
    """With one request a host, all hosts are asked at the same time."""
    with ExitStack() as stack:
        everybody = meet(threading.Barrier(4))
        hosts = [stack.enter_context(Loopback()) for _ in range(4)]
        addresses = [host.on("/feed", everybody) for host in hosts]
        answers = fetch(addresses, Limits(fetch=20.0, all=20.0, per_host=1))
    assert [answer.body for answer in answers] == [b"met"] * 4


def test_one_host_gets_no_more_than_its_share(web: Loopback) -> None:
    """While a host has not answered its two requests, it gets no third one."""
    addresses = [web.hang(f"/{number}") for number in range(6)]
    answers = fetch(addresses, Limits(fetch=20.0, all=0.3, per_host=2))
    assert len(answers) == 6
    assert len(web.asked) <= 2


def test_the_share_of_a_host_is_used_up_in_turn(web: Loopback) -> None:
    """All addresses of a host are answered, two at a time, and never three."""
    pair, lock, here, most = threading.Barrier(2), threading.Lock(), [0], [0]

    def answer(request: BaseHTTPRequestHandler) -> None:
        with lock:
            here[0] += 1
            most[0] = max(most[0], here[0])
        pair.wait(AT_ONCE)
        with lock:
            here[0] -= 1
        send(request, 200, b"ok", {})

    answers = fetch([web.on(f"/{n}", answer) for n in range(6)], Limits(fetch=20.0, all=20.0, per_host=2))
    assert [found.body for found in answers] == [b"ok"] * 6
    assert most == [2]


def test_waiting_for_the_host_is_not_counted_as_fetching(web: Loopback) -> None:
    """The time for one fetch begins when the host's turn has come."""
    hanging, last = web.hang("/hanging"), web.serve("/last", b"late but fine")
    answers = fetch([hanging, last], Limits(fetch=1.0, all=20.0, per_host=1))
    assert [answer.body for answer in answers] == [b"", b"late but fine"]


def test_redirects_are_followed(web: Loopback) -> None:
    """The answer says where it came from at last, and still which address was asked for."""
    target = web.serve("/new", b"<rss/>")
    old = web.serve("/old", status=301, Location="/new")
    response = fetch_one(old)
    assert (response.body, response.address, response.final_address) == (b"<rss/>", old, target)


def test_redirects_have_an_end(web: Loopback) -> None:
    """A loop of redirects is an error, after a handful of requests."""
    response = fetch_one(web.serve("/loop", status=302, Location="/loop"))
    assert response.error.startswith("more than 5 redirects")
    assert len(web.asked) == 6


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("ftp://files.example/feed", "redirected to something that is not http or https"),
        ("file:///etc/hostname", "redirected to something that is not http or https"),
        ("http://[broken", ""),
        ("http://127.0.0.1:port/", ""),
        ("http://127.0.0.1:99999/", ""),
        ("http://", ""),
        ("http://a..b/", ""),
        (f"http://{'a' * 70}.example/", ""),
        ("http://127.0.0.1:0/", ""),
    ],
)
def test_redirects_out_of_the_web_are_errors(web: Loopback, location: str, words: str) -> None:
    """A redirect to another scheme, or to no address at all, is an error in words."""
    response = fetch_one(web.serve("/feed", status=302, Location=location))
    assert response.error
    assert words in response.error
    assert response.body == b""


@pytest.mark.parametrize("packed", [False, True])
def test_too_large_a_body_is_not_kept(web: Loopback, *, packed: bool) -> None:
    """A body over the limit is an error; what counts is its size unpacked."""
    body = b"x" * 2001
    address = (
        web.serve("/big", gzip.compress(body), Content_Encoding="gzip") if packed else web.serve("/big", body)
    )
    response = fetch_one(address, SMALL)
    assert response.error.startswith("larger than")
    assert response.body == b""


def test_a_body_at_the_limit_is_kept(web: Loopback) -> None:
    """The limit itself is allowed."""
    assert len(fetch_one(web.serve("/fits", b"x" * 2000), SMALL).body) == 2000


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:99999/", "http://127.0.0.1:port/", "http://", "feed.xml"]
)
def test_an_address_that_is_none_is_an_error(web: Loopback, address: str) -> None:
    """What cannot be fetched at all is an answer like any other, and no exception."""
    bad, good = sorted(fetch([address, web.serve("/feed", b"<rss/>")]), key=lambda answer: answer.body)
    assert (bad.address, bad.body, good.body) == (address, b"", b"<rss/>")
    assert bad.error


def test_no_addresses_no_answers() -> None:
    """Nothing to fetch is nothing to wait for."""
    assert fetch([]) == []
