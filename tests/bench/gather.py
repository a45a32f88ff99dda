"""Gather: 20 sources of which 17 answer in 2 s, 2 in 8 s and 1 hangs, against one after another."""

from __future__ import annotations

import datetime as dt
import tempfile
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.table import Table

from ai_digest.gather import Limits, gather
from ai_digest.model import Region, Source, Window

SPEED = 4  # the delays are cut by this factor, and so is the budget
DELAYS = [2.0] * 17 + [8.0] * 2
HANG = 600.0
LIMITS = Limits(fetch=8.5 / SPEED, all=20 / SPEED, per_host=40)
BUDGET = 9.0 / SPEED
DAY = dt.date(2026, 9, 3)
ZONE = ZoneInfo("Asia/Shanghai")
END = dt.datetime.combine(DAY, dt.time(7, 30), ZONE)


class _Slow(BaseHTTPRequestHandler):
    """Answers `/<number>` after that source's delay with a feed of two items; the last one hangs."""

    stop = threading.Event()

    def do_GET(self) -> None:
        number = int(self.path.strip("/"))
        delay = DELAYS[number] if number < len(DELAYS) else HANG
        if self.stop.wait(delay / SPEED):
            return
        items = "".join(
            f"<item><title>第 {number} 家的第 {n} 条大模型新闻</title><link>https://news.example/{number}/{n}</link>"
            f"<pubDate>{END - dt.timedelta(hours=2):%a, %d %b %Y %H:%M:%S %z}</pubDate></item>"
            for n in range(2)
        )
        body = f"<rss version='2.0'><channel><title>甲</title>{items}</channel></rss>".encode()
        self.send_response(200)
        self.send_header("content-type", "application/rss+xml; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def measure() -> Table:
    """Time both ways on the same server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    ours, items, answered = _ours(base)
    theirs = _one_by_one(base)
    _Slow.stop.set()
    server.shutdown()
    server.server_close()
    table = Table(title=f"gather: 20 sources, all delays divided by {SPEED}", title_justify="left")
    for heading in ("way", "seconds", "ratio", "items"):
        table.add_column(heading)
    table.add_row("side by side (ours)", f"{ours:.2f}", "1.0", f"{items} of 38 from {answered} of 20")
    table.add_row("one after another (urllib)", f"{theirs:.2f}", f"{theirs / ours:.1f}", "")
    table.add_row("budget", f"{BUDGET:.2f}", "", "38 from 19")
    return table


def _ours(base: str) -> tuple[float, int, int]:
    sources = tuple(
        Source(f"源{n}", f"{base}/{n}", "zh", Region.DOMESTIC, private=True) for n in range(len(DELAYS) + 1)
    )
    with tempfile.TemporaryDirectory() as cache:
        started = time.perf_counter()
        gathered = gather(
            sources, edition=DAY, window=Window(END - dt.timedelta(days=1), END), zone=ZONE,
            cache=Path(cache), limits=LIMITS, captured=END,
        )  # fmt: skip
        seconds = time.perf_counter() - started
    return seconds, len(gathered.items), sum(not report.error for report in gathered.reports)


def _one_by_one(base: str) -> float:
    started = time.perf_counter()
    for number in range(len(DELAYS) + 1):
        try:
            with urllib.request.urlopen(f"{base}/{number}", timeout=LIMITS.fetch) as answer:
                answer.read()
        except OSError:
            continue
    return time.perf_counter() - started
