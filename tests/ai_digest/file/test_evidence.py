"""The evidence file: what is read back, and what is refused."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from ai_digest.errors import UsageError
from ai_digest.file.evidence import Evidence, read_evidence, to_json
from ai_digest.file.shelf import Shelf
from ai_digest.model import Drafter

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 9, 3, 7, 30, tzinfo=dt.UTC)
EMPTY = Evidence(
    edition=NOW.date(), window_start=NOW, window_end=NOW, drafter=Drafter.EXTRACT, article_sha256="0" * 64,
    held=(), facts_checked=0, sources=(), items=(), stories=(), left_out=(), drops=(), failures=(), calls=(),
)  # fmt: skip


def write(path: Path, **changes: object) -> Path:
    path.write_text(json.dumps(json.loads(to_json(EMPTY)) | changes), encoding="utf-8")
    return path


def test_evidence_reads_back_as_it_was(tmp_path: Path) -> None:
    """What is written is what is read, with its version."""
    path = tmp_path / "e.json"
    path.write_bytes(to_json(EMPTY))
    assert read_evidence(path) == EMPTY
    assert json.loads(path.read_bytes())["version"] == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"version": 2}, "version"), ({"surprise": 1}, "surprise"), ({"edition": "soon"}, "edition")],
)
def test_foreign_evidence_is_refused(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    """A file of another version or form is refused, and the line names what is wrong."""
    with pytest.raises(UsageError, match=said):
        read_evidence(write(tmp_path / "e.json", **changes))


def test_quotes_stay_short(tmp_path: Path) -> None:
    """A quote over 120 characters is not evidence: the file would hold more of a text than it may."""
    story = {
        "id": "s", "headline": "h", "link": "https://a.example", "items": [], "importance": "main",
        "region": "domestic", "reason": "", "tags": [], "score": None, "drafter": "claude", "brief": False,
        "facts": [{"label": "l", "text": "t", "item_id": "i", "quote": "长" * 121}],
    }  # fmt: skip
    with pytest.raises(UsageError, match="quote"):
        read_evidence(write(tmp_path / "e.json", stories=[story]))


def test_missing_and_broken_files_say_so(tmp_path: Path) -> None:
    """A file that is not there or not JSON is one line with its path."""
    with pytest.raises(UsageError, match="cannot be read"):
        read_evidence(tmp_path / "none.json")
    (tmp_path / "e.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match=r"e\.json: not evidence"):
        read_evidence(tmp_path / "e.json")


def test_shelf_never_overwrites_an_article(tmp_path: Path) -> None:
    """Filing where an article stands fails and leaves it as it is."""
    shelf, date = Shelf(tmp_path), NOW.date()
    shelf.put(date, article="一", evidence=b"{}", cover=b"png")
    with pytest.raises(FileExistsError):
        shelf.put(date, article="二", evidence=b"{}", cover=b"png")
    assert shelf.article(date).read_text(encoding="utf-8") == "一"
    assert not list(tmp_path.rglob("*.tmp"))


def test_shelf_finds_a_moved_article(tmp_path: Path) -> None:
    """The edition in the front matter counts, whatever the file is called; broken files are passed over."""
    shelf, date = Shelf(tmp_path), NOW.date()
    folder = tmp_path / "editions" / "misc"
    folder.mkdir(parents=True)
    (folder / "broken.md").write_text("---\nedition: [\n", encoding="utf-8")
    assert shelf.find(date) is None
    moved = folder / "early.md"
    moved.write_text('---\ntitle: 甲\nedition: "2026-09-03"\n---\n', encoding="utf-8")
    assert shelf.find(date) == moved


def test_cover_address_is_a_path_of_the_site(tmp_path: Path) -> None:
    """The front matter names the cover as a path below content/."""
    assert Shelf(tmp_path).cover_address(NOW.date()) == "/images/covers/2026-09-03.png"
