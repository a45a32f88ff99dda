"""The plugin inside a real Pelican: what makes it file an edition, and what does not."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.newsroom import ROOT, files_below

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.datetime.now(ZoneInfo("Asia/Shanghai"))
ENTRY = """<item><title>大模型公司{n}发布第 {n} 代模型</title><link>https://news.example/{n}</link>
<pubDate>{date}</pubDate>
<description>大模型公司{n}今天发布第 {n} 代模型，参数量为 {n}00 亿，价格下降 {n}0%。</description></item>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of its own: the project's settings, one article, and a feed file that a server can serve."""
    pages = tmp_path / "content" / "pages"
    pages.mkdir(parents=True)
    shutil.copy(ROOT / "content" / "pages" / "about.md", pages)
    edition_end = TODAY.replace(hour=7, minute=30, second=0, microsecond=0)
    if edition_end > TODAY:
        edition_end -= dt.timedelta(days=1)
    at = f"{edition_end - dt.timedelta(hours=2):%a, %d %b %Y %H:%M:%S} +0800"
    items = "".join(ENTRY.format(n=number, date=at) for number in range(1, 8))
    (tmp_path / "feed.xml").write_text(
        f"<rss version='2.0'><channel>{items}</channel></rss>", encoding="utf-8"
    )
    return tmp_path


def settings_file(site: Path, feed: str) -> Path:
    """Write settings that are the project's own, with sources of the test."""
    (site / "sources.toml").write_text(
        f'[[source]]\nname = "甲"\nurl = "{feed}"\nlanguage = "zh"\nregion = "domestic"\nprivate = true\n',
        encoding="utf-8",
    )
    path = site / "conf.py"
    path.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n"
        f"AI_DIGEST_SOURCES = {str(site / 'sources.toml')!r}\nAI_DIGEST_CACHE = {str(site / 'cache')!r}\n",
        encoding="utf-8",
    )
    return path


def pelican(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Pelican on the site's folder."""
    command = [sys.executable, "-m", "pelican", str(site / "content"), "-o", str(site / "output")]
    environment = os.environ | {"COLUMNS": "400"}
    return subprocess.run(
        [*command, "-s", str(site / "conf.py"), "--log-handler", "plain", *arguments],
        cwd=site, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def filed(site: Path) -> list[Path]:
    return sorted((site / "content").rglob("editions/**/*.md"))


@pytest.fixture
def served(site: Path) -> str:
    """Serve the feed as a file of the site's folder."""
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(site)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    found = re.search(r"port (\d+)", server.stdout.readline())
    assert found
    yield f"http://127.0.0.1:{found[1]}/feed.xml"
    server.terminate()
    server.wait()
    server.stdout.close()


def test_build_files_the_due_edition_and_publishes_it(site: Path, served: str) -> None:
    """A build first files the day's edition, and the same build shows it."""
    settings_file(site, served)
    done = pelican(site, "--fatal", "errors")
    assert done.returncode == 0, done.stderr
    [article] = filed(site)
    assert any(
        "大模型公司" in page.read_text(encoding="utf-8") for page in (site / "output").rglob("index.html")
    )
    before = article.read_bytes()
    again = pelican(site, "--fatal", "errors")
    assert again.returncode == 0, again.stderr
    assert [path.read_bytes() for path in filed(site)] == [before]


def test_dead_sources_do_not_stop_the_build(site: Path) -> None:
    """Without an answer the site is built from what is there, and the reason is one line."""
    settings_file(site, "http://127.0.0.1:9/feed")
    before = files_below(site / "content")
    done = pelican(site, "--fatal", "errors")
    assert done.returncode == 0, done.stderr
    said = [line for line in (done.stdout + done.stderr).splitlines() if "AI digest" in line]
    assert len(said) == 1
    assert "0 of 1 sources answered" in said[0]
    assert (site / "output" / "index.html").exists()
    assert files_below(site / "content") == before


def test_wrong_settings_do_not_stop_the_build(site: Path) -> None:
    """A misspelt setting of the digest is one warning; the site is built."""
    with settings_file(site, "http://127.0.0.1:9/feed").open("a", encoding="utf-8") as file:
        file.write("AI_DIGEST_BREIFS = 3\n")
    done = pelican(site)
    assert done.returncode == 0
    assert "did you mean 'briefs'?" in done.stdout + done.stderr
    assert (site / "output" / "index.html").exists()


def test_printing_settings_files_nothing(site: Path, served: str) -> None:
    """`pelican --print-settings` is no build."""
    settings_file(site, served)
    assert pelican(site, "--print-settings").returncode == 0
    assert filed(site) == []


def test_switched_off_files_nothing(site: Path, served: str) -> None:
    """AI_DIGEST_AT_BUILD = False, as `make html` sets it, builds content/ as it stands."""
    settings_file(site, served)
    assert pelican(site, "-e", "AI_DIGEST_AT_BUILD=false").returncode == 0
    assert filed(site) == []


def test_rebuild_on_a_save_files_nothing(site: Path, served: str) -> None:
    """Under autoreload only the first build files an edition; a later save does not bring it back."""
    settings_file(site, served)
    command = [sys.executable, "-m", "pelican", str(site / "content"), "-o", str(site / "output"), "-r"]
    with (site / "log").open("w") as log:
        watcher = subprocess.Popen([*command, "-s", str(site / "conf.py")], cwd=site, stdout=log, stderr=log)
        try:
            index = site / "output" / "index.html"
            wait_for(lambda: filed(site) and index.exists() and "Done:" in (site / "log").read_text())
            filed(site)[0].unlink()
            (site / "content" / "pages" / "more.md").write_text(
                "---\ntitle: 新页\n---\n正文\n", encoding="utf-8"
            )
            wait_for(
                lambda: any("新页" in page.read_text() for page in (site / "output").rglob("index.html"))
            )
        finally:
            watcher.terminate()
            watcher.wait()
    assert filed(site) == []


def test_serving_files_nothing(site: Path, served: str) -> None:
    """`pelican -l` only serves what is built."""
    settings_file(site, served)
    (site / "output").mkdir()
    command = [sys.executable, "-m", "pelican", str(site / "content"), "-o", str(site / "output"), "-l"]
    with (site / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "-s", str(site / "conf.py"), "-p", "0"], cwd=site, stdout=log, stderr=log
        )
        try:
            wait_for(lambda: "Serving site" in (site / "log").read_text())
        finally:
            server.terminate()
            server.wait()
    assert filed(site) == []


def wait_for(condition: object, seconds: float = 60.0) -> None:
    """Wait until something holds; fail if it never does."""
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.1)
