"""A server that does a feed reader every harm it can, and a stand-in for the internet to reach it through.

Each case is a host of its own, `<case>.hostile.example`. The names resolve to a public number, so that every
check of addresses is the real one; only the last step, the connection to that number, is led to loopback.

    python -m tests.hostile_server PORT CACHE

gathers from all cases in a process of its own and prints the rows and the peak of memory as JSON.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import json
import resource
import socket
import socketserver
import struct
import sys
import threading
import zlib
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from unittest.mock import patch

import httpcore2

from ai_digest.gather import Limits, gather
from ai_digest.model import Region, Source
from tests.builders import CAPTURED, EDITION, WINDOW, ZONE, entry, rss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ai_digest.gather import Gathered

PUBLIC = "93.184.216.34"
DOMAIN = "hostile.example"
INSIDE, TWO_FACED = "inside.example", "two-faced.example"
NAMES = {INSIDE: ["10.0.0.7"], TWO_FACED: [PUBLIC, "127.0.0.1"]}
LIMITS = Limits(fetch=6.0, read=2.5, all=60.0, patience=60.0, pause=0.0)
FRESH = "Thu, 03 Sep 2026 01:00:00 +0800"
MIB = 2**20
HINT = "; say private = true if it is on your own network"
# what the report says of each case; numbers may differ, see `pattern` of the test
ROWS = {
    "hangs-before": "no answer in time: silence for 2.5 s",
    "hangs-inside": "no answer in time: silence for 2.5 s",
    "drips": "timed out after 6 s",
    "zeros": "larger than 10 MiB",
    "zeros-twice": "larger than 10 MiB",
    "announces-5-gb": "larger than 10 MiB",
    "packed-thrice": "compressed 3 times over",
    "strange-packing": "unknown compression 'br'",
    "broken-packing": "broken compression: Error -3 while decompressing data: incorrect header check",
    "half-packing": "broken compression: it ends too early",
    "loop": "more than 5 redirects",
    "to-metadata": "redirect refused: '169.254.169.254' is a metadata service",
    "to-loopback": "redirect refused: 'localhost' leads to 127.0.0.1, a loopback address",
    "to-number": "redirect refused: '2130706433' is a number that is not written as an address",
    "to-file": "redirected to something that is not http or https: 'file:/etc/passwd'",
    "to-private-name": f"redirect refused: '{INSIDE}' leads to 10.0.0.7, a private address",
    "private-name": f"address refused: '{INSIDE}' leads to 10.0.0.7, a private address{HINT}",
    "two-faced-name": f"address refused: '{TWO_FACED}' leads to 127.0.0.1, a loopback address{HINT}",
    "header-newlines": "connection failed: illegal header line: 'three four'",
    "header-200-kb": "connection failed: Receive buffer too long",
    "no-http": "connection failed: illegal status line: '220 ready for mail'",
    "resets": "connection failed: it was reset",
    "cuts-short": "connection failed: peer closed connection without sending complete message body "
    "(received 6 bytes, expected 5000)",
    "unavailable": "HTTP 503 Service Unavailable",
}
# what the reading of the feed says: only that it is said is this server's business
UNREADABLE = ("entities", "picture", "empty")
GOOD = ("ten-thousand", "good")


def answer(body: bytes = b"", status: str = "200 OK", *headers: str, length: int | None = None) -> bytes:
    """Return a whole answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


def redirect(target: str) -> bytes:
    """Return an answer that leads elsewhere."""
    return answer(b"", "302 Found", f"Location: {target}")


@cache
def zeros() -> bytes:
    """Return 1 GiB of zeros, gzipped: one block of 1 MiB, over and over."""
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    first, block = (packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + block * 1023


@cache
def zeros_twice() -> bytes:
    """Return the same, packed once more."""
    return gzip.compress(zeros())


@cache
def entities() -> bytes:
    """Return 10 MB of XML whose entities stand for each other, ten times over on each level."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    filler = "<!-- " + "x" * 9_900_000 + " -->"
    document = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]>{filler}'
    return f"{document}<rss version='2.0'><channel><item><title>&l11;</title></item></channel></rss>".encode()


@cache
def ten_thousand() -> bytes:
    """Return a feed of 10,000 entries, of which the first lies in the window."""
    old = (
        entry(f"旧闻 {n}", f"https://a.example/{n}", "Tue, 01 Sep 2026 01:00:00 +0800") for n in range(9999)
    )
    return rss(entry("新闻", "https://a.example/new", FRESH), *old)


ANSWERS: dict[str, Callable[[], bytes]] = {
    "zeros": lambda: answer(zeros(), "200 OK", "Content-Encoding: gzip"),
    "zeros-twice": lambda: answer(zeros_twice(), "200 OK", "Content-Encoding: gzip, gzip"),
    "announces-5-gb": lambda: answer(b"<rss>", length=5 * 10**9),
    "packed-thrice": lambda: answer(b"", "200 OK", "Content-Encoding: gzip, gzip, gzip"),
    "strange-packing": lambda: answer(b"\x0b", "200 OK", "Content-Encoding: br"),
    "broken-packing": lambda: answer(b"no gzip at all", "200 OK", "Content-Encoding: gzip"),
    "half-packing": lambda: answer(gzip.compress(rss())[:-12], "200 OK", "Content-Encoding: gzip"),
    "loop": lambda: redirect("/again"),
    "to-metadata": lambda: redirect("http://169.254.169.254/latest/meta-data/"),
    "to-loopback": lambda: redirect("http://localhost/"),
    "to-number": lambda: redirect("http://2130706433/"),
    "to-file": lambda: redirect("file:///etc/passwd"),
    "to-private-name": lambda: redirect(f"http://{INSIDE}/"),
    "header-newlines": lambda: answer(b"", "200 OK", "X-Note: one\ntwo: 2\nthree four"),
    "header-200-kb": lambda: answer(b"", "200 OK", f"X-Long: {'x' * 200_000}"),
    "no-http": lambda: b"220 ready for mail\r\n\r\n",
    "cuts-short": lambda: answer(b"<rss/>", length=5000),
    "unavailable": lambda: answer(b"", "503 Service Unavailable"),
    "entities": lambda: answer(entities()),
    "picture": lambda: answer(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200), "200 OK", "Content-Type: text/xml"
    ),
    "empty": lambda: answer(b""),
    "ten-thousand": lambda: answer(ten_thousand()),
    "good": lambda: answer(rss(entry("好消息", "https://good.example/1", FRESH))),
}


class HostileServer(socketserver.ThreadingTCPServer):
    """Answers by the name in the Host header; whoever hangs is let go at the end."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.ended = threading.Event()
        for case in ("zeros", "zeros-twice", "entities", "ten-thousand"):
            ANSWERS[case]()  # made here, so that no client's patience is spent on it

    @property
    def port(self) -> int:
        """The port on loopback."""
        return int(self.server_address[1])

    def __enter__(self) -> Self:
        """Serve in the background."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self.ended.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that hangs up is what this is about."""


class _Connection(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        host = ""
        while (line := self.rfile.readline().decode("latin-1").strip()) != "":
            host = line.partition(":")[2].strip() if line.lower().startswith("host:") else host
        case = host.partition(".")[0]
        misdeed = {"hangs-before": self.hang, "hangs-inside": self.hang_inside, "drips": self.drip}
        if case == "resets":
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.request.close()
        elif case in misdeed:
            misdeed[case]()
        else:
            self.wfile.write(ANSWERS[case]())

    def hang(self) -> None:
        self.ended.wait(30)

    def hang_inside(self) -> None:
        self.wfile.write(answer(b"<rss", length=1_000_000))
        self.hang()

    def drip(self) -> None:
        self.wfile.write(answer(b"", length=1_000_000))
        while not self.ended.wait(0.1):
            self.wfile.write(b".")

    @property
    def ended(self) -> threading.Event:
        assert isinstance(self.server, HostileServer)
        return self.server.ended


def sources(port: int) -> tuple[Source, ...]:
    """Return a source for each case; none of them is private."""
    hosts = {case: f"{case}.{DOMAIN}" for case in (*ROWS, *UNREADABLE, *GOOD)}
    hosts |= {"private-name": INSIDE, "two-faced-name": TWO_FACED}
    return tuple(
        Source(case, f"http://{host}:{port}/feed", "zh", Region.DOMESTIC) for case, host in hosts.items()
    )


def resolve(host: str) -> list[str]:
    """Look a name of this stage up."""
    if host == "localhost":
        return ["127.0.0.1"]
    return NAMES.get(host) or ([PUBLIC] if host.endswith(DOMAIN) else [])


@contextlib.contextmanager
def internet() -> Iterator[None]:
    """Lead connections to the public number, and to no other, to loopback."""

    class Internet(httpcore2.AnyIOBackend):
        async def connect_tcp(self, host: str, *arguments: Any, **options: Any) -> Any:
            assert host == PUBLIC, f"{host} must not be asked"
            return await super().connect_tcp("127.0.0.1", *arguments, **options)

    with patch.object(httpcore2, "AnyIOBackend", Internet):
        yield


def gather_all(port: int, cache_folder: Path) -> Gathered:
    """Gather from every case."""
    with internet():
        return gather(
            sources(port), edition=EDITION, window=WINDOW, zone=ZONE, cache=cache_folder, limits=LIMITS,
            captured=CAPTURED, resolve=resolve,
        )  # fmt: skip


def peak_bytes() -> int:
    """Return the most memory this process has held.

    Where Linux tells it, of this program alone: `getrusage` counts what its parent held before it began.
    """
    with contextlib.suppress(OSError):
        status = Path("/proc/self/status").read_text(encoding="ascii").split("VmHWM:")[1]
        return int(status.split()[0]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def main() -> None:
    """Gather from a server that runs elsewhere, and print what came of it."""
    started = dt.datetime.now(dt.UTC)
    gathered = gather_all(int(sys.argv[1]), Path(sys.argv[2]))
    seconds = (dt.datetime.now(dt.UTC) - started).total_seconds()
    rows = [asdict(report) for report in gathered.reports]
    sys.stdout.write(json.dumps({"peak": peak_bytes(), "seconds": seconds, "rows": rows}, ensure_ascii=False))


if __name__ == "__main__":
    main()
