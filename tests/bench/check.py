"""Check: every check on 1,000 articles with their evidence, against stock Python-Markdown on the same."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from markdown import Markdown
from PIL import Image
from rich.table import Table

from ai_digest import verify
from ai_digest.file.article import Frame, render_article
from ai_digest.file.evidence import record, to_json
from ai_digest.file.shelf import Shelf
from ai_digest.model import Checked, Edition, Selection, SourceReport, Status
from ai_digest.proofread import articles, check_article
from tests.builders import END, WINDOW, brief, draft, fact, item, point, source, story, written

ARTICLES = 1_000
FULL, BRIEFS, FACTS = 20, 10, 4
BUDGET = 20.0  # seconds, on one core
FILLER = "澄湖实验室的工程师在冬天之前公布全部测试记录，Heron 平台的用户可以自行核对每一项结果。" * 12


def measure() -> Table:
    """Check all articles as `ai-digest check` does, in one process; then render them, with nothing else."""
    with tempfile.TemporaryDirectory() as scratch:
        shelf = Shelf(Path(scratch))
        size = sum(_file(shelf, number) for number in range(ARTICLES))
        paths = [*articles(shelf.content)]
        started = time.process_time()
        found = [remark for path in paths for remark in check_article(path, shelf)]
        checked = time.process_time() - started
        rendered = _render(paths)
    if found:
        raise AssertionError(f"a generated article has findings: {found[0]}")
    table = Table(title=f"check: {ARTICLES} articles of {FULL} stories, with evidence", title_justify="left")
    for heading in ("way", "seconds", "ms an article", "ratio"):
        table.add_column(heading)
    table.add_row("ai-digest check", *_row(checked, rendered))
    table.add_row("Python-Markdown, to HTML only", *_row(rendered, rendered))
    verdict = "kept" if checked < BUDGET else "BROKEN"
    table.caption = (
        f"budget of {BUDGET:.0f} s {verdict}; evidence of {size // ARTICLES // 1024} KiB an article"
    )
    return table


def _row(seconds: float, base: float) -> tuple[str, str, str]:
    return f"{seconds:.1f}", f"{seconds / ARTICLES * 1000:.1f}", f"{seconds / base:.2f}"


def _render(paths: list[Path]) -> float:
    markdown = Markdown(extensions=["tables", "fenced_code", "sane_lists"])
    started = time.process_time()
    for path in paths:
        markdown.reset().convert(path.read_text(encoding="utf-8"))
    return time.process_time() - started


def _picture() -> bytes:
    written = io.BytesIO()
    Image.new("1", (1200, 630)).save(written, "PNG")
    return written.getvalue()


COVER = _picture()


def _file(shelf: Shelf, number: int) -> int:
    """File the edition of a day, and return the size of its evidence."""
    date = dt.date(2023, 1, 1) + dt.timedelta(days=number)
    edition = _edition(date, number)
    end = END.replace(year=date.year, month=date.month, day=date.day)
    address = shelf.cover_address(date)
    frame = Frame(end, "AI 日报", ("AI",), ("AI",), address, Status.PUBLISHED)
    article = render_article(edition.checked.draft, frame)
    evidence = to_json(record(edition, article, figures=verify.figures, names=verify.names))
    shelf.put(date, article=article, evidence=evidence, cover=COVER)
    return len(evidence)


def _edition(date: dt.date, number: int) -> Edition:
    full = [_story(number, place) for place in range(FULL)]
    briefs = [_story(number, FULL + place) for place in range(BRIEFS)]
    made = draft(
        [
            written(
                told,
                *_facts(told, number),
                insights=(_line(number, 1), _line(number, 2)),
                impact=(_line(number, 3),),
            )
            for told in full
        ],
        [brief(told, _line(number, 4)) for told in briefs],
        summary=tuple(point(told, told.lead.title) for told in full[:12]),
    )
    items = tuple(found for told in (*full, *briefs) for found in told.items)
    reports = tuple(
        SourceReport(f"来源 {place}", "https://x.example", 9, 3, 0.4, 9_000, "") for place in range(30)
    )
    selection = Selection((), (), ())
    return Edition(date, replace(WINDOW), reports, items, selection, Checked(made, (), FULL * FACTS))


def _story(number: int, place: int):
    title = (
        f"{_NAMES[place % len(_NAMES)]}第{_NAMES[place // len(_NAMES)]}座场馆开放：可容纳 {number + place} 人"
    )
    text = f"{title}。" + "".join(_line(number, line) for line in range(8)) + FILLER
    named = source(f"来源 {place % 9}")
    return story(item(title, of=named, text=text, link=f"https://news.example/{number}/{place}.htm"))


_NAMES = "鹭鹤燕雁鸥鹮鹬鸻鹰鹃松柏榆槐枫梅兰竹菊荷"


def _facts(of, number: int):
    return [fact(of, _line(number, place), _line(number, place), label="进展") for place in range(FACTS)]


def _line(number: int, place: int) -> str:
    share = (number + place) % 100
    return (
        f"Heron {place} 号线的用户增长 {share}%，投入 {number + 10}.5 亿美元，预计在 {2026 + place} 年完工。"
    )
