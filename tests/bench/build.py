"""Build: the project's own theme and plugins against stock Pelican with `notmyidea`, on the same articles."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 300
STORIES, FACTS = 9, 7
STOCK = """
PATH = "content"
SITENAME = "stock"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "en"
ARTICLE_URL = ARTICLE_SAVE_AS = "{date:%Y-%m-%d}.html"
PLUGINS = []
"""


def measure() -> Table:
    """Build the same generated editions both ways, from nothing, twice in turn; the better run counts."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        ours, stock = folder / "ours", folder / "stock"
        _write(ours, _front_matter)
        _write(stock, _stock_metadata)
        (folder / "stock.py").write_text(STOCK, encoding="utf-8")
        times: dict[str, list[float]] = {"ours": [], "stock": []}
        for run in range(2):
            settings = [ROOT / "pelicanconf.py", "-e", "AI_DIGEST_AT_BUILD=false"]
            times["ours"].append(_build(ours, folder / f"site-{run}", *settings))
            times["stock"].append(_build(stock, folder / f"stock-{run}", folder / "stock.py"))
    best = {way: min(seconds) for way, seconds in times.items()}
    table = Table(title=f"build from nothing: {ARTICLES} editions", title_justify="left")
    for heading in ("way", "seconds", "ratio"):
        table.add_column(heading)
    table.add_row("this project", f"{best['ours']:.2f}", f"{best['ours'] / best['stock']:.2f}")
    table.add_row("stock Pelican, notmyidea", f"{best['stock']:.2f}", "1.00")
    return table


def _build(content: Path, output: Path, *settings: object) -> float:
    command = [sys.executable, "-m", "pelican", content, "-o", output, "-s", *settings]
    started = time.perf_counter()
    subprocess.run([*map(str, command)], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def _write(folder: Path, head: object) -> None:
    folder.mkdir()
    for number in range(ARTICLES):
        date = dt.date(2024, 1, 1) + dt.timedelta(days=number)
        (folder / f"{date}.md").write_text(f"{head(date)}\n{_body(number)}", encoding="utf-8")  # type: ignore[operator]


def _front_matter(date: dt.date) -> str:
    return (
        f'---\ntitle: "{date} 的日报"\ndate: {date} 07:30\ncategory: AI 日报\ntags: ["AI", "AI 日报"]\n'
        f'summary: "- 要点一\\n- 要点二"\nstatus: published\nslug: ai-daily\n---\n# {date} 的日报\n'
    )


def _stock_metadata(date: dt.date) -> str:
    return (
        f"Title: {date}\nDate: {date} 07:30\nCategory: AI\nTags: AI, Daily\nSummary: one\nSlug: d{date}\n\n"
    )


def _body(number: int) -> str:
    """Return a digest of the usual size: sections, stories with facts and insights, and briefs."""
    lines = []
    for story in range(STORIES):
        if story % 3 == 0:
            lines.append(f"## 第 {story // 3 + 1} 部分：模型、芯片与应用\n")
        lines.append(f"### [第 {number} 天的第 {story} 条新闻](https://news.example/{number}/{story})\n")
        lines += [
            f"- **要点 {fact}**：一家公司宣布，第 {story} 代模型的参数量达到 {fact}00 亿，价格下降 {fact}%。"
            for fact in range(FACTS)
        ]
        lines.append("\n**深度解读 & 洞察：**\n\n- 这一段占据与真实日报相当的篇幅，说明它为什么值得留意。\n")
    lines.append("## 更多动态\n")
    lines += [f"- [短讯 {brief}](https://news.example/{number}/b{brief})：一句话。" for brief in range(10)]
    return "\n".join(lines)
