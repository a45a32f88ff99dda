"""Items become stories: what is one event, and what is not."""

from __future__ import annotations

import dataclasses
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_digest.choose import canonical, group
from tests.builders import item, source

if TYPE_CHECKING:
    from ai_digest.model import Item, Story

A, B, C = source("甲"), source("乙"), source("丙", weight=2.0)
# three titles of which each is like its neighbour, and the first is unlike the last
CHAIN = (
    "Heron Lake ships Reed maps to every harbour office",
    "Heron Lake ships Reed maps; Otter Bank opens loans for harbour boats",
    "Otter Bank opens loans for fishing boats",
)


def told(stories: tuple[Story, ...]) -> list[set[str]]:
    """Return the titles of each story."""
    return [{item.title for item in story.items} for story in stories]


def together(one: str, two: str) -> bool:
    """Tell whether two titles under different links become one story."""
    return len(group([item(one, of=A, link="https://a.example/1"), item(two, of=B, hours=2)])) == 1


def test_the_same_link_is_one_story() -> None:
    """Two sources that link to one page report one event, whatever their titles."""
    items = [
        item("澄湖实验室开馆，展出三十件作品", of=A, link="https://www.x.example/1?utm_source=a"),
        item("Heron opens its doors", of=B, link="http://x.example/1/"),
        item("芦苇地图绘制完成", of=B, link="https://x.example/2"),
    ]
    assert [len(story.items) for story in group(items)] == [2, 1]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("澄湖实验室发布芦苇系统，面向全部用户", "澄湖实验室发布芦苇系统 面向全部用户！"),
        ("澄湖实验室发布芦苇系统，面向全部用户", "【快讯】澄湖实验室发布芦苇系统，面向全部用户"),
        ("Heron opens a laboratory on the lake", "HERON Opens a Laboratory on the Lake"),
        ("Heron opens a laboratory on the lake", "Heron opens laboratory on the lake"),
        ("Heron opens a laboratory", "Ｈｅｒｏｎ ｏｐｅｎｓ ａ ｌａｂｏｒａｔｏｒｙ"),
        ("澄湖发布芦苇 3.5 模型并开放下载", "澄湖发布芦苇３．５模型并开放下载"),
        ("Heron raises $1,200 million for boats", "Heron raises $1200 million for boats"),
    ],
)
def test_near_identical_titles_are_one_story(one: str, two: str) -> None:
    """Punctuation, width, case and a small word or label make no second story."""
    assert together(one, two)
    assert together(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("澄湖发布芦苇 3.5 模型并开放下载", "澄湖发布芦苇 3.6 模型并开放下载"),
        ("澄湖发布芦苇 3 模型并开放下载", "澄湖发布芦苇模型并开放下载"),
        ("Heron ships Reed 2.1 to all users", "Heron ships Reed 2.10.4 to all users"),
        ("Heron raises 30 million for boats", "Heron raises 300 million for boats"),
        ("澄湖实验室发布芦苇系统，面向全部用户", "城东大学公布水质报告，三条河流达标"),
        ("新品发布", "新品发布"),
        ("Daily", "Daily"),
    ],
)
def test_what_only_resembles_stays_apart(one: str, two: str) -> None:
    """A figure that differs, another event, or a title too short to mean anything is another story."""
    assert not together(one, two)
    assert not together(two, one)


def test_small_steps_do_not_chain() -> None:
    """What is like the second report but not like the first is another story."""
    first, second, third = (
        item(title, of=of, hours=h) for title, of, h in zip(CHAIN, (A, B, C), (9, 8, 7), strict=True)
    )
    assert told(group([first, second])) == [{CHAIN[0], CHAIN[1]}]
    for items in permutations([first, second, third]):
        assert told(group(items)) == [{CHAIN[0], CHAIN[1]}, {CHAIN[2]}]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("特斯拉被水獭银行起诉，索赔 3 亿", "Otter Bank sues Tesla for 300 million"),
        ("英伟达推出 30B 开源模型 Reedling 3.5", "Nvidia releases Reedling 3.5, an open-weight 30B model"),
        ("谷歌在 Heronry 手机上推出离线翻译", "Google launches offline translation on the Heronry phone"),
    ],
)
def test_languages_meet_in_names_figures_and_terms(one: str, two: str) -> None:
    """A report in the other language is the same story when names, figures and known terms agree."""
    assert together(one, two)


def test_a_translation_brings_the_languages_together() -> None:
    """Where a title is known in the other language too, it is compared in that one."""
    here = item("苔藓公司起诉水獭银行，索赔三亿", of=A, link="https://a.example/1")
    there = item("Moss sues Otter Bank", of=B, hours=2, link="https://b.example/1")
    assert len(group([here, there])) == 2
    assert len(group([here, there], {there.id: "苔藓公司起诉水獭银行"})) == 1


def test_stragglers_join_what_everyone_tells() -> None:
    """A report in few other words joins a large story that says all of it; a comment on it does not."""
    titles = [
        "Heron Lake restores access to Reed 5 after talks with regulators",
        "Regulators lift the ban on Heron Lake’s Reed 5",
        "Ban on Reed 5 lifted by regulators, Heron Lake says",
        "监管机构解除对 Heron Lake Reed 5 模型的禁令",
    ]
    others = [f"Otter Bank opens branch number {name} downtown" for name in ("one", "two", "four", "nine")]
    straggler, comment = "Regulators clear Reed 5", "Should Reed 5 be back?"
    items = [item(title, of=source(title)) for title in [*titles, *others, straggler, comment]]
    large = next(story for story in told(group(items)) if titles[1] in story)
    assert straggler in large
    assert comment not in large


def test_a_link_joins_what_a_title_brought_in() -> None:
    """A later report of a page that is in a story by its title joins that story."""
    items = [
        item("澄湖实验室发布芦苇系统，面向全部用户", of=A, hours=9),
        item("澄湖实验室发布芦苇系统！面向全部用户", of=B, hours=8, link="https://b.example/1"),
        item("今日头版", of=C, hours=7, link="https://www.b.example/1?utm_source=c"),
    ]
    (one,) = group(items)
    assert len(one.items) == 3


def test_the_weightiest_and_fullest_item_leads() -> None:
    """The source's weight decides who leads, then the length of the text, then who was first."""
    link = "https://x.example/1"
    light = item("轻的", of=A, hours=9, link=link, text="长" * 500)
    heavy = item("重的", of=C, hours=2, link=link, text="短")
    longer = item("长的", of=B, hours=1, link=link, text="长" * 600)
    (one,) = group([light, heavy, longer])
    assert [found.title for found in one.items] == ["重的", "长的", "轻的"]
    (one,) = group([item("晚的", of=B, hours=1, link=link), item("早的", of=A, hours=2, link=link)])
    assert one.lead.title == "早的"


def test_a_source_counts_once_for_a_page() -> None:
    """The same page twice from one source is one item, the first; two pages of one source are two."""
    title = "澄湖实验室发布芦苇系统，面向全部用户"
    first = item(title, of=A, hours=9, link="https://a.example/1?utm_source=x")
    again = item(title, of=A, hours=8, link="https://a.example/1?utm_source=y")
    other = item(title, of=A, hours=7, link="https://a.example/2")
    (one,) = group([again, other, first])
    assert one.items == (first, other)
    assert one.publishers == ("甲",)


def test_the_id_is_that_of_the_first_report() -> None:
    """Reports that come later, even weightier ones, do not change a story's id."""
    first = item("澄湖实验室发布芦苇系统，面向全部用户", of=A, hours=9, link="https://a.example/1")
    later = item("澄湖实验室发布芦苇系统，面向全部用户", of=C, hours=2, link="https://c.example/1")
    (alone,), (both,) = group([first]), group([first, later])
    assert both.lead is later
    assert alone.id == both.id
    tracked = dataclasses.replace(first, link="http://www.a.example/1?utm_source=x")
    assert group([tracked])[0].id == alone.id
    assert group([later])[0].id != alone.id


def test_stories_come_in_the_order_of_their_first_reports() -> None:
    """Earlier events come first, undated ones last."""
    items = [
        item("第三件事情没有日期", hours=None),
        item("第二件事情在晚上", hours=2),
        item("第一件事情在早上", hours=9),
    ]
    assert [story.lead.title for story in group(items)] == [
        "第一件事情在早上",
        "第二件事情在晚上",
        "第三件事情没有日期",
    ]


def test_no_items_no_stories() -> None:
    """An empty day has no stories."""
    assert group([]) == ()


TITLES = [
    *CHAIN,
    "澄湖发布芦苇 3.5 模型并开放下载",
    "澄湖发布芦苇 3.6 模型并开放下载",
    "澄湖发布芦苇3.5模型，并开放下载！",
    "澄湖发布了芦苇 3.5 模型并开放下载",
    "新品",
    "Heron opens a laboratory on the lake",
    "Heron opens laboratory on the lake shore",
]
LINKS = [
    "https://x.example/1",
    "http://www.x.example/1?utm_source=a",
    "https://x.example/2",
    "https://m.x.example/2/",
]
LINKS += ["https://y.example/?id=1", "https://y.example/?id=2", "https://z.example/"]
DAYS = st.lists(
    st.builds(
        lambda title, of, hours, link, size: item(title, of=of, hours=hours, link=link, text="字" * size),
        st.sampled_from(TITLES),
        st.sampled_from([A, B, C]),
        st.sampled_from([None, 1.0, 2.0, 3.0]),
        st.sampled_from(LINKS),
        st.integers(0, 2),
    ),
    max_size=8,
    # gather gives each link of a source once
    unique_by=lambda found: (found.link, found.source.name),
)


@given(DAYS, st.data())
@settings(max_examples=80)
def test_the_order_of_arrival_makes_no_difference(items: list[Item], data: Any) -> None:
    """However the items come in, the stories, their ids, their items and their order are the same."""
    assert group(data.draw(st.permutations(items))) == group(items)


@given(DAYS)
@settings(max_examples=80)
def test_a_link_is_in_one_story(items: list[Item]) -> None:
    """No page is told twice, every page is told, and every story's id is its own."""
    stories = group(items)
    links = [{canonical(found.link) for found in story.items} for story in stories]
    assert sum(map(len, links)) == len(set().union(*links))
    assert set().union(*links) == {canonical(found.link) for found in items}
    assert len({story.id for story in stories}) == len(stories)
