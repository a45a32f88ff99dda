"""Which story a point of the summary speaks of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edition_page.outline import Told
from edition_page.points import targets, words_of

STORIES = (
    Told("s1", "岚屿智能下调「云鹤 2」输入价格 17%", "新价格：每百万输入词元 1.25 元", brief=False),
    Told("s2", "鸣渡科技预告端侧语音模型，参数量不超过 5 亿", "首批场景：车机和助听设备", brief=False),
    Told("s3", "Velmora cuts the price of its V6 card", "Orders of 64 cards cost $15,300 each", brief=False),
    Told("s4", "岚屿智能开设研究办公室", "可容纳 120 人", brief=True),
)


def test_points_find_their_stories_by_other_words() -> None:
    """A point shares names and figures with its story, not its wording; two languages do not matter."""
    points = [
        "岚屿智能把「云鹤 2」的价格降低 17%，输出价格不变",
        "鸣渡科技的端侧语音模型先做车机",
        "Velmora 的 V6 卡降价",
        "岚屿智能新设办公室，可坐 120 人",
    ]
    assert targets(points, STORIES) == ["s1", "s2", "s3", "s4"]


def test_facts_are_asked_where_the_headline_says_nothing() -> None:
    """A point that only the facts of a story support leads there."""
    assert targets(["64 cards cost $15,300"], STORIES) == ["s3"]


def test_what_is_in_doubt_leads_nowhere() -> None:
    """A point about nothing that is told, or about two stories alike, has no place."""
    twins = (*STORIES[:1], STORIES[0]._replace(id="s9"))
    assert targets(["某大学公布了一篇论文", "", "AI"], STORIES) == [None, None, None]
    assert targets(["岚屿智能下调「云鹤 2」价格 17%"], twins) == [None]
    assert targets(["任何一点"], ()) == [None]


@given(st.lists(st.text(max_size=60), max_size=6), st.lists(st.text(max_size=60), max_size=6))
def test_every_point_gets_an_answer(points: list[str], headlines: list[str]) -> None:
    """Whatever the words, there is one answer a point, and it is a story or none."""
    told = [Told(f"s{number}", headline, "", brief=False) for number, headline in enumerate(headlines)]
    found = targets(points, told)
    assert len(found) == len(points)
    assert set(found) <= {None, *(one.id for one in told)}


def test_a_headline_itself_is_found() -> None:
    """The point that repeats a headline belongs to it."""
    assert targets([told.headline for told in STORIES], STORIES) == [told.id for told in STORIES]


def test_words_are_pairs_names_and_figures() -> None:
    """Chinese by pairs of characters, Latin words and figures whole, all in lower case."""
    assert words_of("云鹤 GPT-5 的 3.5%") == {"云鹤", "gpt-5", "3.5"}
