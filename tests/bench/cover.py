"""Covers: CPU of one cover, against encoding the same picture as a plain RGB PNG."""

from __future__ import annotations

import datetime as dt
import io
import statistics
import time

from ai_digest.file.cover import Cover, draw_cover
from PIL import Image
from rich.table import Table

RUNS = 14
BUDGET = 0.4


def measure() -> Table:
    """Draw two weeks of covers; the first one also opens the font."""
    first = dt.date(2026, 9, 1)
    costs, encodes, sizes = [], [], []
    for day in range(RUNS):
        cover = Cover(
            title=f"第 {day} 天：大模型降价 {day}0%，芯片与算力集群同时扩产",
            date=first + dt.timedelta(days=day), site="AI 日报", stories=("甲公司开源模型", "乙地立法"),
        )  # fmt: skip
        started = time.process_time()
        drawn = draw_cover(cover)
        costs.append(time.process_time() - started)
        sizes.append(len(drawn))
        picture = Image.open(io.BytesIO(drawn)).convert("RGB")
        started = time.process_time()
        picture.save(io.BytesIO(), "PNG", optimize=True)
        encodes.append(time.process_time() - started)
    table = Table(title=f"covers: CPU seconds, {RUNS} covers", title_justify="left")
    for heading in ("what", "seconds", "ratio"):
        table.add_column(heading)
    median = statistics.median(costs[1:])
    table.add_row("first cover, font included", f"{costs[0]:.3f}", f"{costs[0] / median:.1f}")
    table.add_row("each later one (median)", f"{median:.3f}", "1.0")
    encode = statistics.median(encodes)
    table.add_row("only encoding it as RGB PNG, optimised", f"{encode:.3f}", f"{encode / median:.1f}")
    table.add_row("budget", f"{BUDGET:.3f}", f"{BUDGET / median:.1f}")
    table.caption = f"largest file {max(sizes) // 1024} KB of 100"
    return table
