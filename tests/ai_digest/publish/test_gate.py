"""The gate: what keeps a built site from taking the place of the one that is online."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ai_digest.config import read_pelican_settings
from ai_digest.publish.gate import judge, passed
from ai_digest.publish.promises import promises_of
from ai_digest.publish.site import BuiltSite
from tests.newsroom import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ai_digest.publish.record import Record

ADDRESS = "https://example.org/paper"
NOW = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
FIRST, SECOND = "2026/09/01/ai-daily/index.html", "2026/09/02/ai-daily/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample for publishing, and return the folder that holds content/ and output/."""
    folder = tmp_path_factory.mktemp("gate")
    shutil.copytree(ROOT / "content", folder / "content")
    command = [sys.executable, "-m", "pelican", folder / "content", "-o", folder / "output"]
    options = [
        "-s",
        "publishconf.py",
        "--fatal",
        "errors",
        "-e",
        "AI_DIGEST_AT_BUILD=false",
        "SEARCH_INDEX=false",
    ]
    subprocess.run(
        [*map(str, command), *options], cwd=ROOT, env=os.environ | {"SITEURL": ADDRESS}, check=True,
        capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def paper(built: Path, tmp_path: Path) -> Path:
    """Return a copy of it to break."""
    shutil.copytree(built, tmp_path / "paper")
    return tmp_path / "paper"


def judged(
    paper: Path, last: Record | None = None, address: str = ADDRESS, *, deploy: bool = False
) -> list[str]:
    """Return what the gate says."""
    settings = read_pelican_settings(ROOT / "publishconf.py")
    promises = promises_of(settings, paper / "content", NOW)
    site = BuiltSite(paper / "output")
    return [str(finding) for finding in judge(promises, site, last, address=address, deploy=deploy)]


def record_of(paper: Path) -> Record:
    """Return the record of the site as it stands."""
    settings = read_pelican_settings(ROOT / "publishconf.py")
    return passed(promises_of(settings, paper / "content", NOW), BuiltSite(paper / "output"))


def change(path: Path, *pairs: tuple[str, str]) -> None:
    """Replace texts in a file, each of which must be there."""
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def article(paper: Path, day: str = "2026-09-01") -> Path:
    """Return the file of an edition."""
    return paper / "content" / "editions" / "2026" / f"{day}.md"


def test_the_sample_is_fit_to_publish(paper: Path) -> None:
    """Nothing is said of a site as it should be, nor the second time."""
    assert judged(paper, deploy=True) == []
    assert judged(paper, record_of(paper)) == []


def _no_page(paper: Path) -> None:
    (paper / "output" / FIRST).unlink()


def _other_page(paper: Path) -> None:
    shutil.copy(paper / "output" / "404.html", paper / "output" / FIRST)


def _broken_off(paper: Path) -> None:
    page = paper / "output" / "tags" / "index.html"
    page.write_bytes(page.read_bytes()[:2000])


def _empty(paper: Path) -> None:
    (paper / "output" / "index.html").write_text("", encoding="utf-8")


def _traceback(paper: Path) -> None:
    change(paper / "output" / "index.html", ("<main", "<p>Traceback (most recent call last): x</p><main"))


def _template(paper: Path) -> None:
    change(paper / "output" / "index.html", ("<main", "<p>{{ article.title }}</p><main"))


def _error_as_title(paper: Path) -> None:
    title = next(
        line for line in article(paper).read_text(encoding="utf-8").splitlines() if line.startswith("title:")
    )
    change(article(paper), (title, "title: 摘要生成失败"))
    text = (paper / "output" / FIRST).read_text(encoding="utf-8")
    end = text.index("</h1>")
    (paper / "output" / FIRST).write_text(f"{text[:end]}摘要生成失败{text[end:]}", encoding="utf-8")


def _draft(paper: Path) -> None:
    change(article(paper), ("status: published", "status: draft"))


def _left_over_draft(paper: Path) -> None:
    (paper / "output" / "drafts" / "x").mkdir(parents=True)
    shutil.copy(paper / "output" / FIRST, paper / "output" / "drafts" / "x")


def _left_over_article(paper: Path) -> None:
    article(paper).unlink()


def _broken_article(paper: Path) -> None:
    change(article(paper), ("status: published", "status: publihsed"))


def _huge(paper: Path) -> None:
    with (paper / "output" / "images" / "film.mp4").open("wb") as file:
        file.truncate(1_001_000_000)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_no_page, f"{FIRST}: there is no page of editions/2026/2026-09-01.md"),
        (_other_page, f"{FIRST}: it is not the page of editions/2026/2026-09-01.md"),
        (_broken_off, "tags/index.html: it ends in the middle"),
        (_empty, "index.html: it has 0 bytes"),
        (_traceback, "index.html: it shows an error: 'Traceback"),
        (_template, "index.html: it shows an error: '{{ article.title }}'"),
        (_error_as_title, f"{FIRST}: its title is an error text: '生成失败'"),
        (_draft, f"{FIRST}: editions/2026/2026-09-01.md is not published"),
        (_left_over_draft, "drafts/x/index.html: a draft is no part of the site"),
        (_left_over_article, f"{FIRST}: no article stands for it any more"),
        (_broken_article, "2026-09-01.md:"),
        (_huge, ".: the site has 1002."),
    ],
)  # fmt: skip
def test_what_keeps_a_site_from_readers(paper: Path, harm: Callable[[Path], None], said: str) -> None:
    """Each harm is named, with its page and what is wrong."""
    harm(paper)
    assert any(said in line and not line.startswith("note") for line in judged(paper)), judged(paper)


def test_a_page_that_readers_had_is_not_lost(paper: Path) -> None:
    """Where the article is still published, its old address must lead somewhere."""
    last = record_of(paper)
    change(article(paper), ("slug: ai-daily", "slug: moved"))
    (paper / "output" / FIRST).parent.rename(paper / "output" / "2026/09/01/moved")
    [lost] = [line for line in judged(paper, last) if "lost" in line]
    assert "aliases: [/2026/09/01/ai-daily/]" in lost
    (paper / "output" / FIRST).parent.mkdir()
    leading_on = f'<!doctype html><meta http-equiv="refresh" content="0; url=../moved/">{" " * 300}</html>'
    (paper / "output" / FIRST).write_text(leading_on, encoding="utf-8")
    assert not [line for line in judged(paper, last) if not line.startswith("note")]


def test_a_page_is_not_left_behind_its_article(paper: Path) -> None:
    """A page that passed last time and did not change is no good one when its article is gone."""
    last = record_of(paper)
    article(paper).unlink()
    assert any("no article stands for it any more" in line for line in judged(paper, last))


@pytest.mark.parametrize("way", ["deleted", "withdrawn"])
def test_an_editor_may_take_an_article_down(paper: Path, way: str) -> None:
    """Deleting the file, or making a draft of it, is an editor's word; its page may go."""
    last = record_of(paper)
    if way == "deleted":
        article(paper).unlink()
    else:
        change(article(paper), ("status: published", "status: draft"))
    shutil.rmtree((paper / "output" / FIRST).parent)
    assert not [line for line in judged(paper, last) if not line.startswith("note")]


def test_a_site_does_not_shrink_without_a_reason(paper: Path) -> None:
    """Half of the bytes gone and no article: something was not written."""
    album = paper / "output" / "images" / "album.bin"
    album.write_bytes(bytes(5_000_000))
    last = record_of(paper)
    album.unlink()
    assert any("shrank" in line for line in judged(paper, last))


def test_an_article_of_tomorrow_is_not_missed(paper: Path) -> None:
    """It is written when its day has come."""
    change(article(paper), ("date: 2026-09-01", "date: 2027-09-01"))
    shutil.rmtree((paper / "output" / FIRST).parent)
    assert not [line for line in judged(paper) if not line.startswith("note")]


def test_a_broken_link_is_a_note(paper: Path) -> None:
    """It is said once, whoever has it, and keeps nothing from readers."""
    for page in (FIRST, SECOND):
        change(paper / "output" / page, ("</h1>", f'</h1><a href="{ADDRESS}/none/">x</a>'))
    assert judged(paper) == [f"note: {FIRST}: its link '/none/' leads nowhere"]


def test_pages_that_did_not_change_are_not_read_again(paper: Path) -> None:
    """What passed last time has passed."""
    change(paper / "output" / FIRST, ("</h1>", f'</h1><a href="{ADDRESS}/none/">x</a>'))
    assert judged(paper, record_of(paper)) == []


def test_what_goes_online_has_a_public_address(paper: Path) -> None:
    """A site whose links say localhost helps nobody."""
    [said] = [
        line for line in judged(paper, address="http://localhost:8000", deploy=True) if "SITEURL" in line
    ]
    assert "http://localhost:8000" in said


def test_the_command_keeps_what_passed(paper: Path) -> None:
    """Exit code 1 and no record with findings, 0 and a record without; --moved lets pages go."""
    conf = paper / "conf.py"
    conf.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom publishconf import *\nSITEURL = {ADDRESS!r}\n"
        f"AI_DIGEST_CACHE = {str(paper / 'cache')!r}\n",
        encoding="utf-8",
    )

    def gate(*options: str) -> int:
        command = [
            sys.executable,
            "-m",
            "ai_digest.cli",
            "--settings",
            conf,
            "--content",
            paper / "content",
            "gate",
        ]
        done = subprocess.run(
            [*map(str, command), *options, str(paper / "output")], capture_output=True, check=False, text=True
        )
        assert "3 articles" in done.stderr
        return done.returncode

    page = paper / "output" / FIRST
    text = page.read_bytes()
    page.write_bytes(b"")
    assert gate() == 1
    assert not list(paper.glob("cache/published/*"))
    page.write_bytes(text)
    assert gate() == 0
    assert len(list(paper.glob("cache/published/*"))) == 1
    change(article(paper), ("slug: ai-daily", "slug: moved"))
    page.parent.rename(paper / "output" / "2026/09/01/moved")
    assert gate() == 1
    assert gate("--moved") == 0
