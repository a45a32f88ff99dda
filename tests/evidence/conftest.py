"""One edition, filed by the program's own code, and a site built around it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from ai_digest import verify
from ai_digest.file.article import Frame, render_article
from ai_digest.file.evidence import Evidence, read_evidence, record, to_json
from ai_digest.file.shelf import Shelf
from ai_digest.model import (
    Call,
    Checked,
    Drop,
    Edition,
    LeftOut,
    Selection,
    SourceReport,
    Status,
)
from tests.builders import EDITION, END, WINDOW, brief, draft, fact, item, point, source, story, written
from tests.newsroom import ROOT

if TYPE_CHECKING:
    from pathlib import Path

NASTY = 'Heron "鹭" <b>&</b> 它的 [地图](x)'
QUOTE = "The Heron hall <opens> & holds 90 people"
BODY = f"A long report. {QUOTE}. It cost 12 million yuan, said the builders, and the tickets stay cheap. " * 3


@dataclass(frozen=True)
class Site:
    """A content folder, the site built of it, and what the build said."""

    content: Path
    output: Path
    log: str

    @property
    def evidence(self) -> Evidence:
        """Read the evidence as filed."""
        return read_evidence(Shelf(self.content).evidence(EDITION))

    @property
    def page(self) -> BeautifulSoup:
        """Parse the edition's page."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def html(self) -> str:
        """Read the edition's page."""
        return (self.output / "2026/09/03/ai-daily/index.html").read_text(encoding="utf-8")


def edition() -> Edition:
    """Return an edition of three stories with everything that a page can tell of it."""
    heron = item("Heron opens", of=source("鹭报"), text=BODY, link="https://heron.example/a?b=1&c=2")
    reed = item("Reed reports", of=source("苇报"), text=LONG_TEXT, link="https://reed.example/x_(y)")
    both = story(heron, reed)
    other = story(item("苇塘更新地图", of=source("苇报"), text=LONG_TEXT, link="https://reed.example/2"))
    short = story(item("票价不变", of=source("塘报"), text=LONG_TEXT, link="https://marsh.example/3"))
    told = [
        written(
            both,
            fact(both, NASTY, QUOTE, label="规模"),
            fact(both, "苇塘的工程师公布了记录", "工程师会在冬天之前公布全部测试记录", item_id=reed.id),
            insights=("值得一去",),
            headline="Heron 开馆",
        ),
        written(other, fact(other, LONG_TEXT, LONG_TEXT[:40], label="苇报")),
    ]
    made = draft(
        told, [brief(short, "一句")], summary=(point(both, "鹭"), point(other, "苇"), point(short, "塘"))
    )
    drops = (
        Drop(both.id, "fact", "它将容纳 <i>9000</i> 人", "no source has 9000"),
        Drop(both.id, "fact", "鹭说了什么", "its quote is not in the source: 'x'"),
        Drop(both.id, "insight", "另有 8000 人", "no source has 8000"),
        Drop(both.id, "line", "奇怪", "a reason <nobody> knows"),
    )
    reports = (
        SourceReport("鹭报", "https://heron.example/feed", 9, 2),
        SourceReport("苇报", "https://reed.example/feed", 9, 3),
        SourceReport("<沉默>", "https://silent.example/feed", error="HTTP 503 <Service>"),
    )
    calls = (
        Call("choose", "claude-a", 900, 0, 0, 100, 0.01),
        Call("write", "claude-b", 2000, 0, 0, 1000, 0.2),
    )
    left = (LeftOut(story(item("别的")), "off topic"),)
    checked = Checked(made, drops, facts_checked=7)
    return Edition(EDITION, WINDOW, reports, (), Selection((), (), left), checked, calls)


LONG_TEXT = (
    "澄湖实验室说，新的系统已经在三个城市试用，工程师会在冬天之前公布全部测试记录和使用说明，欢迎核对。"
)


def write(content: Path, made: Edition) -> Path:
    """File an edition, and return its article."""
    shelf = Shelf(content)
    frame = Frame(END, "AI 日报", ("AI",), ("AI",), shelf.cover_address(EDITION), Status.PUBLISHED)
    article = render_article(made.checked.draft, frame)
    evidence = to_json(record(made, article, figures=verify.figures, names=verify.names))
    return shelf.put(
        EDITION, article=article, evidence=evidence, cover=(ROOT / "docs/edition.png").read_bytes()
    )


def build(content: Path, *overrides: str, fatal: str = "warnings") -> Site:
    """Build a site as an editor would; `overrides` are Pelican's, as NAME=JSON."""
    output = content.parent / "output"
    command = [sys.executable, "-m", "pelican", content, "-s", ROOT / "pelicanconf.py", "-o", output]
    options = [f"--fatal={fatal}", "--log-handler", "plain", "-e", "AI_DIGEST_AT_BUILD=false", *overrides]
    done = subprocess.run(
        [*map(str, command), *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return Site(content, output, done.stdout + done.stderr)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of the edition as it was filed."""
    content = tmp_path_factory.mktemp("made") / "content"
    write(content, edition())
    return build(content)
