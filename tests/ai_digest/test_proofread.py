"""Proof-reading files: what is found, what is put right, and that all else stays to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ai_digest.errors import UsageError
from ai_digest.file.shelf import Shelf
from ai_digest.proofread import articles, check_article, fix_article
from tests.ai_digest.verify.form.manuscript import BODY, HEAD
from tests.newsroom import ROOT, files_below

if TYPE_CHECKING:
    from pathlib import Path

FLAWED = (
    HEAD.replace("---\n", "---\nstauts: draft\n", 1).replace("edition: 2026-09-03\n", "")
    + "##场馆\n\n\n### [Heron 开馆](https://heron.example/1) \n"
    "| 一月 | 86% |\n| 二月 | 64% |\n\n**影响**\n- 一\n"
)
MENDED = (
    HEAD.replace("---\n", "---\nstatus: draft\n", 1).replace("edition: 2026-09-03\n", "")
    + "## 场馆\n\n### [Heron 开馆](https://heron.example/1)\n"
    "|  |  |\n| --- | --- |\n| 一月 | 86% |\n| 二月 | 64% |\n\n**影响：**\n- 一\n"
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return a content folder with the cover that the article names."""
    cover = tmp_path / "images" / "covers" / "2026-09-03.png"
    cover.parent.mkdir(parents=True)
    Image.new("1", (1, 1)).save(cover)
    return Shelf(tmp_path)


def _file(shelf: Shelf, content: bytes | str, name: str = "a.md") -> Path:
    path = shelf.content / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_every_article_is_found_wherever_it_lies(shelf: Shelf) -> None:
    """Old articles are often copied straight into the content folder; pages and evidence are none."""
    for name in ("pages/about.md", "evidence/a.json", "editions/2026/b.md", "old.markdown", "notes.txt"):
        (shelf.content / name).parent.mkdir(parents=True, exist_ok=True)
        _file(shelf, "", name)
    found = [path.relative_to(shelf.content).as_posix() for path in articles(shelf.content)]
    assert found == ["editions/2026/b.md", "old.markdown"]


def test_mistakes_are_put_right_in_one_go(shelf: Shelf) -> None:
    """What was put right and what is left are returned apart, and the file holds the corrections."""
    path = _file(shelf, FLAWED)
    remarks = fix_article(path, shelf)
    assert {remark.found.code for remark in remarks if remark.fixed} == {
        "F003",
        "H001",
        "B001",
        "W001",
        "W002",
    }
    assert [remark.found.code for remark in remarks if not remark.fixed] == []
    assert path.read_text(encoding="utf-8") == MENDED
    assert str(remarks[0]) == f"{path}:2: F003 fixed: unknown key 'stauts'; did you mean 'status'?"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_and_marks_stay(shelf: Shelf, end: str, mark: bytes, *, last: bool) -> None:
    """Line ends of any kind, a byte order mark and a missing last line end are kept."""
    flawed, mended = (text if last else text.rstrip("\n") for text in (FLAWED, MENDED))
    path = _file(shelf, mark + flawed.replace("\n", end).encode())
    fix_article(path, shelf)
    assert path.read_bytes() == mark + mended.replace("\n", end).encode()


def test_a_flawless_file_is_not_written(shelf: Shelf) -> None:
    """Nor is one whose mistakes are a person's matter."""
    path = _file(shelf, HEAD + BODY + "TODO\n")
    before = path.stat()
    assert [remark.found.code for remark in fix_article(path, shelf)] == ["T002"]
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


LINES = st.lists(
    st.sampled_from(
        ["## a", "##b", "", "", "文 ", "文  ", "**影响**", "| a | 1 |", "| b | 2 |", "- 一", "    code",
         "```", "### 影响：", "<!-- check: accept H001 因 -->", "---", "文\r",
         "**影响：** <!-- check: accept H001 因 -->"]
    ),
    max_size=14,
)  # fmt: skip


@given(lines=LINES)
def test_a_second_correction_finds_nothing(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    """Correcting is done in one go, whatever stands beside what; words of the text are never lost."""
    shelf = Shelf(tmp_path_factory.mktemp("content"))
    path = _file(shelf, HEAD + "\n".join(lines))
    fix_article(path, shelf)
    once = path.read_bytes()
    assert not any(remark.fixed for remark in fix_article(path, shelf))
    assert path.read_bytes() == once
    for word in ("文", "- 一", "| a | 1 |", "    code"):
        assert once.decode().count(word) == "\n".join(lines).count(word)


def test_a_file_that_changes_meanwhile_is_left_alone(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor who saves during the check keeps what was saved."""
    path = _file(shelf, FLAWED)
    from ai_digest import proofread

    def lint_while_saving(*given: object, **named: object) -> object:
        path.write_text("---\nnew: words\n---\n", encoding="utf-8")
        return real(*given, **named)

    real = proofread.lint
    monkeypatch.setattr(proofread, "lint", lint_while_saving)
    with pytest.raises(UsageError, match="it was changed meanwhile and is left alone"):
        fix_article(path, shelf)
    assert path.read_text(encoding="utf-8") == "---\nnew: words\n---\n"


@pytest.mark.parametrize("name", ["a.json", "a.png", "a", "a.html"])
def test_a_file_that_can_be_no_article_is_refused(shelf: Shelf, name: str) -> None:
    """One line says what was expected."""
    with pytest.raises(
        UsageError, match=r"no article: its name ends in .*; expected one of \.markdown, \.md"
    ):
        check_article(_file(shelf, b"{}", name), shelf)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"# a\n", 1, "no front matter"),
        (b"---\ntitle: [\n---\n", 2, "not valid YAML"),
        (b"---\ntitle: a\n", 1, "the front matter is not closed"),
        (b"---\ntitle: a\nx: \xff\n---\n", 3, "bytes that are not UTF-8"),
        (b"", 1, "no front matter"),
        (b"---\n\x00\n---\n", 2, "not valid YAML"),
    ],
)
def test_what_cannot_be_read_is_one_finding(shelf: Shelf, content: bytes, line: int, said: str) -> None:
    """A broken file is a finding with its line, and `--fix` leaves it to the byte."""
    path = _file(shelf, content)
    (remark,) = fix_article(path, shelf)
    assert (remark.found.line, remark.found.code) == (line, "F000")
    assert said in remark.found.message
    assert path.read_bytes() == content


def test_conflict_markers_in_the_front_matter_are_named(shelf: Shelf) -> None:
    """YAML only says that it cannot be read; the marker is the reason."""
    path = _file(shelf, "---\n<<<<<<< editor\ntitle: a\n=======\ntitle: b\n>>>>>>> program\n---\n")
    codes = [remark.found.code for remark in check_article(path, shelf)]
    assert codes.count("T001") == 3
    assert "F000" in codes


def test_damaged_evidence_is_said_and_the_form_checked(shelf: Shelf) -> None:
    """The finding stands at the edition's line; the rest of the check goes on."""
    evidence = shelf.content / "evidence" / "2026" / "2026-09-03.json"
    evidence.parent.mkdir(parents=True)
    evidence.write_text("{}", encoding="utf-8")
    path = _file(shelf, HEAD + BODY + "TODO\n")
    found = [(remark.found.line, remark.found.code) for remark in check_article(path, shelf)]
    assert found == [(HEAD.count("\n") - 1, "E001"), ((HEAD + BODY).count("\n") + 1, "T002")]


def test_checking_changes_nothing(shelf: Shelf) -> None:
    """Without `--fix` no file is touched."""
    path = _file(shelf, FLAWED)
    before = files_below(shelf.content)
    assert check_article(path, shelf)
    assert files_below(shelf.content) == before


def test_the_samples_have_no_findings() -> None:
    """The hand-written editions that come with the project are right in every respect."""
    shelf = Shelf(ROOT / "content")
    samples = [*articles(shelf.content)]
    assert len(samples) >= 2
    assert [remark for path in samples for remark in check_article(path, shelf)] == []


def test_a_cover_that_cannot_be_shown_is_a_finding(shelf: Shelf) -> None:
    """A broken picture, a path out of the folder and an unknown template are named where they stand."""
    path = _file(shelf, HEAD.replace("---\n", "---\ncover: postcard\n", 1) + BODY)
    (shelf.content / "images/covers/2026-09-03.png").write_bytes(b"no picture")
    found = {(remark.found.code, remark.found.message.split(";")[0]) for remark in check_article(path, shelf)}
    assert ("P001", "picture '/images/covers/2026-09-03.png' is no picture that can be read") in found
    assert any(code == "F002" and "postcard" in message for code, message in found)
    _file(shelf, HEAD.replace("/images/covers/2026-09-03.png", "/../x.png") + BODY)
    assert any("leads out of content/" in str(remark) for remark in check_article(path, shelf))
