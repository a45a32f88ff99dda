"""What failed a check is put in other words, once, and nothing else is touched."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ai_digest.model import Drafter, Drop
from ai_digest.verify import check
from ai_digest.write import ExtractDrafter, put_right
from tests.builders import brief, draft, fact, item, planned, point, story, written
from tests.scripted_claude import Reply, ScriptedClaude
from tests.scripted_newsroom import repairs_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_digest.model import Draft
    from ai_digest.write import ClaudeDrafter, Ledger

    MakeDrafter = Callable[..., ClaudeDrafter]

TEXT = "霁川公司在发布会上公布了三年计划，投入 30 亿元。新工厂明年在云岭投产，招聘 400 人。"
ONE = story(item("霁川公司公布三年计划", text=TEXT))
TWO = story(item("云岭新厂明年投产", text=TEXT))
DRAFT = draft(
    [
        written(
            ONE,
            fact(ONE, "投入 30 亿元。", "公布了三年计划，投入 30 亿元。"),
            fact(ONE, "投入增加 99 倍。", "公布了三年计划，投入 30 亿元。"),
            headline="霁川公司投入 77 亿元",
            insights=("因为要扩产 55 倍。", "因为订单多。"),
            impact=("同行会在 2031 年跟进。",),
        )
    ],
    [brief(TWO, "招聘 5000 人。")],
    title="霁川公司投入 66 亿元",
    heading="投入 88 亿元的工厂",
    summary=(point(ONE, "霁川投入 44 亿元。"), point(TWO, "云岭招聘 400 人。")),
)
DROPS = tuple(
    replace(drop, text=drop.text.removeprefix("要点 ")) for drop in check(DRAFT, min_stories=1).drops
)
SAID = "这一句换了说法，不再带有数字。"
KINDS = {"title", "heading", "headline", "fact", "insight", "impact", "brief", "summary"}


def test_every_kind_of_statement_fails_in_the_sample() -> None:
    """The sample has one failure of each kind, or this file would test nothing."""
    assert {drop.where for drop in DROPS} == KINDS


def test_all_that_failed_is_put_right_in_one_call(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger
) -> None:
    """After the repair nothing fails any more, and what stood before stands unchanged."""
    mended = make_drafter().repair(DRAFT, DROPS)
    checked = check(mended, min_stories=1)
    assert checked.drops == ()
    assert len(claude.history) == 1
    assert ledger.calls[0].purpose == "repair"
    told = mended.stories[0]
    assert told.facts[0] == DRAFT.stories[0].facts[0]
    assert len(told.facts) == 2
    assert told.insights[1] == "因为订单多。"
    assert mended.summary[1] == DRAFT.summary[1]
    assert (
        mended.briefs[0].line
        == mended.title
        == "这一句换了说法，不再带有数字。".rstrip("。") + ("。" if mended.title.endswith("。") else "")
        or mended.briefs[0].line == "这一句换了说法，不再带有数字。"
    )
    assert {mended.briefs[0].line, told.headline + "。", told.insights[0], mended.title + "。"} == {SAID}


def test_only_what_failed_is_sent(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """The request has the failing statements with their reasons, and the sources of their stories only."""
    third = story(item("与此无关的新闻", text="与此无关的正文写明金额为 8 亿元。"))
    make_drafter().repair(replace(DRAFT, briefs=(*DRAFT.briefs, brief(third))), DROPS)
    prompt = claude.history[0].prompt
    assert "扩产 55 倍" in prompt
    assert "no source has 55" in prompt
    assert "因为订单多" not in prompt
    assert "与此无关" not in prompt
    assert prompt.count("<statement-") == len(DROPS)


def repairs(changes: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], Reply]:
    """Return a behaviour that changes each repair of the newsroom's answer."""

    def answer(body: dict[str, Any]) -> Reply:
        answered = repairs_for(body["messages"][0]["content"])
        for repair in answered["repairs"]:
            changes(repair)
        return Reply(json.dumps(answered))

    return answer


@pytest.mark.parametrize("text", ["", " ", "很长的句子" * 60])
def test_what_is_given_up_stays_and_is_dropped(
    claude: ScriptedClaude, make_drafter: MakeDrafter, text: str
) -> None:
    """An empty or endless answer changes no sentence; titles may be cut."""
    claude.enqueue(repairs(lambda repair: repair.update(text=text)))
    mended = make_drafter().repair(DRAFT, DROPS)
    assert mended.stories[0].facts == DRAFT.stories[0].facts
    assert mended.stories[0].insights == DRAFT.stories[0].insights
    assert mended.briefs[0].line == DRAFT.briefs[0].line
    assert (mended == DRAFT) == (not text.strip())


@pytest.mark.parametrize("changes", [{"item": "I9"}, {"item": ""}, {"quote": " "}])
def test_a_fact_needs_an_item_of_its_story_and_a_quote(
    claude: ScriptedClaude, make_drafter: MakeDrafter, changes: dict[str, str]
) -> None:
    """A repaired fact without them changes nothing."""
    claude.enqueue(repairs(lambda repair: repair.update(changes)))
    mended = make_drafter().repair(DRAFT, DROPS)
    assert mended.stories[0].facts == DRAFT.stories[0].facts
    assert mended.title != DRAFT.title


def test_a_fact_may_not_rest_on_another_story(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """Another failing story's item is no support."""
    order = [drop.story_id for drop in DROPS]
    other = "I2" if order.index(ONE.id) < order.index(TWO.id) else "I1"
    claude.enqueue(repairs(lambda repair: repair.update(item=other)))
    assert make_drafter().repair(DRAFT, DROPS).stories[0].facts == DRAFT.stories[0].facts


def test_an_answer_without_any_known_statement_is_asked_again(
    claude: ScriptedClaude, make_drafter: MakeDrafter
) -> None:
    """Invented ids are ignored; if there are no others the answer is out of form."""
    claude.enqueue(repairs(lambda repair: repair.update(statement="R99")))
    assert make_drafter().repair(DRAFT, DROPS) != DRAFT
    assert len(claude.history) == 2


@pytest.mark.parametrize(
    "drops", [(), (Drop(ONE.id, "story", "…", "no fact was left"),), (Drop("none", "fact", "…", "…"),)]
)
def test_nothing_is_sent_for_nothing(
    claude: ScriptedClaude, make_drafter: MakeDrafter, drops: tuple[Drop, ...]
) -> None:
    """Without a statement that other words could save there is no call."""
    assert make_drafter().repair(DRAFT, drops) is DRAFT
    assert claude.history == []


def test_extracts_are_not_rephrased(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """A sentence of a source has no other words, whoever is asked."""
    told = replace(DRAFT.stories[0], drafter=Drafter.EXTRACT)
    extract = draft([told], summary=())
    drops = tuple(drop for drop in DROPS if drop.where == "insight")
    assert make_drafter().repair(extract, drops) is extract
    assert ExtractDrafter().repair(extract, drops) is extract
    assert claude.history == []


def test_at_most_forty_statements_are_sent(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """A draft that failed altogether is no reason for a call without bounds."""
    lines = tuple(f"因为 {number} 亿元。" for number in range(100, 160))
    failed: Draft = draft([written(ONE, insights=lines, planned=planned(ONE))])
    make_drafter().repair(failed, tuple(Drop(ONE.id, "insight", line, "…") for line in lines))
    assert claude.history[0].prompt.count("<statement-") == 40


def test_what_was_put_right_is_told_from_what_failed_again() -> None:
    """A drop that is gone counts, unless other words failed in its place."""
    one, two = (Drop("s", "fact", text, "…") for text in ("甲", "乙"))
    other = Drop("s", "insight", "丙", "…")
    assert put_right((one, two, other), ()) == (one, two, other)
    assert put_right((one, two, other), (two,)) == (one, other)
    assert put_right((one, two, other), (Drop("s", "fact", "丁", "…"),)) == (two, other)
    assert put_right((), (one,)) == ()
