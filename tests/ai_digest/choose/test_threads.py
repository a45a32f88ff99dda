"""What earlier editions told: left out, or kept as a follow-up with its news."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ai_digest.choose import canonical, group, recall
from ai_digest.model import EarlierStory
from tests.builders import item, source

YESTERDAY = dt.date(2026, 9, 2)
OTHERS = [
    item(f"{name}在城东开设第{count}家书店", of=source(name))
    for name, count in zip(("青石", "枫叶", "松林", "海星", "竹影"), "二三五七九", strict=True)
]


def earlier(title: str, **changes: Any) -> EarlierStory:
    """Return a story that yesterday's edition told."""
    fields: dict[str, Any] = {
        "edition": YESTERDAY,
        "id": "s1",
        "thread": "s1",
        "headline": title,
        "links": ("https://a.example/old",),
        "titles": (title,),
        "article": "editions/2026/2026-09-02.md",
    }
    return EarlierStory(**fields | changes)


def test_the_same_page_is_not_told_again() -> None:
    """Under whatever form of its link, and the reason names the edition and the headline."""
    again = item("Heron buys a lake in the north", link="http://www.a.example/old/?utm_source=x")
    kept, left_out = recall(group([again, *OTHERS]), [earlier("苍鹭买下一座湖")])
    assert len(kept) == len(OTHERS)
    assert [out.reason for out in left_out] == ["already covered on 2026-09-02: 苍鹭买下一座湖"]


def test_the_same_event_in_other_words_is_not_told_again() -> None:
    """A late report of what was told brings no news: it is left out by its content."""
    late = item("Kestrel Robotics completes $320M funding round", of=source("晚报"))
    told = earlier(
        "红隼机器人融资 3.2 亿美元", titles=("Kestrel Robotics raises $320 million in new funding round",)
    )
    kept, left_out = recall(group([late, *OTHERS]), [told])
    assert [out.story.lead.title for out in left_out] == [late.title]
    assert len(kept) == len(OTHERS)


def test_a_new_step_is_a_follow_up() -> None:
    """An outcome that nothing told yesterday spoke of is news: kept, linked back, in the same thread."""
    step = item("法院判决：红隼机器人与苔藓的专利诉讼和解", of=source("晚报"))
    told = earlier("苔藓起诉红隼机器人侵犯专利", titles=("苔藓就专利对红隼机器人提起诉讼",), thread="s0")
    (kept, *_), left_out = recall(group([step]), [told])
    assert not left_out
    assert kept.follows is not None
    assert kept.follows.earlier == told
    assert "settle" in kept.follows.news


def test_a_new_figure_is_a_follow_up() -> None:
    """A figure in a title that stood in nothing told before is news; a year or a handful is not."""
    told = earlier("骨顶云宕机，多家银行受影响", titles=("骨顶云宕机，多家银行 App 受影响",))
    more = item("骨顶云宕机：多家银行受影响，损失 4.5 亿元", of=source("晚报"))
    (kept,), _ = recall(group([more]), [told])
    assert kept.follows is not None
    assert kept.follows.news == "450000000"
    kept_none, left_out = recall(
        group([item("骨顶云 2026 年宕机，3 家银行受影响", of=source("晚报"))]), [told]
    )
    assert not kept_none
    assert len(left_out) == 1


def test_a_follow_up_shows_new_pages_only() -> None:
    """The page that was linked before is taken out of a follow-up, so that no link returns."""
    old = item("苔藓起诉红隼机器人侵犯专利", of=source("甲"), link="https://a.example/old", hours=9)
    new = item("苔藓起诉红隼机器人侵犯专利，法院判决和解", of=source("乙"), link="https://b.example/new")
    (kept,), _ = recall(group([old, new]), [earlier(old.title)])
    assert kept.items == (new,)


def test_a_thread_goes_on() -> None:
    """A follow-up of a follow-up belongs to the first story's thread, and is compared with all of it."""
    first = earlier("苔藓起诉红隼机器人侵犯专利", edition=YESTERDAY - dt.timedelta(1))
    second = earlier(
        "苔藓与红隼机器人和解",
        id="s2",
        titles=("苔藓与红隼机器人就专利诉讼达成和解",),
        links=("https://b.example/2",),
    )
    again = item("苔藓与红隼机器人就专利诉讼和解", of=source("晚报"))
    kept, (out,) = recall(group([again]), [second, first])
    assert not kept
    assert out.reason.startswith("already covered on 2026-09-02")


def test_another_version_is_another_story() -> None:
    """Yesterday's release does not swallow today's next one."""
    told = earlier("苍鹭发布 Reed 3.5 模型，价格下调")
    kept, left_out = recall(group([item("苍鹭发布 Reed 3.6 模型，价格下调", of=source("晚报"))]), [told])
    assert kept
    assert kept[0].follows is None
    assert not left_out


def test_without_a_past_all_is_news() -> None:
    """A first edition has nothing behind it."""
    stories = group(OTHERS)
    assert recall(stories, []) == (stories, ())


TITLES = [
    "苔藓起诉红隼机器人",
    "红隼机器人和解，赔 4 亿",
    "苍鹭发布 Reed 3.5",
    "Heron ships Reed 3.5",
    "湖水上涨",
]
LINKS = [f"https://a.example/{number}" for number in range(4)]


@given(
    st.lists(
        st.tuples(st.sampled_from(TITLES), st.sampled_from(LINKS)), max_size=6, unique_by=lambda pair: pair[1]
    ),
    st.lists(st.tuples(st.sampled_from(TITLES), st.sampled_from(LINKS)), max_size=4),
)
@settings(max_examples=60)
def test_no_link_returns_and_no_story_is_lost(
    today: list[tuple[str, str]], before: list[tuple[str, str]]
) -> None:
    """Every story is kept or left out, once; what is kept has no link of an earlier edition."""
    stories = group([item(title, link=link) for title, link in today])
    past = [
        earlier(title, id=f"s{number}", thread=f"s{number}", links=(link,))
        for number, (title, link) in enumerate(before)
    ]
    kept, left_out = recall(stories, past)
    assert sorted(story.id for story in stories) == sorted(
        [story.id for story in kept] + [out.story.id for out in left_out]
    )
    seen = {canonical(link) for _, link in before}
    assert not seen & {canonical(found.link) for story in kept for found in story.items}
