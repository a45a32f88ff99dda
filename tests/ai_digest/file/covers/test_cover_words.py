"""What a cover says: read from the article, its figure supported by the evidence."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest import verify
from ai_digest.errors import UsageError
from ai_digest.file.article import Frame, render_article
from ai_digest.file.covers.content import House, cover_of
from ai_digest.file.covers.cover import Figure, Template
from ai_digest.file.covers.figures import biggest, printed_in
from ai_digest.file.evidence import record
from ai_digest.file.reading import parse_article
from ai_digest.model import Checked, Drafter, Edition, Importance, Selection, Status
from tests import builders

DAY = dt.date(2026, 9, 3)
HOUSE = House("AI 日报", "AI 日报")
LAKE = builders.story(builders.item("澄湖融资", text="澄湖实验室融资 12 亿美元，员工 300 人，成本下降 40%。"))
RIVER = builders.story(builders.item("远川扩产", text="远川的产能提高到每天 150 万片。"))
FACTS = (
    builders.fact(LAKE, "澄湖融资 12 亿美元，潮信领投", "澄湖实验室融资 12 亿美元"),
    builders.fact(LAKE, "成本下降 40%", "成本下降 40%"),
)


def filed(title: str, *, front: str = "", body: str = "", **changes):
    """Return an article about both stories as it is filed, and its evidence."""
    draft = builders.draft(
        [
            builders.written(RIVER, builders.fact(RIVER, "每天 150 万片", "每天 150 万片")),
            builders.written(LAKE, *FACTS, planned=builders.planned(LAKE, Importance.LEAD)),
        ],
        title=title,
        **changes,
    )
    frame = Frame(builders.END, "AI 日报", (), (), "/images/covers/2026-09-03.png", Status.PUBLISHED)
    text = render_article(draft, frame)
    edition = Edition(DAY, builders.WINDOW, (), (), Selection((), ()), Checked(draft, (), 3))
    evidence = record(edition, text, figures=verify.figures, names=verify.names)
    edited = text.replace("\nstatus:", f"\n{front}\nstatus:") if front else text
    return parse_article(edited.replace("12 亿美元，潮信", body or "12 亿美元，潮信"), Path("a.md")), evidence


def cover(title: str, **changes):
    article, evidence = filed(title, **changes)
    return cover_of(article, DAY, HOUSE, issue=3, evidence=evidence, figures=verify.figures)


def test_a_cover_says_what_the_article_says():
    """Title, headlines with the lead first, topics and the issue; the site's own category needs no word."""
    words = cover("一个[新]的_时代_")
    assert words.title == "一个[新]的_时代_"
    assert words.stories == ("澄湖融资", "远川扩产")
    assert (words.topics, words.issue, words.category, words.label) == (("产品",), 3, "", "")
    assert words.template is Template.HEADLINE


def test_an_edition_of_extracts_is_labelled():
    """The note at the top of the article becomes the tag of the cover."""
    assert cover("标题", drafter=Drafter.EXTRACT).label == "自动摘录"


def test_a_supported_figure_in_the_title_makes_the_cover():
    """The title's figure is large if a fact has it and its quote too."""
    words = cover("澄湖融资 12 亿美元")
    assert words.template is Template.NUMBERS
    assert words.figure == Figure("12 亿美元", "澄湖融资 12 亿美元，潮信领投")


@pytest.mark.parametrize("title", ["澄湖融资 13 亿美元", "澄湖有 300 人", "成本下降四成"])
def test_an_unsupported_figure_does_not(title):
    """A figure that no checked fact has stays a word of the title."""
    assert cover(title).template is Template.HEADLINE


def test_the_editor_asks_for_the_biggest_figure():
    """`cover: numbers` takes the biggest of the supported figures: money before amounts, then shares."""
    words = cover("平静的一天", front="cover: numbers")
    assert words.figure == Figure("12 亿美元", "澄湖融资 12 亿美元，潮信领投")


def test_a_fact_that_an_editor_changed_is_no_longer_supported():
    """The evidence supports the fact as it was written, not as it stands now."""
    words = cover("平静的一天", front="cover: numbers", body="13 亿美元，潮信")
    assert words.figure == Figure("150 万片", "每天 150 万片")


def test_the_editor_asks_for_a_headline():
    """`cover: headline` keeps the title large though it has a figure."""
    assert cover("澄湖融资 12 亿美元", front="cover: headline").template is Template.HEADLINE


def test_without_evidence_a_figure_has_to_be_asked_for():
    """An old article's figures are the editor's: used when asked for, never by themselves."""
    text = "---\ntitle: 融资 5 亿元\ndate: 2025-01-02\n{}---\n- **融资**：甲公司融资 5 亿元，[来源](https://a.example)\n"
    plain, asked = (parse_article(text.format(key), Path("a.md")) for key in ("", "cover: numbers\n"))
    assert cover_of(plain, DAY, HOUSE).template is Template.HEADLINE
    assert cover_of(asked, DAY, HOUSE).figure == Figure("5 亿元", "甲公司融资 5 亿元，来源")


def test_a_title_of_nothing_but_a_date_leaves_room_to_the_topics():
    """A title without news, with two sections or more, gives the template `topics`."""
    text = "---\ntitle: AI 日报 2025年1月2日\ndate: 2025-01-02\n---\n## 模型\n## 芯片\n## 更多动态\n## [链接](https://a.example)\n"
    words = cover_of(parse_article(text, Path("a.md")), DAY, HOUSE)
    assert (words.template, words.topics) == (Template.TOPICS, ("模型", "芯片"))


def test_an_unknown_template_is_named_with_its_line():
    """A mistake in the front matter says where it is and what is known."""
    text = "---\ntitle: 甲\ncover: nubmers\n---\n"
    with pytest.raises(
        UsageError, match=r"a\.md:3: no cover template 'nubmers'; expected one of headline, numbers"
    ):
        cover_of(parse_article(text, Path("a.md")), DAY, HOUSE)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("融资 3500 亿元", ["3500 亿元"]),
        ("at $350 billion, up 4%", ["$350 billion", "4%"]),
        ("售价 $15,300", ["$15,300"]),
        ("增长 62%，是去年的 3 倍", ["62%", "3 倍"]),
        ("每天 150 万升", ["150 万升"]),
        ("2026 年 9 月发布 GPT-5.4 和 V2.0", []),
        ("12 家公司", []),
        ("8万亿日元", ["8万亿日元"]),
    ],
)
def test_figures_with_a_unit_are_found(text, printed):
    """Amounts, shares and money count; years, versions and bare counts do not."""
    assert printed_in(text) == printed


def test_the_biggest_figure_is_money():
    """Money comes before amounts, amounts before shares; scales and currencies are told apart."""
    order = ["97%", "62%", "2 亿人", "900 万元", "9 亿日元", "2 亿元", "1 亿美元", "0.1万亿元"]
    ranked = [
        ["62%", "97%"],
        ["97%", "2 亿人"],
        *([a, b] for a, b in itertools.pairwise(order[3:])),
    ]
    for lesser, greater in ranked:
        assert biggest([Figure(lesser, ""), Figure(greater, "")]).printed == greater
    assert biggest([]) is None


@given(st.text("1234567890,.%万亿千元美$ 倍billion", max_size=40))
def test_any_figure_that_is_found_can_be_ranked(text):
    """Whatever is printed, the biggest of it is one of it."""
    printed = printed_in(text)
    found = biggest([Figure(one, "") for one in printed])
    assert found is None if not printed else found.printed in printed
