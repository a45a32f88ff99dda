"""The style switches: what is asked for, and what is accepted of an answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ai_digest.config import Options
from ai_digest.edition import style_of
from ai_digest.write import Depth, Style
from ai_digest.write.style import Length
from tests.ai_digest.write.stories import selection
from tests.ai_digest.write.test_planning import answer, plan_of
from tests.scripted_claude import Reply, ScriptedClaude, texts_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_digest.write import ClaudeDrafter

    MakeDrafter = Callable[..., ClaudeDrafter]

SHORT = Style(depth=Depth.SHORT)


def system_of(claude: ScriptedClaude, number: int) -> str:
    """Return the system prompt of a request."""
    return "".join(block["text"] for block in claude.history[number].body["system"])


def wordy(body: dict[str, Any]) -> Reply:
    """Answer with more lines of each kind than anybody asked for."""
    texts = texts_for(body["messages"][0]["content"])
    for told in texts["stories"]:
        told["facts"] *= 4
        told |= {"insights": [f"因为{n}。" for n in "甲乙丙丁"], "impact": [f"会变{n}。" for n in "甲乙丙丁"]}
    return Reply(json.dumps(texts))


@pytest.mark.parametrize(("style", "counts"), [(Style(), (6, 3, 3)), (SHORT, (3, 1, 0))])
def test_depth_limits_the_lines_of_a_story(
    claude: ScriptedClaude, make_drafter: MakeDrafter, style: Style, counts: tuple[int, int, int]
) -> None:
    """Full: six facts, three insights, three lines of impact; short: three, one, none."""
    drafter = make_drafter(style=style)
    plan = drafter.plan(selection(full=1, briefs=0))
    claude.enqueue(wordy)
    told = drafter.write(plan).stories[0]
    assert (len(told.facts), len(told.insights), len(told.impact)) == counts
    assert f"facts：2 到 {counts[0]} 条" in system_of(claude, 1)
    assert ("一律返回空列表" in system_of(claude, 1)) is (style is SHORT)


@pytest.mark.parametrize("markets", [True, False])
def test_markets_are_a_switch(claude: ScriptedClaude, make_drafter: MakeDrafter, *, markets: bool) -> None:
    """The prompt says whether 影响 may speak of markets."""
    drafter = make_drafter(style=Style(markets=markets))
    drafter.write(drafter.plan(selection(full=1, briefs=0)))
    assert ("可以写到市场一侧" in system_of(claude, 1)) is markets
    assert ("不写股价、市值" in system_of(claude, 1)) is not markets


def test_the_settings_make_the_style() -> None:
    """Language, depth and markets are settings."""
    assert style_of(Options()) == Style()
    options = Options(language="en", depth="short", markets=False)
    assert style_of(options) == Style("en", Depth.SHORT, markets=False)


@pytest.mark.parametrize(("text", "most"), [("一二三四", 54), ("two words", 135)])
def test_lengths_are_of_the_script(text: str, most: int) -> None:
    """A half more than asked for is accepted; Latin letters say less each."""
    assert Length.HEADLINE.most(text) == most
    assert Length.HEADLINE.holds(text)


def test_one_to_three_stories_lead() -> None:
    """Without a lead the first story is one; a fourth lead is main."""
    plan, _ = plan_of(answer(["S1", "S2"]), names=2)
    assert [each.importance.value for each in plan.sections[0].stories] == ["lead", "main"]
    given = answer(["S1", "S2", "S3", "S4"])
    leads = given.model_copy(
        update={
            "sections": [
                given.sections[0].model_copy(
                    update={
                        "stories": [
                            each.model_copy(update={"importance": "lead"})
                            for each in given.sections[0].stories
                        ]
                    }
                )
            ]
        }
    )
    plan, _ = plan_of(leads)
    assert [each.importance.value for each in plan.sections[0].stories] == ["lead"] * 3 + ["main"]


@pytest.mark.parametrize("reason", ["", " ", "很长的理由" * 10])
def test_a_story_always_has_a_reason(reason: str) -> None:
    """An empty reason, or an essay, is replaced by the program's own."""
    given = answer(["S1"])
    pick = given.sections[0].stories[0].model_copy(update={"reason": reason})
    section = given.sections[0].model_copy(update={"stories": [pick]})
    plan, _ = plan_of(given.model_copy(update={"sections": [section]}), names=1)
    assert plan.sections[0].stories[0].reason == "切题"


def test_a_heading_fits() -> None:
    """A heading of more than 36 characters is cut at a clause."""
    heading = "两家公司同日降价，开发者的账单少了一半，其余厂商会不会跟进要看下个月的财报和新的合同"
    given = answer(sections=[{"heading": heading, "stories": [_pick("S1")]}])
    plan, _ = plan_of(given, names=1)
    assert plan.sections[0].heading == "两家公司同日降价，开发者的账单少了一半"


def test_too_few_sections_are_asked_for_once_more(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """Eight stories in one section are asked for again; a second such plan is taken."""

    def one(body: dict[str, Any]) -> Reply:
        from tests.scripted_claude import plan_for

        plan = plan_for(body["messages"][0]["content"])
        picks = [pick for section in plan["sections"] for pick in section["stories"]]
        return Reply(json.dumps({**plan, "sections": [{"heading": "全部", "stories": picks}]}))

    claude.enqueue(one)
    assert len(make_drafter().plan(selection(full=12, briefs=0)).sections) == 6
    assert "应有 4 到 7 个" in claude.history[1].body["messages"][-1]["content"]
    claude.enqueue(one, one)
    assert len(make_drafter().plan(selection(full=11, briefs=0)).sections) == 1


def _pick(name: str) -> dict[str, Any]:
    from tests.ai_digest.write.test_planning import pick

    return pick(name)
