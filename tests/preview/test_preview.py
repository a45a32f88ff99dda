"""The editor's preview: drafts with their findings, never in a site that is published."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from preview.findings import with_signs
from tests.newsroom import ROOT, files_below

if TYPE_CHECKING:
    from pathlib import Path

HEAD = (
    "---\ntitle: 草稿\ndate: 2026-09-03 07:30\nstatus: draft\ncategory: AI 日报\ntags: [AI]\n"
    "slug: ai-daily\nsummary: 一点\n---\n"
)
BODY = "# 草稿\n\n## 场馆 \n\n### 没有链接的报道\n- 一\n\n| 一 | 二 |\n| --- | --- |\n| 三 | 四 | \n"
CORRECTED = HEAD.replace(
    "status: draft", 'corrections:\n  - 2026-09-05: "票价更正为 30 元：原为 3 元"'
).replace("草稿", "雁湖")


def build(content: Path, output: Path, *options: str, settings: str = "pelicanconf.py") -> str:
    command = [sys.executable, "-m", "pelican", content, "-o", output, "-s", ROOT / settings, *options]
    run = subprocess.run(
        [*map(str, command)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"SITEURL": ""},
    )
    return run.stdout + run.stderr


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview") / "content"
    (folder / "editions").mkdir(parents=True)
    (folder / "images").mkdir()
    (folder / "evidence").mkdir()
    (folder / "pages").mkdir()
    files = {
        "2026-09-03.md": HEAD + BODY,
        "2026-09-04.md": CORRECTED.replace("09-03", "09-04") + "正文\n",
        "2026-09-03.redraft.md": HEAD + "不是文章",
        "broken.md": HEAD.replace("title: 草稿", "title: [草稿"),
        "tab.md": HEAD.replace("category", "\tcategory"),
    }
    for name, text in files.items():
        (folder / "editions" / name).write_text(text, encoding="utf-8")
    (folder / "evidence" / "2026-09-03.generated.md").write_text("生成的\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(content: Path) -> tuple[Path, str]:
    output = content.parent / "output"
    return output, build(content, output, "-e", "AI_DIGEST_AT_BUILD=false", "PREVIEW=true")


def test_a_draft_has_its_findings_beside_the_lines(site: tuple[Path, str]) -> None:
    """Each at its line and in the list above; signs have no words of their own."""
    page = BeautifulSoup((site[0] / "drafts/2026-09-03-ai-daily/index.html").read_text(), "html.parser")
    signs = {sign["id"]: sign["data-finding"] for sign in page.select(".preview-sign")}
    assert "L001" in signs["finding-14"]
    assert all(not sign.text for sign in page.select(".preview-sign"))
    listed = page.select_one("aside.preview").text
    assert "L001" in listed
    assert "W002" in listed
    assert "draft" in listed
    assert "stamp.txt" in page.select_one(".preview + script, aside + script").text


def test_the_list_of_a_preview_names_what_waits(site: tuple[Path, str]) -> None:
    """Drafts and broken articles, with what is wrong, and the stamp that open pages ask for."""
    listing = (site[0] / "preview/index.html").read_text()
    assert "/drafts/2026-09-03-ai-daily/" in listing
    assert "F000 not valid YAML" in listing
    assert (site[0] / "preview/stamp.txt").read_text().strip().isdigit()


def test_broken_front_matter_is_left_out_loudly(site: tuple[Path, str]) -> None:
    """One line each with file, line and what was expected; the other articles are built."""
    said = " ".join(site[1].split())
    assert "broken.md:" in said
    assert "spaces instead of the tab" in said
    assert (site[0] / "2026/09/04/ai-daily/index.html").exists()


def test_what_the_program_keeps_is_not_published(site: tuple[Path, str]) -> None:
    """Neither what a redraft wrote beside an article nor an edition as it was generated is on the site."""
    assert not [name for name in files_below(site[0]) if "redraft" in name or "generated" in name]


def test_a_correction_is_on_the_page_and_makes_it_newer(site: tuple[Path, str]) -> None:
    """更正 with its day and words; the page says that it was changed then."""
    html = (site[0] / "2026/09/04/ai-daily/index.html").read_text()
    page = BeautifulSoup(html, "html.parser")
    assert page.select_one(".corrections h2").text == "更正"
    assert page.select_one(".corrections li").text.startswith("2026-09-05：票价更正为 30 元：原为 3 元")
    assert (
        '"dateModified": "2026-09-05T00:00:00+08:00"' in html
        or '"dateModified":"2026-09-05T00:00:00+08:00"' in html
    )


def test_other_builds_show_nothing_of_it(content: Path, tmp_path: Path) -> None:
    """Without the setting a draft is as its readers will see it."""
    build(content, tmp_path, "-e", "AI_DIGEST_AT_BUILD=false")
    assert "preview" not in (tmp_path / "drafts/2026-09-03-ai-daily/index.html").read_text()
    assert not (tmp_path / "preview").exists()


def test_signs_leave_code_and_tables_alone() -> None:
    """A sign in a row of a table would be one more cell, in code it would be text."""
    assert with_signs("```\na\n```\n| b |", 1, []) == "```\na\n```\n| b |"
