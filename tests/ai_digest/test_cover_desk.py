"""Covers of articles that are filed already: drawn where needed, and nothing else touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from ai_digest import cover_desk
from ai_digest.errors import UsageError
from ai_digest.file.covers.stamp import words_of
from tests.newsroom import settings_in

if TYPE_CHECKING:
    from pathlib import Path

    from ai_digest.config import Settings

ARTICLE = (
    "---\ntitle: {title}\ndate: 2026-09-0{day}\n{more}---\n\n## 模型\n\n### [甲](https://a.example/)\n- 一\n"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give a content folder of its own."""
    (tmp_path / "content" / "images").mkdir(parents=True)
    return settings_in(tmp_path, tmp_path / "sources.toml")


def write(settings: Settings, name: str = "a.md", *, title: str = "甲", day: int = 3, more: str = "") -> Path:
    path = settings.content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ARTICLE.format(title=title, day=day, more=more), encoding="utf-8")
    return path


def drawn(settings: Settings, *paths: Path) -> list[Path]:
    return [planned.target for planned in cover_desk.draw_covers(paths, settings).drawn]


def test_an_article_without_a_cover_gets_one_and_one_line(settings: Settings) -> None:
    """The picture is called after the article; the front matter gains a line, all else stays to the byte."""
    path = write(settings)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    assert drawn(settings, path) == [settings.content / "images/covers/a.png"]
    line = b'coverImage: "/images/covers/a.png"\r\n'
    assert line in path.read_bytes()
    assert path.read_bytes().replace(line, b"") == before


def test_nothing_is_drawn_twice(settings: Settings) -> None:
    """A second run leaves picture and article untouched, their times included."""
    path = write(settings)
    (target,) = drawn(settings, path)
    times = [file.stat().st_mtime_ns for file in (path, target)]
    assert drawn(settings, path) == []
    assert [file.stat().st_mtime_ns for file in (path, target)] == times


def test_a_changed_title_is_drawn_anew(settings: Settings) -> None:
    """The cover follows the words of the article, at the same path and with the same issue number."""
    path = write(settings, "editions/2026/2026-09-03.md", more="edition: 2026-09-03\n")
    (target,) = drawn(settings, path)
    write(settings, "editions/2026/2026-09-01.md", day=1)
    path.write_text(path.read_text(encoding="utf-8").replace("甲\ndate", "乙\ndate"), encoding="utf-8")
    assert drawn(settings, path) == [target]
    assert (words_of(target).title, words_of(target).issue) == ("乙", 1)


def test_editions_are_counted(settings: Settings) -> None:
    """The third day of editions is issue 3; an article that is no edition has no number."""
    days = [
        write(settings, f"editions/2026-09-0{day}.md", day=day, more=f"edition: 2026-09-0{day}\n")
        for day in (1, 2, 4)
    ]
    issues = [words_of(target).issue for target in drawn(settings, *days, write(settings))]
    assert issues == [1, 2, 3, 0]


def test_an_editors_own_picture_is_never_touched(settings: Settings) -> None:
    """A picture without our words, and one elsewhere, stay as they are."""
    own = settings.content / "images" / "own.png"
    Image.new("RGB", (300, 200)).save(own)
    before = own.read_bytes()
    articles = [
        write(settings, "a.md", more="coverImage: /images/own.png\n"),
        write(settings, "b.md", more="coverImage: https://a.example/x.png\n"),
    ]
    assert drawn(settings, *articles) == []
    assert own.read_bytes() == before


@pytest.mark.parametrize("address", ["/../x.png", "/images/none.jpg", "/images/broken.png"])
def test_a_mistake_is_told_and_does_not_stop_the_others(settings: Settings, address: str) -> None:
    """A path that leads out, a missing photo and a broken one are for a person; the rest is drawn."""
    (settings.content / "images/broken.png").write_bytes(b"x")
    wrong, right = write(settings, "a.md", more=f"coverImage: {address}\n"), write(settings, "b.md")
    done = cover_desk.draw_covers([wrong, right], settings)
    assert [planned.article for planned in done.drawn] == [right]
    assert done.wrong[0].startswith(f"{wrong}: picture {address!r} ")


def test_articles_of_the_same_name_get_covers_of_their_own(settings: Settings) -> None:
    """Two articles called a.md in different folders do not share a picture."""
    targets = drawn(settings, write(settings, "x/a.md"), write(settings, "y/a.md"))
    assert [target.name for target in targets] == ["a.png", "a-2.png"]


def test_all_articles_are_found(settings: Settings) -> None:
    """Editions and old articles anywhere, but no pages."""
    names = ("old.md", "editions/2026/2026-09-03.md", "deep/er/a.md")
    paths = sorted(write(settings, name) for name in names)
    write(settings, "pages/about.md")
    assert cover_desk.articles(settings) == paths


def test_many_covers_are_drawn_by_all_cores(settings: Settings) -> None:
    """A dozen covers come out as those drawn one by one."""
    plans = [cover_desk.plan(write(settings, f"{n}.md", title=f"第 {n} 条"), settings) for n in range(12)]
    assert list(cover_desk.draw_all(plans, None)) == [cover_desk.draw(planned, None) for planned in plans]


def test_an_empty_cover_image_is_told(settings: Settings) -> None:
    """A second line `coverImage` would make the article unreadable; the empty one is for a person."""
    path = write(settings, more='coverImage: ""\n')
    before = path.read_bytes()
    assert cover_desk.draw_covers([path], settings).wrong == (
        f"{path}:4: coverImage is empty; name a picture, or delete the line",
    )
    assert path.read_bytes() == before


def test_a_date_that_is_none_is_told(settings: Settings) -> None:
    """The day stands large on a cover; without one there is nothing to draw."""
    path = write(settings)
    path.write_text("---\ntitle: 甲\ndate: soon\n---\n", encoding="utf-8")
    with pytest.raises(UsageError, match="date 'soon' is no date"):
        cover_desk.plan(path, settings)
