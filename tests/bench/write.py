"""Writing: calls, tokens and cost of a day against DESIGN's budget, and wall time against the longest chain.

    make bench ARGS=write
    make bench ARGS=write SOURCES=path/to/sources.toml DATE=2026-08-13

The day is made up here (40 items, half of them in English) unless other sources are named. Claude is the
scripted one, on loopback, with answers of real length at 60 tokens a second; SPEED sets another pace. Tokens
are counted from the requests as they were sent: one a Chinese character, one for four others.
"""

from __future__ import annotations

import datetime as dt
import http.server
import os
import tempfile
import threading
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich.table import Table

from ai_digest.config import Options, Settings
from ai_digest.edition import make_edition
from ai_digest.progress import LineReporter
from ai_digest.write.prices import Usage, cost
from tests.builders import entry, rss
from tests.scripted_claude import ScriptedClaude, long_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_digest.model import Call

MOST_CALLS, MOST_TOKENS = 8, 35_000
MOST_COST = {"claude-haiku-5-5": 0.02, "claude-sonnet-5-5": 0.40}
DAY = dt.date(2026, 9, 3)
ITEMS = 40
_ZH_NAMES = (
    "青屿 朔风 听澜 半夏 云栖 墨石 长亭 白榆 流萤 空谷 星槎 南柯 远岫 鹿鸣 寒江 竹里 晴川 归雁 松涛 惊鸿"
)
_EN_NAMES = (
    "Alder Brindle Corvane Dunmore Eastmark Fenwick Galloway Harrowgate Ivermoor Juniper "
    "Kestrel Lowther Marlowe Norwick Ormsby Penhallow Quarrion Redfern Selwyn Thornbury"
)
_ZH = (
    "{name}公司 9 月 2 日发布第 {n} 代大模型，参数量 {n} 亿，推理价格比上一代低 {p}%。",
    "{name}的测试覆盖 {n} 个行业场景，平均等待时间缩短到 {n} 毫秒，错误率降到 {p} 分之一。",
    "{name}的负责人说，新模型会在年底前开放 {p} 种接口，已有的用户不必改动程序就能换用。",
    "首批 {p} 家客户来自制造、物流和医疗行业，合同总额 {n}.5 亿元，分三年交付。",
    "{name}还公布了训练成本：{n} 万卡时，折合 {p}00 万元，比去年的方案少了三分之一。",
    "与之配套的算力中心设在海港城，装有 {n}000 张推理芯片，明年春天再扩建一期。",
    "分析人士认为，{name}的定价会让中小开发者先受益，大客户更看重稳定和合规。",
    "{name}同时公开了 {p} 份安全评测，列出已知的 {n} 个缺陷和修补的时间表。",
)
_EN = (
    "{name} released its model generation {n} on September 2, with {n} billion parameters.",
    "{name} said that inference now costs {p} percent less than it did with the last generation.",
    "Tests in {n} business settings showed a median latency of {n} milliseconds, the company said.",
    "The first {p} customers of {name} come from manufacturing, logistics and health care.",
    "Training took {n} million accelerator hours, a third less than the approach of last year.",
    "{name} also opened a data center in Harborton with {n}000 inference chips on two floors.",
    "Analysts expect small developers to gain first, while large buyers ask for stability.",
    "The company published {p} safety evaluations and a list of {n} known defects with dates.",
)
_TITLES = (
    "{name}公司发布第 {n} 代大模型", "{name}获 {n} 亿元融资扩建算力", "{name}开源代码助手，支持 {n} 种语言",
    "{name}与 {p} 家医院测试诊断模型", "{name}下调推理芯片价格 {p}%",
    "{name} releases AI model generation {n}", "{name} raises ${n} million for AI chips",
    "{name} opens its coding agent to {n} countries", "Hospitals test {name} diagnosis model in {p} cities",
    "{name} cuts inference prices by {p} percent",
)  # fmt: skip


def measure() -> Table:
    """Run a day with the scripted Claude, and set its calls against the budget."""
    named = os.environ.get("SOURCES")
    date = dt.date.fromisoformat(os.environ.get("DATE", str(DAY)))
    speed = float(os.environ.get("SPEED", "60"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with _served(folder) as base:
            sources = Path(named) if named else _made_up(folder, base)
            return _measured(folder, sources, date, speed)


def _measured(folder: Path, sources: Path, date: dt.date, speed: float) -> Table:
    settings = Settings(
        content=folder / "content", zone=ZoneInfo("Asia/Shanghai"), site_name="AI 日报", site_url="",
        sources=sources, cache=folder / "cache", options=Options(),
    )  # fmt: skip
    stages = _Stages()
    with ScriptedClaude(default=long_newsroom, speed=speed) as claude:
        os.environ.update(ANTHROPIC_BASE_URL=claude.base_url, ANTHROPIC_API_KEY="scripted")
        now = settings.edition_end(date).astimezone(dt.UTC)
        edition = make_edition(settings, date, now=now, reporter=stages).edition
        assert edition is not None
    return _table(date, len(edition.items), edition.calls, stages.seconds["write"], speed)


class _Stages(LineReporter):
    """Takes the time of each stage."""

    def __init__(self) -> None:
        super().__init__(lambda _line: None)
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[Any]:
        started = time.monotonic()
        with super().stage(name) as stage:
            yield stage
        self.seconds[name] = time.monotonic() - started


def _table(date: dt.date, items: int, calls: tuple[Call, ...], wall: float, speed: float) -> Table:
    table = Table(title=f"write: {date}, {items} items, {len(calls)} calls", title_justify="left")
    for heading in ("what", "in", "cached", "out", "measured", "budget"):
        table.add_column(heading, no_wrap=True)
    for call in calls:
        cells = (_prompt(call), call.cache_read_tokens, call.output_tokens)
        table.add_row(call.purpose[:18], *map(str, cells), "", "")
    tokens = sum(map(_prompt, calls))
    out = sum(call.output_tokens for call in calls)
    cached = sum(call.cache_read_tokens for call in calls)
    table.add_section()
    table.add_row("calls", "", "", "", str(len(calls)), f"≤ {MOST_CALLS}")
    table.add_row("tokens", str(tokens), str(cached), str(out), str(tokens), f"≤ {MOST_TOKENS}")
    for model, most in MOST_COST.items():
        for batch in (False, True):
            dollars = sum(_cost(call, model, batch=batch) for call in calls)
            label = f"{model}{', --batch' if batch else ''}"
            table.add_row(label, "", "", "", f"${dollars:.4f}", f"< ${most:.2f}")
    own = sum(call.cost or 0.0 for call in calls)
    table.add_row("Haiku chooses, Sonnet writes", "", "", "", f"${own:.4f}", "")
    written = [call.output_tokens for call in calls if call.purpose.startswith("write")]
    chain = (calls[0].output_tokens + max(written)) / speed
    table.add_row(f"longest chain, {speed:g} tokens/s", "", "", "", f"{chain:.1f} s", "")
    table.add_row("wall time of writing", "", "", "", f"{wall:.1f} s", f"{wall / chain:.2f} × chain")
    return table


def _prompt(call: Call) -> int:
    return call.input_tokens + call.cache_write_tokens + call.cache_read_tokens


def _cost(call: Call, model: str, *, batch: bool) -> float:
    usage = Usage(call.input_tokens, call.cache_write_tokens, call.cache_read_tokens, call.output_tokens)
    return cost(model, usage, batch=batch and call.purpose.startswith("write")) or 0.0


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback."""
    handler = partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def _made_up(folder: Path, base: str) -> Path:
    """Write feeds of 40 items from eight sources, and the sources file that names them."""
    moment = dt.datetime.combine(DAY, dt.time(2, 0), dt.UTC) - dt.timedelta(hours=6)
    at = f"{moment:%a, %d %b %Y %H:%M:%S} +0000"
    text = []
    for number in range(8):
        is_zh = number % 2 == 0
        entries = [_item(number * 5 + each, at, is_zh=is_zh) for each in range(ITEMS // 8)]
        (folder / f"{number}.xml").write_bytes(rss(*entries))
        region = "domestic" if is_zh else "international"
        text.append(
            f'[[source]]\nname = "来源 {number}"\nurl = "{base}/{number}.xml"\nprivate = true\n'
            f'language = "{"zh" if is_zh else "en"}"\nregion = "{region}"\n'
        )
    sources = folder / "sources.toml"
    sources.write_text("\n".join(text), encoding="utf-8")
    return sources


def _item(number: int, at: str, *, is_zh: bool) -> str:
    """Return an entry about a company of its own, of a length that feeds with full text have."""
    n, p = number + 11, number % 7 + 20
    name = (_ZH_NAMES if is_zh else _EN_NAMES).split()[number // 10 * 5 + number % 5]
    title = _TITLES[number % 5 + (0 if is_zh else 5)].format(name=name, n=n, p=p)
    sentences = [sentence.format(name=name, n=n, p=p) for sentence in (_ZH if is_zh else _EN)]
    turn = number % len(sentences)
    body = (" " if not is_zh else "").join([*sentences[turn:], *sentences[:turn]] * 3)
    return entry(title, f"https://news.example/{n}", at, body)
