"""The extractive drafter: verbatim, deterministic, and silent where it knows nothing."""

from __future__ import annotations

import pytest

from ai_digest.model import Drafter, Importance, PlannedStory, Region, Score, Selection, Story, WrittenBrief
from ai_digest.write import DraftWriter, ExtractDrafter
from ai_digest.write.extract import edition_title, reason_for, write_story
from ai_digest.write.topics import Topic, names_in, topic_of
from tests.ai_digest.write.stories import item, selection, source, story


def planned(*items: object, number: int = 0) -> PlannedStory:
    """Return a planned story of these items."""
    return PlannedStory(story(number, *items), Importance.MAIN, Region.DOMESTIC, "理由")


def test_the_same_selection_gives_the_same_draft() -> None:
    """Two drafters agree to the last character."""
    first: DraftWriter = ExtractDrafter()
    second: DraftWriter = ExtractDrafter()
    chosen = selection(full=9, briefs=4)
    assert first.write(first.plan(chosen)) == second.write(second.plan(chosen))


def test_every_fact_is_verbatim() -> None:
    """Text and quote are the same passage of the item that is named; there is no analysis."""
    drafter = ExtractDrafter()
    draft = drafter.write(drafter.plan(selection()))
    assert draft.drafter is Drafter.EXTRACT
    for told in draft.stories:
        assert told.drafter is Drafter.EXTRACT
        assert not told.insights
        assert not told.impact
        assert 1 <= len(told.facts) <= 4
        for fact in told.facts:
            source_item = told.planned.story.item(fact.item_id)
            assert source_item is not None
            assert fact.text == fact.quote
            assert fact.quote in source_item.text
            assert fact.label == source_item.source.name


def test_all_stories_are_told_once() -> None:
    """No story of the selection is lost or told twice."""
    chosen = selection(full=20, briefs=12)
    drafter = ExtractDrafter()
    draft = drafter.write(drafter.plan(chosen))
    told = [each.planned.story.id for each in (*draft.stories, *draft.briefs)]
    assert sorted(told) == sorted(each.id for each in (*chosen.full, *chosen.briefs))


@pytest.mark.parametrize("full", [3, 6, 9, 20])
def test_there_are_three_to_six_sections(full: int) -> None:
    """Small sections are merged, a few stories of different topics stay apart."""
    sections = ExtractDrafter().plan(selection(full, 0)).sections
    assert 3 <= len(sections) <= 6
    assert len({section.heading for section in sections}) == len(sections)


def test_the_first_two_stories_lead() -> None:
    """Importance follows rank."""
    plan = ExtractDrafter().plan(selection(full=5, briefs=2))
    leads = {
        each.story.id
        for section in plan.sections
        for each in section.stories
        if each.importance is Importance.LEAD
    }
    assert leads == {"story-0", "story-1"}
    assert {each.importance for each in plan.briefs} == {Importance.BRIEF}


def test_figures_and_the_topic_come_first() -> None:
    """Of many sentences those are taken that speak of the title's matter and have figures, in their order."""
    idle = "".join(f"现场气氛在第{word}个环节十分热烈。" for word in "一二三四五六")
    text = f"{idle}星河科技把推理价格下调四成。{idle}远航二号每百万词元收费 2 元。"
    told = write_story(planned(item(0, text=text)))
    facts = [fact.text for fact in told.facts]
    assert facts.index("星河科技把推理价格下调四成。") < facts.index("远航二号每百万词元收费 2 元。")


def test_a_story_without_sentences_becomes_a_brief() -> None:
    """Where nothing can stand alone, the headline is all that is said."""
    told = write_story(planned(item(0, text="他说好。\n点击查看更多精彩内容。")))
    assert isinstance(told, WrittenBrief)
    assert told.line == ""
    assert told.planned.importance is Importance.BRIEF


def test_an_empty_selection_gives_an_empty_draft() -> None:
    """Nothing to tell is no error here; whether it is an edition is decided elsewhere."""
    drafter = ExtractDrafter()
    draft = drafter.write(drafter.plan(Selection((), ())))
    assert (draft.title, draft.sections, draft.briefs, draft.summary) == ("", (), (), ())


@pytest.mark.parametrize(("full", "briefs", "points"), [(3, 2, 5), (4, 12, 8), (8, 12, 8), (20, 5, 15)])
def test_the_summary_has_eight_to_fifteen_points(full: int, briefs: int, points: int) -> None:
    """As many bullets as the day gives, between 8 and 15."""
    stories = [story(n, item(n, title=f"第 {n} 家公司发布第 {n} 款模型")) for n in range(full + briefs)]
    drafter = ExtractDrafter()
    draft = drafter.write(drafter.plan(Selection(tuple(stories[:full]), tuple(stories[full:]))))
    assert len(draft.summary) == points


def test_the_title_joins_chinese_headlines() -> None:
    """The first clauses of the top headlines in Chinese, at most 40 characters, never a torn one."""
    stories = [
        story(1, item(1, title="Acme ships a new model")),
        story(2, item(2, title="星河科技发布远航二号模型，推理价格下调四成")),
        story(3, item(3, title="青松芯片完成 12 亿元融资 - 晨星网")),
    ]
    assert edition_title(stories, language="zh-CN") == "星河科技发布远航二号模型；青松芯片完成 12 亿元融资"
    assert edition_title(stories[:1], language="zh-CN") == "Acme ships a new model"
    assert edition_title(stories, language="en") == "Acme ships a new model"


def test_headings_follow_the_language() -> None:
    """An English edition has English headings."""
    headings = [section.heading for section in ExtractDrafter(language="en").plan(selection()).sections]
    assert all(heading.isascii() for heading in headings)


def test_the_reason_names_the_large_parts_of_the_score() -> None:
    """More than one source is always said; other parts from 30 % of the total."""
    told = Story("s", (item(1), item(2, of=source("暮云报"))), Score(3.0, 1.0, 0.5, 0.2))
    assert reason_for(told, language="zh-CN") == "2 家来源报道；切题"
    assert reason_for(Story("s", (item(1),)), language="zh-CN") == "按来源顺序入选"


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("青松芯片量产 3 纳米推理芯片", Topic.CHIPS),
        ("Regulators open a lawsuit over copyright", Topic.RULES),
        ("人形机器人走进工厂", Topic.DEVICES),
        ("某公司完成 5 亿美元融资，估值翻番", Topic.CAPITAL),
        ("Open-source coding framework for developers", Topic.TOOLS),
        ("院士谈天气", Topic.OTHER),
        ("Airlines hail a rainy mailbox", Topic.OTHER),
    ],
)
def test_a_story_has_the_topic_of_its_words(title: str, topic: Topic) -> None:
    """Words of the title decide; parts of Latin words do not count."""
    assert topic_of(story(0, item(0, title=title, text="正文没有线索。"))) is topic


def test_names_are_found_as_they_are_written() -> None:
    """Aliases stand for one name, each once, in the order of the text; parts of words do not count."""
    assert names_in("谷歌与 OpenAI 争夺开发者，Gemini 降价") == ("Google", "OpenAI")
    assert names_in("Pineapples and metadata, an apple a day") == ()
