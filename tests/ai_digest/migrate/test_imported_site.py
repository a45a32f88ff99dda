"""Fifty old articles, imported and built as they are published: every page at its address, no warning."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.ai_digest.migrate.old_blog import write_old_blog
from tests.newsroom import ROOT

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 50


def _run(*command: object, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """Import the blog with its old addresses, and build the site of it; any warning would stop the build."""
    folder = tmp_path_factory.mktemp("imported")
    write_old_blog(folder / "old", COUNT)
    options = ["--settings", ROOT / "pelicanconf.py", "--content", "content"]
    done = _run(
        "ai_digest.cli", *options, "import", "old", "--old-url", "/posts/{stem}.html", "--json", folder=folder
    )
    assert done.returncode == 1, done.stderr  # tables without a rule line are findings
    publish = ["-s", ROOT / "publishconf.py", "--fatal", "warnings", "--log-handler", "plain"]
    built = _run(
        "pelican", "content", "-o", "site", *publish, "-e", "AI_DIGEST_AT_BUILD=false", "SEARCH_INDEX=false",
        folder=folder,
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "site", json.loads(done.stdout)


def test_every_article_has_its_page_with_its_words(site: tuple[Path, dict[str, object]]) -> None:
    """Each of the fifty is a page where the report says: one title, its table, no card of its own."""
    output, report = site
    assert len(report["files"]) == COUNT
    for entry in report["files"]:
        page = BeautifulSoup((output / entry["address"] / "index.html").read_bytes(), "html.parser")
        text = page.select_one("main").get_text()
        number = entry["file"].rpartition("-")[2].removesuffix(".md")
        assert len(page.select("h1")) == 1
        assert f"澄湖实验室公布第 {number} 份测试记录" in text
        assert "山岚 64%" in page.select_one("main table").get_text()
        assert "别错过下一期" not in page.get_text()


def test_every_old_address_leads_to_its_page(site: tuple[Path, dict[str, object]]) -> None:
    """The addresses of the pattern and those that the front matter knew refresh to the article's page."""
    output, report = site
    leading = 0
    for entry in report["files"]:
        aliases = (
            next(c for c in entry["changes"] if c.startswith("aliases: "))
            .removeprefix("aliases: ")
            .split(", ")
        )
        for alias in aliases:
            file = output / alias.lstrip("/")
            page = BeautifulSoup(
                (file / "index.html" if alias.endswith("/") else file).read_bytes(), "html.parser"
            )
            assert page.select_one("link[rel=canonical]")["href"].endswith("/" + entry["address"])
            leading += 1
    assert leading > COUNT


def test_the_report_counts_what_the_check_finds(site: tuple[Path, dict[str, object]]) -> None:
    """Tables without a rule, and keys of other systems, are in the report by file and by code."""
    _, report = site
    assert report["findings"]["B001"] == COUNT
    assert set(report["findings"]) == {"B001", "F003"}
    unknown = [f for entry in report["files"] for f in entry["findings"] if f["code"] == "F003"]
    assert {f["message"].partition(";")[0] for f in unknown} == {
        "unknown key 'permalink'",
        "unknown key 'layout'",
    }


def test_days_are_those_of_the_sites_zone(site: tuple[Path, dict[str, object]]) -> None:
    """An article of 23:30 in Greenwich has the address of the next day in Shanghai."""
    _, report = site
    third = next(entry for entry in report["files"] if entry["file"].endswith("issue-3.md"))
    assert third["address"].startswith("2025/11/05/")
