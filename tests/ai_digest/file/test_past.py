"""What the last editions told, read back from their files."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ai_digest.file.past import earlier_stories
from ai_digest.file.shelf import Shelf
from ai_digest.model import Drafter
from demo.server import serving, write_sources
from tests.newsroom import DAY, run, settings_in

if TYPE_CHECKING:
    from pathlib import Path

TODAY = DAY + dt.timedelta(days=1)
BY_HAND = """---
title: 手写的一期
date: 2026-09-02 07:30
category: AI 日报
edition: 2026-09-02
---
## 一节

### [苍鹭买下\\*一座湖](https://a.example/lake_(north))
- **事实**：湖。 ![图](https://a.example/picture.png)

## 更多动态
- [芦苇上市](https://a.example/reed)：一句话
"""


def test_an_edition_s_stories_are_remembered(tmp_path: Path) -> None:
    """Each story with its items' links and titles, what was written about it, and the page to link to."""
    with serving() as base:
        write_sources(base, tmp_path / "sources.toml")
        settings = settings_in(tmp_path, tmp_path / "sources.toml")
        edition = run(settings, drafter=Drafter.EXTRACT).edition
    assert edition is not None
    shelf = Shelf(settings.content)
    past = {story.id: story for story in earlier_stories(shelf, TODAY, 7)}
    for written in edition.checked.draft.written:
        remembered = past[written.planned.story.id]
        items = written.planned.story.items
        assert set(remembered.links) == {item.link for item in items}
        assert set(remembered.titles) == {item.title for item in items}
        assert remembered.thread == remembered.id
        assert remembered.article == "editions/2026/2026-09-03.md"
    full = edition.checked.draft.stories[0]
    assert full.facts[0].quote in past[full.planned.story.id].texts


def test_only_the_days_before_count(tmp_path: Path) -> None:
    """The edition itself, later ones, and what is older than the memory, are not the past."""
    path = tmp_path / "editions" / "2026" / "2026-09-02.md"
    path.parent.mkdir(parents=True)
    path.write_text(BY_HAND, encoding="utf-8")
    day = dt.date(2026, 9, 2)
    shelf = Shelf(tmp_path)
    assert earlier_stories(shelf, day, 7) == ()
    assert earlier_stories(shelf, day - dt.timedelta(1), 7) == ()
    assert earlier_stories(shelf, day + dt.timedelta(8), 7) == ()
    assert len(earlier_stories(shelf, day + dt.timedelta(7), 7)) == 2


def test_a_hand_written_article_counts_by_its_links(tmp_path: Path) -> None:
    """Every link is a story with its text as headline; pictures are none; a draft has no page to link to."""
    path = tmp_path / "editions" / "any name.md"
    path.parent.mkdir(parents=True)
    path.write_text(BY_HAND, encoding="utf-8")
    first, second = earlier_stories(Shelf(tmp_path), dt.date(2026, 9, 3), 7)
    assert (first.headline, first.links) == ("苍鹭买下*一座湖", ("https://a.example/lake_(north)",))
    assert (second.headline, second.article) == ("芦苇上市", "editions/any name.md")
    path.write_text(BY_HAND.replace("category:", "status: draft\ncategory:"), encoding="utf-8")
    assert {story.article for story in earlier_stories(Shelf(tmp_path), dt.date(2026, 9, 3), 7)} == {""}


def test_damaged_files_are_passed_over(tmp_path: Path) -> None:
    """A broken article or evidence costs its own memory only."""
    for name, text in (
        ("editions/2026-09-01.md", "no front matter"),
        ("editions/2026-09-02.md", BY_HAND),
        ("evidence/2026-09-01.json", "{"),
        ("evidence/2026-13-40.json", "{}"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert len(earlier_stories(Shelf(tmp_path), dt.date(2026, 9, 3), 7)) == 2
