"""A draft comes out with only what its sources support, and with a record of the rest."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from ai_digest.model import LONGEST_QUOTE, Checked, Draft, Drafter, Drop, Point, WrittenSection
from ai_digest.verify import check
from ai_digest.verify.check import PLAIN_HEADING, SUMMARY_POINTS
from tests.builders import brief, draft, fact, item, point, source, story, written

LAKE_TEXT = "澄湖实验室宣布，芦苇系统的参数规模为 3500 亿，训练用时 45 天。系统在三个城市试用。"
LAKE = story(item("澄湖发布芦苇系统", text=LAKE_TEXT))
HERON = story(
    item("Heron opens a lab", of=source("乙"), text="The lab has room for 90 people and cost $12 million."),
    item("Heron 的新馆", of=source("丙"), text="新馆在北岸，今年 6 月开放。"),
)
REED = story(item("Reed maps the delta", text="The map of the delta has 7 layers, the makers say."))
GOOD = dataclasses.replace(fact(LAKE, "参数规模 3500 亿", "芦苇系统的参数规模为 3500 亿"), position=8)
SECOND = dataclasses.replace(fact(HERON, "可容纳 90 人", "room for 90 people"), position=12)


def run(made: Draft, min_stories: int = 1) -> Checked:
    """Check a draft of which one story is enough."""
    return check(made, min_stories=min_stories)


def drops(checked: Checked) -> list[tuple[str, str]]:
    """Return where something was dropped, and why."""
    return [(drop.where, drop.reason) for drop in checked.drops]


def lake(**changes: Any) -> Checked:
    """Check a draft that tells the story of the lake, with these fields of it changed."""
    return run(draft([written(LAKE, GOOD, **changes)]))


def test_a_draft_that_is_supported_stays_as_it_is() -> None:
    """Nothing is touched where everything stands in the sources."""
    made = draft(
        [
            written(
                LAKE, GOOD, headline="3500 亿参数的芦苇", insights=("45 天不算久",), impact=("先在城市里用",)
            ),
            written(HERON, SECOND, fact(HERON, "6 月开放", "新馆在北岸，今年", item_id=HERON.items[1].id)),
        ],
        [brief(REED, "地图有 7 层")],
        heading="系统与场馆",
        title="芦苇 3500 亿，新馆 90 人",
        summary=(
            point(LAKE, "芦苇有 3500 亿参数"),
            point(HERON, "新馆花了 1200 万美元"),
            point(REED, "7 层的地图"),
        ),
    )
    checked = run(made, 3)
    assert [(fact.text, fact.position) for written in checked.draft.stories for fact in written.facts] == [
        ("参数规模 3500 亿", 8),
        ("可容纳 90 人", 12),
        ("6 月开放", 0),
    ]
    assert (checked.drops, checked.facts_checked, checked.held) == ((), 3, ())
    assert run(checked.draft, 3).draft == checked.draft


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (
            fact(LAKE, "规模空前", "参数规模为 3600 亿"),
            "its quote is not in the source: '参数规模为 3600 亿'",
        ),
        (fact(LAKE, "规模空前", "参数规"), "its quote is not in the source: '参数规'"),
        (fact(LAKE, "规模空前", ""), "its quote is not in the source: ''"),
        (
            fact(LAKE, "规模空前", "芦苇系统的参数规模为 3500 亿。系统在三个城市试用"),
            "its quote is not in the source: '芦苇系统的参数规模为 3500 亿。系统在三个城市试用'",
        ),
        (fact(LAKE, "参数规模 3600 亿", GOOD.quote), "no source has 3600 亿"),
        (fact(LAKE, "增长 45%", GOOD.quote), "no source has 45%"),
        (fact(LAKE, "参数很多", GOOD.quote, label="第 8 代"), "no source has 第 8"),
        (fact(LAKE, "参数很多", GOOD.quote, item_id="i000"), "'i000' is no item of the story"),
        (
            fact(LAKE, "可容纳 90 人", "room for 90 people"),
            "its quote is not in the source: 'room for 90 people'",
        ),
        (fact(LAKE, "见 https://x.example", GOOD.quote), "it brings an address of its own"),
        (fact(LAKE, "见 www.x.example", GOOD.quote), "it brings an address of its own"),
        (fact(LAKE, "见[这里](x)", GOOD.quote), "it brings an address of its own"),
        (fact(LAKE, "见 JavaScript:go()", GOOD.quote), "it brings an address of its own"),
    ],
)
def test_a_fact_without_support_is_dropped(wrong: Any, reason: str) -> None:
    """A fact needs its own item, a quote that stands there, that item's figures, and no address."""
    checked = run(draft([written(LAKE, GOOD, wrong)]))
    assert checked.draft.stories[0].facts == (GOOD,)
    (drop,) = checked.drops
    assert (drop.story_id, drop.where, drop.reason) == (LAKE.id, "fact", reason)
    assert wrong.text in drop.text
    assert checked.facts_checked == 2
    assert checked.held == ()


def test_a_facts_figures_are_those_of_its_own_item() -> None:
    """A figure of another item of the story does not support a fact; the item's title does."""
    other = fact(HERON, "6 月开放，可容纳 90 人", "room for 90 people")
    titled = story(item("Heron has 33 boats", text="The boats are on the lake."))
    by_title = fact(titled, "有 33 艘船", "Heron has 33 boats")
    checked = run(draft([written(HERON, SECOND, other), written(titled, by_title)]))
    assert drops(checked) == [("fact", "no source has 6 月")]
    assert checked.draft.stories[1].facts == (by_title,)
    assert by_title.position is None


def test_a_quote_has_its_limit() -> None:
    """A quote up to the limit stands; a longer one is copying, and dropped."""
    text = "湖上有桥" * LONGEST_QUOTE
    of = story(item("澄湖", text=text))
    fits, copied = fact(of, "湖很大", text[:LONGEST_QUOTE]), fact(of, "湖真大", text[: LONGEST_QUOTE + 1])
    checked = run(draft([written(of, fits, copied)]))
    assert [kept.text for kept in checked.draft.stories[0].facts] == [fits.text]
    assert drops(checked) == [("fact", f"its quote is longer than {LONGEST_QUOTE} characters")]


@pytest.mark.parametrize("where", ["insights", "impact"])
def test_insights_and_impact_need_their_figures(where: str) -> None:
    """A line with a figure of any item of the story stands; one without, or with an address, is dropped."""
    lines = ("规模达到 3500 亿", "没有数字也行", "将增长 80%", "", "详见 https://x.example")
    checked = lake(**{where: lines})
    assert getattr(checked.draft.stories[0], where) == ("规模达到 3500 亿", "没有数字也行")
    name = where.removesuffix("s")
    assert checked.drops == (
        Drop(LAKE.id, name, "将增长 80%", "no source has 80%"),
        Drop(LAKE.id, name, "详见 https://x.example", "it brings an address of its own"),
    )


def test_a_line_may_use_any_item_of_its_story() -> None:
    """Insights draw on all sources of a story, not only on the leading one."""
    checked = run(draft([written(HERON, SECOND, insights=("6 月起可容纳 90 人",))]))
    assert checked.draft.stories[0].insights == ("6 月起可容纳 90 人",)


@pytest.mark.parametrize(
    ("headline", "shown"),
    [
        ("芦苇 3500 亿", "芦苇 3500 亿"),
        ("芦苇 4000 亿", "澄湖发布芦苇系统"),
        ("芦苇 [这里](x)", "澄湖发布芦苇系统"),
        ("", "澄湖发布芦苇系统"),
    ],
)
def test_a_headline_falls_back_to_the_sources_title(headline: str, shown: str) -> None:
    """Where a headline is unsupported or missing, the leading item's own title stands, also in a brief."""
    checked = run(draft([written(LAKE, GOOD, headline=headline)]))
    assert checked.draft.stories[0].headline == shown
    in_brief = run(draft([written(HERON, SECOND)], [brief(LAKE, headline=headline)]))
    assert in_brief.draft.briefs[0].headline == shown
    recorded = [("headline", headline)] if headline and headline != shown else []
    assert [(drop.where, drop.text) for drop in checked.drops] == recorded
    assert [(drop.where, drop.text) for drop in in_brief.drops] == recorded


@pytest.mark.parametrize(
    ("heading", "shown", "recorded"),
    [
        ("系统与场馆", "系统与场馆", False),
        ("芦苇的 45 天", "芦苇的 45 天", False),
        ("", PLAIN_HEADING, False),
        ("芦苇：领先 99 天", "芦苇", True),
        ("芦苇，领先 99 天", "芦苇", True),
        ("领先 99 天", PLAIN_HEADING, True),
        ("：领先 99 天", PLAIN_HEADING, True),
        ("领先 99 天：芦苇", PLAIN_HEADING, True),
        ("www.x.example 推荐", PLAIN_HEADING, True),
        ("[这里](x) 推荐", PLAIN_HEADING, True),
        ("https://x.example", PLAIN_HEADING, True),
        ("推荐 https://x.example", PLAIN_HEADING, True),
    ],
)
def test_a_heading_loses_what_is_unsupported(heading: str, shown: str, *, recorded: bool) -> None:
    """A heading with a foreign figure or an address keeps its first part if it is clean, else none of it."""
    checked = run(draft([written(LAKE, GOOD)], heading=heading))
    assert checked.draft.sections[0].heading == shown
    assert [drop.where for drop in checked.drops] == ["heading"] * recorded


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("芦苇 3500 亿，地图 7 层", "芦苇 3500 亿，地图 7 层"),
        ("芦苇 4000 亿", "澄湖发布芦苇系统"),
        ("见 www.x.example", "澄湖发布芦苇系统"),
        ("", "澄湖发布芦苇系统"),
    ],
)
def test_a_title_falls_back_to_the_first_headline(title: str, shown: str) -> None:
    """The edition's title may use figures of all that is told; else the first story gives it."""
    checked = run(draft([written(LAKE, GOOD)], [brief(REED)], title=title))
    assert checked.draft.title == shown
    assert [drop.where for drop in checked.drops] == ["title"] * bool(title and title != shown)


def test_a_story_without_a_fact_is_told_in_one_line() -> None:
    """A story that lost all its facts goes to the briefs, after those, and its empty section goes."""
    wrong = fact(LAKE, "规模空前", "没有这句话，真的没有")
    made = dataclasses.replace(
        draft([written(HERON, SECOND)], [brief(REED)]),
        sections=(
            WrittenSection("系统", (written(LAKE, wrong, headline="芦苇 9 代", drafter=Drafter.EXTRACT),)),
            WrittenSection("场馆", (written(HERON, SECOND),)),
        ),
    )
    checked = run(made)
    assert [section.heading for section in checked.draft.sections] == ["场馆"]
    assert [told.planned.story for told in checked.draft.briefs] == [REED, LAKE]
    moved = checked.draft.briefs[1]
    assert (moved.headline, moved.line, moved.drafter) == ("澄湖发布芦苇系统", "", Drafter.EXTRACT)
    assert ("story", "no fact was left; told in one line") in drops(checked)
    assert checked.facts_checked == 2


def test_a_story_that_never_had_a_fact_is_a_brief() -> None:
    """A story that came without facts is told in one line, too."""
    checked = run(draft([written(HERON, SECOND), written(LAKE)]))
    assert [told.planned.story for told in checked.draft.briefs] == [LAKE]


def test_a_story_is_told_once() -> None:
    """A story repeated in full or as a brief keeps its first place, and the repetition is on record."""
    made = dataclasses.replace(
        draft([], [brief(LAKE), brief(REED, "第一次"), brief(REED, "第二次")]),
        sections=(
            WrittenSection("一", (written(LAKE, GOOD, headline="先说"),)),
            WrittenSection("二", (written(LAKE, GOOD, headline="再说"), written(HERON, SECOND))),
        ),
    )
    checked = run(made)
    assert [told.headline for told in checked.draft.stories] == ["先说", "Heron opens a lab"]
    assert [told.line for told in checked.draft.briefs] == ["第一次"]
    assert drops(checked) == [("story", "told twice")] * 3
    assert checked.facts_checked == 2


@pytest.mark.parametrize(
    ("line", "shown", "reason"),
    [
        ("地图有 7 层", "地图有 7 层", ""),
        ("地图有 8 层", "", "no source has 8 层"),
        ("见 http://x.example/7", "", "it brings an address of its own"),
        ("", "", ""),
    ],
)
def test_a_briefs_line_is_left_out_when_unsupported(line: str, shown: str, reason: str) -> None:
    """A brief keeps its place and its headline without its line."""
    checked = run(draft([written(LAKE, GOOD)], [brief(REED, line)]))
    (told,) = checked.draft.briefs
    assert (told.headline, told.line) == ("Reed maps the delta", shown)
    assert drops(checked) == ([("brief", reason)] if reason else [])


def test_a_point_falls_back_to_its_storys_headline() -> None:
    """An unsupported bullet gives way to the headline, one of an untold story goes, none is doubled."""
    made = draft(
        [written(LAKE, GOOD, headline="芦苇来了")],
        [brief(REED)],
        summary=(
            point(LAKE, "芦苇有 3500 亿参数"),
            point(LAKE, "芦苇有 9999 亿参数"),
            point(LAKE, "见 https://x.example"),
            point(REED, "7 层的地图"),
            point(REED, "7 层的地图"),
            point(HERON, "没有讲的故事"),
            Point("谁也不认识", "s000"),
        ),
    )
    checked = run(made)
    assert checked.draft.summary == (
        point(LAKE, "芦苇有 3500 亿参数"),
        point(LAKE, "芦苇来了"),
        point(REED, "7 层的地图"),
    )
    assert drops(checked) == [
        ("summary", "no source has 9999 亿参数"),
        ("summary", "it brings an address of its own"),
    ]


def test_an_empty_point_is_no_bullet() -> None:
    """A bullet without words is not published."""
    checked = run(draft([written(LAKE, GOOD)], summary=(point(LAKE, ""), point(LAKE, "芦苇来了"))))
    assert all(bullet.text for bullet in checked.draft.summary)


def test_a_point_about_a_story_moved_to_the_briefs_stays() -> None:
    """A bullet of a story that lost its facts is checked against its sources like any other."""
    lost = written(LAKE, fact(LAKE, "x", "没有这句话，真的没有"), headline="芦苇来了")
    checked = run(
        draft([lost, written(HERON, SECOND)], summary=(point(LAKE, "3500 亿"), point(LAKE, "9 亿")))
    )
    assert [bullet.text for bullet in checked.draft.summary] == ["3500 亿", "芦苇来了", "Heron opens a lab"]


def test_a_summary_has_its_limit() -> None:
    """More bullets than a summary may have are cut at the end."""
    points = tuple(point(LAKE, f"第{char}点") for char in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午")
    checked = run(draft([written(LAKE, GOOD)], summary=points))
    assert checked.draft.summary == points[:SUMMARY_POINTS]


def test_too_few_stories_hold_the_edition() -> None:
    """An edition with fewer stories than are needed waits, and says how many there are."""
    made = draft([written(LAKE, GOOD)], [brief(REED)])
    assert run(made, 2).held == ()
    assert run(made, 3).held == ("1 stories in full and 2 in all are left; 3 are needed",)


def test_an_edition_of_briefs_only_is_held() -> None:
    """Without a single story in full, any number of briefs is not enough."""
    checked = run(draft([], [brief(LAKE), brief(REED), brief(HERON)]), 1)
    assert checked.held == ("0 stories in full and 3 in all are left; 1 are needed",)


def test_an_empty_draft_is_held() -> None:
    """A draft of nothing is no error, and not published."""
    checked = run(draft([], summary=(point(LAKE, "x"),)))
    assert checked.draft.sections == ()
    assert checked.draft.summary == ()
    assert len(checked.held) == 1


@pytest.mark.parametrize(("lost", "held"), [(1, False), (2, False), (3, True)])
def test_many_lost_facts_hold_the_edition(lost: int, *, held: bool) -> None:
    """When more than half of the facts were dropped, the rest is not trusted unseen."""
    wrong = [fact(LAKE, f"{name}", "没有这句话，真的没有") for name in "甲乙丙"[:lost]]
    checked = run(draft([written(LAKE, GOOD, *wrong), written(HERON, SECOND)]))
    assert checked.held == ((f"{lost} of {lost + 2} facts were dropped",) if held else ())


def test_dropped_lines_are_no_lost_facts() -> None:
    """Insights that were dropped do not hold an edition."""
    assert lake(insights=("8", "9", "10")).held == ()


def test_extracts_in_claudes_draft_hold_the_edition() -> None:
    """A story that Claude could not write holds Claude's edition, but not one that is extracts throughout."""
    stories = [written(LAKE, GOOD, drafter=Drafter.EXTRACT), written(HERON, SECOND)]
    mixed = run(draft(stories))
    assert mixed.held == ("1 of 2 stories could not be written and are extracts",)
    assert run(draft(stories, drafter=Drafter.EXTRACT)).held == ()


def test_all_reasons_to_hold_are_listed() -> None:
    """An editor sees every reason at once."""
    wrong = [fact(LAKE, name, "没有这句话，真的没有") for name in "甲乙"]
    checked = run(draft([written(LAKE, GOOD, *wrong, drafter=Drafter.EXTRACT)]), 5)
    assert len(checked.held) == 3


def test_the_draft_that_came_in_is_not_changed() -> None:
    """Checking gives a new draft; checking that again drops nothing more."""
    wrong = fact(LAKE, "x", "没有这句话，真的没有")
    made = draft([written(LAKE, GOOD, wrong, headline="9 代")], [brief(REED, "8 层")], heading="领先 99 天")
    before = dataclasses.replace(made)
    once = run(made)
    assert made == before
    again = run(once.draft)
    assert (again.draft, again.drops) == (once.draft, ())


def test_a_derived_figure_is_recorded_with_what_it_follows_from() -> None:
    """A figure that follows from two of the source stands, and the record names them and the way."""
    grown = story(item("Heron 的营收", text="Heron 去年营收 25 亿元，今年营收为 50 亿元，都来自地图。"))
    checked = run(draft([written(grown, fact(grown, "营收翻倍", "今年营收为 50 亿元，都来自地图"))]))
    assert checked.drops == ()
    (derived,) = checked.derived
    assert (derived.story_id, derived.where, derived.text) == (grown.id, "fact", "营收翻倍")
    assert (derived.figure, derived.from_figures) == ("翻倍", ("2500000000 CNY", "5000000000 CNY"))
    assert derived.how == "multiple"


def test_a_link_is_told_once() -> None:
    """Two stories under one link are one; the later is dropped, in full or in brief, fragment or not."""
    first = story(item("澄湖发布芦苇系统", text=LAKE_TEXT, link="https://news.example/reed"))
    second = story(item("芦苇系统来了", text=LAKE_TEXT, link="https://news.example/reed/#top"), id="s2")
    right = fact(first, "参数规模 3500 亿", GOOD.quote)
    again = fact(second, "参数规模 3500 亿", GOOD.quote)
    checked = run(draft([written(first, right), written(second, again)], [brief(second)]))
    assert [told.planned.story for told in checked.draft.written] == [first]
    assert drops(checked) == [("story", "told twice")] * 2


def test_a_repeated_fact_is_told_once() -> None:
    """A fact whose words stand already in its story is dropped."""
    checked = run(draft([written(LAKE, GOOD, GOOD)]))
    assert checked.draft.stories[0].facts == (GOOD,)
    assert drops(checked) == [("fact", "told twice")]


def test_headlines_fill_a_summary_up() -> None:
    """Where fewer bullets are left than a summary has, stories without one give their headline, in order."""
    stories = [story(item(f"{name}号湖开放", text=LAKE_TEXT)) for name in "甲乙丙丁戊己庚辛壬癸"]
    told = [written(of, fact(of, "参数规模 3500 亿", GOOD.quote)) for of in stories]
    checked = run(draft(told, summary=(point(stories[1], "芦苇有 3500 亿参数"), point(stories[0], "9 亿"))))
    texts = [bullet.text for bullet in checked.draft.summary]
    assert texts[:2] == ["芦苇有 3500 亿参数", "甲号湖开放"]
    assert texts[2:] == [f"{name}号湖开放" for name in "丙丁戊己庚辛"]
