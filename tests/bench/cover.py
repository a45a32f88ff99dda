"""Covers: CPU of one cover in all its sizes against the budget, and a year of covers in one run."""

from __future__ import annotations

import datetime as dt
import os
import statistics
import tempfile
import time
from pathlib import Path

from rich.table import Table

from ai_digest.cover_desk import Plan, draw_all
from ai_digest.file.covers import draw_cover
from ai_digest.file.covers.cover import Cover
from ai_digest.file.covers.palette import tokens_of
from ai_digest.file.covers.sizes import of_drawn, write_missing

THEME = Path(__file__).parents[2] / "theme"
FIRST = dt.date(2026, 1, 1)
RUNS = 14
BUDGET = 0.4
YEAR = 365


def measure() -> Table:
    """Draw two weeks of covers in all sizes; the first one also opens the font. Then a year for sharing."""
    table = Table(title=f"covers: CPU seconds, {RUNS} covers in all sizes", title_justify="left")
    for heading in ("what", "seconds", "share of the budget"):
        table.add_column(heading)
    largest = _all_sizes(table)
    table.add_row("budget", f"{BUDGET:.3f}", "1.0")
    plans = [Plan(Path(), Path(), _cover(day)) for day in range(YEAR)]
    started = time.perf_counter()
    sizes = [len(picture) for picture in draw_all(plans, THEME)]
    elapsed = time.perf_counter() - started
    table.add_row(f"{YEAR} covers for sharing, {os.cpu_count()} cores, elapsed", f"{elapsed:.1f}", "")
    table.caption = f"largest file {max(largest, *sizes) // 1000} KB of 100"
    return table


def _all_sizes(table: Table) -> int:
    """Add a row for the PNG and one for all sizes; return the size of the largest file in bytes."""
    tokens, shares, costs, largest = tokens_of(THEME), [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        for day in range(RUNS):
            started = time.process_time()
            png = draw_cover(_cover(day), tokens, "/2026/")
            shares.append(time.process_time() - started)
            write_missing(of_drawn(_cover(day), "cover", tokens, "/2026/").files, Path(folder))
            costs.append(time.process_time() - started)
            largest = max(largest, len(png), *(path.stat().st_size for path in Path(folder).rglob("*.webp")))
    for what, seconds in (
        ("first cover, font included", costs[0]),
        ("each later one (median)", statistics.median(costs[1:])),
        ("of that the PNG for sharing", statistics.median(shares[1:])),
    ):
        table.add_row(what, f"{seconds:.3f}", f"{seconds / BUDGET:.2f}")
    return largest


def _cover(day: int) -> Cover:
    return Cover(
        title=f"第 {day} 天：大模型降价 {day}0%，芯片与算力集群同时扩产",
        date=FIRST + dt.timedelta(days=day),
        site="AI 日报",
        stories=("甲公司开源模型", "乙地立法", "丙实验室公布评测"),
        issue=day + 1,
    )
