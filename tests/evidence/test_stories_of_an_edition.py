"""An edition with evidence on its page: who reports a story, how it ranks, what is said of its making."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from ai_digest.links import story_id
from ai_digest.model import Checked, Edition, Importance, Selection
from tests.builders import EDITION, WINDOW, brief, draft, fact, item, planned, point, source, story, written
from tests.evidence.conftest import build, write

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup

    from tests.evidence.conftest import Site

PAGE_BUDGET = 60_000  # bytes of HTML
FOLDER = "https://paper.example/2026/09"
TEXT = (
    "澄湖实验室说，新的系统已经在三个城市试用，工程师会在冬天之前公布全部测试记录和使用说明，欢迎读者核对。"
)


@pytest.fixture(scope="module")
def page(site: Site) -> BeautifulSoup:
    """Return the page of the edition of three stories."""
    return site.page


def data_of(page: BeautifulSoup) -> dict[str, object]:
    """Return the structured data of the edition."""
    return dict(json.loads(page.select_one('script[type="application/ld+json"]').string))


def test_a_story_names_all_who_report_it(page: BeautifulSoup) -> None:
    """The one it links to as text, the others as links; how many they are; rank and region in words."""
    lines = page.select(".story__meta")
    assert " ".join(lines[0].get_text(" ").split()) == "要闻 国内 鹭报 苇报 2 家报道 链接"
    assert [(chip.name, chip.get("href")) for chip in lines[0].select(".chip")] == [
        ("span", None),
        ("a", "https://reed.example/x_(y)"),
    ]
    assert "家报道" not in lines[1].get_text()


def test_the_place_of_a_story_comes_from_its_link(page: BeautifulSoup) -> None:
    """Its id, its own link and the part of the structured data are one."""
    place = story_id("https://heron.example/a?b=1&c=2")
    assert page.select_one(".story")["id"] == place
    assert page.select_one(".story .share")["href"] == f"#{place}"


def test_the_card_counts_stories_minutes_and_publishers(page: BeautifulSoup) -> None:
    """21 stories by two papers are not 21 sources."""
    assert page.select_one(".summary__counts").get_text(strip=True) == "3 条 · 1 分钟 · 来源 3 家"


def test_the_making_is_disclosed_in_words_and_data(page: BeautifulSoup) -> None:
    """What a model wrote, what was checked and what was dropped; a machine reads the same."""
    words = page.select_one(".disclosure").get_text()
    assert words.startswith("AI 辅助撰写，经核验：7 条事实逐条对照原文，4 句未通过核对而删去。")
    data = data_of(page)
    assert str(data["digitalSourceType"]).endswith("/TrainedAlgorithmicMediaDigitalSource")
    assert data["creditText"] in words
    assert data["citation"] == [
        "https://heron.example/a?b=1&c=2",
        "https://reed.example/2",
        "https://marsh.example/3",
        "https://reed.example/x_(y)",
    ]


def test_an_edited_edition_says_that_people_took_part(tmp_path: Path) -> None:
    """The kind of work changes with the first edit."""
    article = write(tmp_path / "content", one_day(1))
    article.write_text(article.read_text(encoding="utf-8") + "\n编辑补充一句。\n", encoding="utf-8")
    kind = data_of(build(tmp_path / "content").page)["digitalSourceType"]
    assert str(kind).endswith("/CompositeWithTrainedAlgorithmicMediaDigitalSource")


def one_day(stories: int) -> Edition:
    """Return an edition of so many stories as Claude tells them, three fifths as many in one line."""
    papers = [source(name, language=code) for name, code in (("鹭洲日报", "zh"), ("The Heron Wire", "en"))]
    told = []
    for number in range(stories):
        heads = [
            item(f"鹭洲第 {number} 号", of=paper, text=TEXT, link=f"{FOLDER}/story-{number}-{n}")
            for n, paper in enumerate(papers[: 1 + number % 2])
        ]  # fmt: skip
        one = story(*heads)
        facts = [fact(one, f"{TEXT[:28]}第 {part} 批", TEXT[part : part + 30]) for part in range(4)]
        rank = planned(one, Importance.LEAD if number < 2 else Importance.MAIN)
        told.append(
            written(one, *facts, planned=rank, insights=(TEXT, TEXT[:40]), impact=(TEXT[:30], TEXT[:24]),
                    headline=f"鹭洲第 {number} 号：{TEXT[:18]}")
        )  # fmt: skip
    briefs = [
        brief(story(item(f"短讯 {n}", of=papers[0], link=f"{FOLDER}/brief-{n}")), TEXT[:20])
        for n in range(stories * 3 // 5)
    ]  # fmt: skip
    points = tuple(point(one.planned.story, one.headline) for one in told[:12])
    checked = Checked(draft(told, briefs, summary=points), (), facts_checked=4 * stories)
    return Edition(EDITION, WINDOW, (), (), Selection((), (), ()), checked)


def test_a_full_day_stays_within_its_budget(tmp_path: Path) -> None:
    """Twenty stories in full and twelve in brief: at most 60 KB of HTML, a fifth of that on the wire."""
    write(tmp_path / "content", one_day(20))
    site = build(tmp_path / "content", 'SITEURL="https://example.org/paper"')
    page = site.html.encode()
    assert len(site.page.select(".story")) == 20
    assert len(page) <= PAGE_BUDGET
    assert len(gzip.compress(page)) <= PAGE_BUDGET // 5


def test_foreign_papers_are_marked_so(tmp_path: Path) -> None:
    """A chip says the language where it is not the page's."""
    write(tmp_path / "content", one_day(2))
    chips = build(tmp_path / "content").page.select(".story .chip")
    assert [chip.get_text() for chip in chips] == ["鹭洲日报", "鹭洲日报", "The Heron Wire 英文"]
