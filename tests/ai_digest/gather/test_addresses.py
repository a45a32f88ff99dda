"""Which addresses may be asked, in all the ways in which they can be written and led to."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from contextlib import closing
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.gather.addresses import AddressRefusedError, check_host, find_addresses, why_refused
from ai_digest.gather.client import Limits, Request, Response, fetch_all
from tests.ai_digest.gather.loopback import Handler, Loopback

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LIMITS = Limits(fetch=5.0, all=20.0, per_host=1, pause=0.0)
METADATA = ["169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "fd00:ec2::254"]
OWN = ["127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1"]
OWN += ["198.18.0.5", "::1", "fc00::1", "fd12:3456::1", "::ffff:127.0.0.1", "::ffff:a00:1"]
OWN += ["64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::1"]
NEVER = ["0.0.0.0", "169.254.0.1", "224.0.0.1", "239.1.1.1"]  # noqa: S104  judged, not listened on
NEVER += ["240.0.0.1", "255.255.255.255", "192.0.2.1"]
NEVER += ["::", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::7f00:1", "::7f00:1", "100::1"]
NEVER += ["::ffff:0:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::"]
NEVER += ["64:ff9b:1::808:808", "4000::1", "2606:4700::5efe:a9fe:a9fe"]
PUBLIC = ["93.184.216.34", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"]
PUBLIC += ["64:ff9b::808:808", "2002:808:808::1"]


def fetch(*requests: Request, resolve: Callable[[str], Iterable[str]]) -> list[Response]:
    """Return the answers."""

    async def collect() -> list[Response]:
        return [response async for response in fetch_all(requests, LIMITS, resolve=resolve)]

    return asyncio.run(collect())


@pytest.mark.parametrize("number", METADATA + NEVER)
@pytest.mark.parametrize("private", [False, True])
def test_what_nobody_may_ask(number: str, *, private: bool) -> None:
    """Credentials, link-local, multicast and reserved addresses are refused, whatever the source says."""
    assert why_refused(ip_address(number), private=private)


@pytest.mark.parametrize("number", OWN)
def test_ones_own_network_needs_the_source_to_say_so(number: str) -> None:
    """Loopback and private addresses are for sources with `private = true`, in every form."""
    assert why_refused(ip_address(number), private=False)
    assert why_refused(ip_address(number), private=True) == ""


@pytest.mark.parametrize("number", PUBLIC)
def test_the_public_internet_is_open(number: str) -> None:
    """Public addresses are asked, also as NAT64 and DNS64 hand them out."""
    assert why_refused(ip_address(number), private=False) == ""


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_wrapping(number: IPv4Address) -> None:
    """An address that is refused as it is, is refused in each IPv6 form that leads to it."""
    bare = why_refused(number, private=False)
    for prefix, shift in ((0xFFFF << 32, 0), (0x0064_FF9B << 96, 0), (0x2002 << 112, 80)):
        assert why_refused(IPv6Address(prefix | int(number) << shift), private=False) == bare


@given(st.ip_addresses())
def test_private_only_ever_allows_more(number: IPv4Address | IPv6Address) -> None:
    """What a public source may ask, a private one may too."""
    if not why_refused(number, private=False):
        assert not why_refused(number, private=True)


@pytest.mark.parametrize(
    "host",
    [
        *("2130706433", "0x7f000001", "0x7f.1", "0X7F.0.0.1", "0177.0.0.1", "127.1", "127.0.0.1."),
        *("127.0.0.01", "1", "134744072", "0x", "256.256.256.256", "a.b.0x1"),
    ],
)
def test_numbers_are_written_in_one_way(host: str) -> None:
    """Decimal, octal, hexadecimal and shortened numbers are refused, even where they would be public."""
    with pytest.raises(AddressRefusedError, match="not written as an address"):
        check_host(host, private=True)


@pytest.mark.parametrize(("host", "number"), [("a.example", False), ("8.8.8.8", True), ("1.example", False)])
def test_hosts_that_are_fine(host: str, *, number: bool) -> None:
    """Names, also with figures, and public numbers pass."""
    assert check_host(host, private=False) is number


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("http://127.0.0.1/", "a loopback address"),
        ("http://[::1]/", "a loopback address"),
        ("http://[::ffff:127.0.0.1]/", "a loopback address"),
        ("http://127。0。0。1/", "a loopback address"),
        ("http://169.254.169.254/latest/", "a metadata service"),
        ("http://[fd00:ec2::254]/", "a metadata service"),
        ("http://[fe80::1%25eth0]/", "a link-local address"),
        ("http://2130706433/", "a number that is not written"),
        ("http://user:word@0x7f.1/", "a number that is not written"),
    ],
)
def test_refused_numbers_are_never_looked_up(address: str, kind: str) -> None:
    """A refused address is a row that says its kind; nobody is asked for anything."""
    asked: list[str] = []
    (response,) = fetch(Request(address), resolve=lambda host: asked.append(host) or [])
    assert response.error.startswith("address refused: ")
    assert kind in response.error
    assert asked == []


def test_the_connection_goes_to_the_number_that_was_checked(web: Loopback) -> None:
    """A name is looked up once: a second answer, which could differ, is never asked for."""
    asked: list[str] = []

    def rebind(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    web.serve("/feed", b"<rss/>")
    address = f"http://news.example:{web.server_port}/feed"
    (response,) = fetch(Request(address, private=True), resolve=rebind)
    assert (response.body, response.final_address) == (b"<rss/>", address)
    assert asked == ["news.example"]
    assert web.hosts == {f"news.example:{web.server_port}"}


def test_one_refused_number_among_good_ones_refuses_the_name() -> None:
    """A name that leads to public and private numbers at once is a trap."""
    with pytest.raises(AddressRefusedError, match=r"leads to 10\.0\.0\.1, a private address"):
        asyncio.run(find_addresses("a.example", private=False, resolve=lambda _: ["8.8.8.8", "10.0.0.1"]))


def test_a_public_source_cannot_use_a_private_ones_connection(
    web: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that a private source left open is not lent to another source."""
    monkeypatch.setattr(Handler, "protocol_version", "HTTP/1.1")
    web.serve("/feed", b"<rss/>")
    address = f"http://inside.example:{web.server_port}/feed"
    requests = [Request(address, private=True), Request(f"{address}?again", private=False)]
    good, bad = fetch(*requests, resolve=lambda _: ["127.0.0.1"])
    assert (good.body, bad.error[:16]) == (b"<rss/>", "address refused:")
    assert web.asked == ["/feed"]


def test_the_next_number_is_tried_where_one_fails(web: Loopback) -> None:
    """A name with a dead number and a living one answers."""
    web.serve("/feed", b"<rss/>")
    address = f"http://news.example:{web.server_port}/feed"
    (response,) = fetch(Request(address, private=True), resolve=lambda _: ["::1", "127.0.0.1"])
    assert response.body == b"<rss/>"


@pytest.mark.parametrize("answer", [[], OSError("no network"), UnicodeError("label too long")])
def test_a_name_that_does_not_resolve_is_a_row(answer: list[str] | Exception) -> None:
    """No answer, or a broken look-up, is a connection that cannot be made."""

    def resolve(_: str) -> list[str]:
        if isinstance(answer, Exception):
            raise answer
        return answer

    (response,) = fetch(Request("http://nowhere.example/"), resolve=resolve)
    assert response.error.startswith("cannot connect: 'nowhere.example' does not resolve")


def test_a_look_up_that_hangs_holds_nobody_up(web: Loopback) -> None:
    """The time to connect covers the look-up, and the run does not wait for its thread."""
    ended = threading.Event()
    limits = Limits(fetch=5.0, connect=0.1)

    async def collect() -> list[Response]:
        hanging = Request("http://slow.example/")
        return [
            found async for found in fetch_all([hanging], limits, resolve=lambda _: ended.wait(30) and [])
        ]

    (response,) = asyncio.run(collect())
    ended.set()
    assert response.error == "no connection within 0.1 s"


def test_proxies_of_the_environment_are_not_used(web: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would look names up by itself, so it is passed by."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    (response,) = fetch(Request(web.serve("/feed", b"<rss/>"), private=True), resolve=lambda _: [])
    assert response.body == b"<rss/>"


def test_tls_is_asked_for_by_name() -> None:
    """The server hears the name (SNI), though the connection went to a number."""
    heard: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = lambda _socket, name, _context: heard.append(name)
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def shake_hands() -> None:
            connection, _ = listening.accept()
            try:  # without a certificate it fails, but not before the name was said
                context.wrap_socket(connection, server_side=True).close()
            except OSError:
                connection.close()

        server = threading.Thread(target=shake_hands, daemon=True)
        server.start()
        address = f"https://澄湖.example:{listening.getsockname()[1]}/"
        (response,) = fetch(Request(address, private=True), resolve=lambda _: ["127.0.0.1"])
        server.join(5)
    assert heard == ["澄湖.example".encode("idna").decode()]
    assert response.error.startswith("cannot connect: ")
