"""Gather: slow and hanging sources, a second run with nothing new, and 500 sources at once.

Ours is measured with the default limits and real delays. One after another takes a minute, so it is measured
with a quarter of the delays, and its time multiplied; `python -m tests.bench.gather --full` waits it out.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from ai_digest.gather import Limits, gather
from ai_digest.model import Region, Source, Window
from tests.hostile_server import MIB, peak_bytes

if TYPE_CHECKING:
    from ai_digest.gather import Gathered

SPEED = 4
DELAYS = (2.0,) * 17 + (8.0,) * 2 + (600.0,)
MANY, MANY_ITEMS, MANY_DELAY = 500, 20, 0.2
BUDGET = 9.0
DEFAULT = Limits()
DAY = dt.date(2026, 9, 3)
ZONE = ZoneInfo("Asia/Shanghai")
END = dt.datetime.combine(DAY, dt.time(7, 30), ZONE)
ETAG = '"1"'


class _Server(ThreadingHTTPServer):
    """Feeds after a delay: `/<number>?<delay>&<items>`; counts every byte it sends, headers included."""

    daemon_threads = True
    request_queue_size = 1024

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Slow)
        self.stop = threading.Event()
        self.lock = threading.Lock()
        self.sent = 0


class _Slow(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        number, _, what = self.path.strip("/").partition("?")
        delay, _, count = what.partition("&")
        if self.stopped(float(delay)):
            return
        known = self.headers.get("If-None-Match") == ETAG
        body = b"" if known else _feed(number, int(count))
        head = "HTTP/1.1 304 Not Modified" if known else "HTTP/1.1 200 OK"
        lines = [
            head,
            f"ETag: {ETAG}",
            "Content-Type: application/rss+xml; charset=utf-8",
            "Connection: close",
        ]
        lines += [] if known else [f"Content-Length: {len(body)}"]
        answer = "\r\n".join([*lines, "", ""]).encode() + body
        server = self.house
        with server.lock:
            server.sent += len(answer)
        self.wfile.write(answer)

    @property
    def house(self) -> _Server:
        assert isinstance(self.server, _Server)
        return self.server

    def stopped(self, delay: float) -> bool:
        return self.house.stop.wait(delay)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def _feed(number: str, count: int) -> bytes:
    items = "".join(
        f"<item><title>第 {number} 家的第 {n} 条大模型新闻</title><link>https://news.example/{number}/{n}</link>"
        f"<pubDate>{END - dt.timedelta(hours=2):%a, %d %b %Y %H:%M:%S %z}</pubDate>"
        f"<description>{'工程师公布了全部测试记录。' * 60}</description></item>"
        for n in range(count)
    )
    return f"<rss version='2.0'><channel><title>甲</title>{items}</channel></rss>".encode()


@dataclass(frozen=True)
class _Run:
    """What one gathering took and gave."""

    seconds: float
    items: int
    answered: int
    sent: int


def measure(speed: int = SPEED) -> Table:
    """Return a row for each way."""
    server = _Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as cache:
        first, second = (_gather(server, _urls(base), Path(cache)) for _ in range(2))
    alone = speed * _one_by_one(_urls(base, speed), DEFAULT.fetch / speed)
    many = _many(base)
    server.stop.set()
    server.shutdown()
    server.server_close()
    return _table(speed, first, second, alone, many)


def _urls(base: str, speed: int = 1) -> list[str]:
    return [f"{base}/{n}?{delay / speed}&2" for n, delay in enumerate(DELAYS)]


def _table(speed: int, first: _Run, second: _Run, alone: float, many: dict[str, float]) -> Table:
    table = Table(title="gather: 17 sources in 2 s, 2 in 8 s, 1 hangs", title_justify="left")
    for heading in ("way", "seconds", "ratio", "items", "bytes"):
        table.add_column(heading)
    table.add_row(
        "side by side (ours)", f"{first.seconds:.2f}", "1.0", f"{first.items} of 38 from {first.answered}",
        f"{first.sent:,}",
    )  # fmt: skip
    table.add_row(
        "again, nothing new", f"{second.seconds:.2f}", f"{second.seconds / first.seconds:.1f}",
        f"{second.items} of 38 from {second.answered}", f"{second.sent / first.sent:.1%}",
    )  # fmt: skip
    how = (
        "one after another (urllib)"
        if speed == 1
        else f"one after another (urllib), delays / {speed}, time x {speed}"
    )
    table.add_row(how, f"{alone:.2f}", f"{alone / first.seconds:.1f}", "", "")
    table.add_row("budget", f"{BUDGET:.2f}", "", "38 from 19", "≤ 5 % again")
    table.add_section()
    table.add_row(
        f"{MANY} sources of {MANY_ITEMS} items at {MANY_DELAY} s, in a process of its own",
        f"{many['seconds']:.2f}", "", f"{many['items']:.0f} of {MANY * MANY_ITEMS}",
        f"peak memory {many['peak'] / MIB:.0f} MiB",
    )  # fmt: skip
    return table


def _gather(server: _Server, urls: list[str], cache: Path) -> _Run:
    before, started = server.sent, time.perf_counter()
    gathered = _ours(urls, cache, replace(DEFAULT, per_host=len(urls)))
    seconds = time.perf_counter() - started
    answered = sum(not report.error for report in gathered.reports)
    return _Run(seconds, len(gathered.items), answered, server.sent - before)


def _ours(urls: list[str], cache: Path, limits: Limits) -> Gathered:
    sources = tuple(Source(url, url, "zh", Region.DOMESTIC, private=True) for url in urls)
    return gather(
        sources, edition=DAY, window=Window(END - dt.timedelta(days=1), END), zone=ZONE, cache=cache,
        limits=limits, captured=END,
    )  # fmt: skip


def _one_by_one(urls: list[str], timeout: float) -> float:
    started = time.perf_counter()
    for url in urls:
        try:
            with urllib.request.urlopen(url, timeout=timeout) as answer:
                answer.read()
        except OSError:
            continue
    return time.perf_counter() - started


def _many(base: str) -> dict[str, float]:
    """Gather from many sources in a process of its own, so that the peak of memory is that of gathering."""
    command = [sys.executable, "-m", "tests.bench.gather", "--many", base]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _print_many(base: str) -> None:
    urls = [f"{base}/{n}?{MANY_DELAY}&{MANY_ITEMS}" for n in range(MANY)]
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as cache:
        gathered = _ours(urls, Path(cache), replace(DEFAULT, per_host=MANY))
    seconds = time.perf_counter() - started
    sys.stdout.write(json.dumps({"seconds": seconds, "items": len(gathered.items), "peak": peak_bytes()}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--many"]:
        _print_many(sys.argv[2])
    else:
        Console().print(measure(1 if "--full" in sys.argv else SPEED))
