"""`make publish`: the last good site stays until a whole and sound one takes its place."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.newsroom import ROOT, files_below

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = "-e AI_DIGEST_AT_BUILD=false SEARCH_INDEX=false"
STUB = "---\ntitle: 摘要生成失败\ndate: 2026-09-05\nslug: x\n---\nx\n"
DRAFT = "---\ntitle: 还没好\ndate: 2026-09-01\nslug: later\nstatus: draft\n---\n# 还没好\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A content folder and a site that is good."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("the last good page", encoding="utf-8")
    return tmp_path


def publish(paper: Path, arguments: str = PLAIN) -> subprocess.CompletedProcess[str]:
    """Run the target on the folder."""
    given = [f"CONTENT={paper / 'content'}", f"OUTPUT={paper / 'site'}", f"ARGS={arguments}"]
    environment = os.environ | {"SITEURL": "https://example.org"}
    return subprocess.run(
        ["make", "publish", *given], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("article", "arguments", "said"),
    [
        ("---\ntitle: [\n---\n", PLAIN, "broken.md"),
        ("---\ntitle: 没有日期\n---\nx\n", PLAIN, "broken.md"),
        ("", f'{PLAIN} PLUGINS=["nope"]', "nope"),
        (
            "---\ntitle: 摘要生成失败\ndate: 2026-09-05\nslug: x\n---\nx\n",
            PLAIN,
            "its title is an error text",
        ),
    ],
    ids=["broken article", "no date", "missing plugin", "gate"],
)
def test_what_fails_replaces_nothing(paper: Path, article: str, arguments: str, said: str) -> None:
    """An article that would be left out, a plugin that does not load, a finding of the gate."""
    if article:
        (paper / "content" / "broken.md").write_text(article, encoding="utf-8")
    there = files_below(paper / "site")
    run = publish(paper, arguments)
    assert run.returncode != 0
    assert said in run.stdout + run.stderr
    assert files_below(paper / "site") == there


def test_a_sound_site_takes_the_others_place(paper: Path) -> None:
    """Whole, without drafts, also those that a preview had left in the folder; nothing is left beside it."""
    (paper / "content" / "later.md").write_text(DRAFT, encoding="utf-8")
    (paper / "site" / "drafts" / "later").mkdir(parents=True)
    (paper / "site" / "drafts" / "later" / "index.html").write_text("a draft", encoding="utf-8")
    run = publish(paper)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "fit to publish" in run.stderr
    assert "the last good page" not in (paper / "site" / "index.html").read_text(encoding="utf-8")
    assert not (paper / "site" / "drafts").exists()
    assert not [
        path for path in (paper / "site").rglob("*.html") if "还没好" in path.read_text(encoding="utf-8")
    ]
    assert sorted(path.name for path in paper.iterdir()) == ["content", "site"]
