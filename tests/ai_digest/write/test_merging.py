"""Stories that Claude holds to be one event are merged where the rule allows it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ai_digest.write.merging import merge, refuse
from tests.ai_digest.write.stories import item, selection, story
from tests.ai_digest.write.test_planning import STORIES, answer, brief, ids, pick, plan_of
from tests.scripted_claude import Reply, ScriptedClaude, plan_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_digest.model import Story
    from ai_digest.write import ClaudeDrafter


def allow(_kept: Story, _merged: Story) -> str:
    """Allow every merge."""
    return ""


def same(*groups: list[str]) -> list[dict[str, Any]]:
    """Return groups as an answer has them."""
    return [{"stories": group} for group in groups]


def test_the_first_of_the_request_keeps_id_and_lead() -> None:
    """Whatever the order of the group, the items of the later stories are put behind those of the first."""
    merged = merge(STORIES, [["S3", "S1"]], allow)
    kept = merged.stories["S1"]
    assert (kept.id, kept.lead.id) == ("story-1", "item-1")
    assert [each.id for each in kept.items] == ["item-1", "item-3"]
    assert "S3" not in merged.stories
    assert [(each.kept_id, each.merged_id, each.allowed, each.reason) for each in merged.merges] == [
        ("story-1", "story-3", True, "")
    ]


@pytest.mark.parametrize("groups", [[], [[]], [["S1"]], [["S1", "S1"]], [["S1", "S99"]], [["S98", "S99"]]])
def test_a_group_of_one_changes_nothing(groups: list[list[str]]) -> None:
    """Unknown ids and groups without company are ignored."""
    merged = merge(STORIES, groups, allow)
    assert merged.stories == STORIES
    assert merged.merges == ()


def test_overlapping_groups_become_one() -> None:
    """What is the same as a merged story is the same as the story it went into."""
    merged = merge(STORIES, [["S1", "S2"], ["S2", "S3"]], allow)
    assert [each.id for each in merged.stories["S1"].items] == ["item-1", "item-2", "item-3"]
    assert len(merged.stories) == len(STORIES) - 2


def test_an_item_is_never_twice_in_a_story() -> None:
    """Two stories that share an item have it once."""
    merged = merge({"S1": story(1), "S2": story(2, item(1), item(2))}, [["S1", "S2"]], allow)
    assert [each.id for each in merged.stories["S1"].items] == ["item-1", "item-2"]


def test_a_refused_merge_is_on_record() -> None:
    """The stories stay apart, and the reason is kept."""
    merged = merge(STORIES, [["S1", "S2"]], lambda kept, other: f"{kept.id} is not {other.id}")
    assert merged.stories == STORIES
    assert [(each.allowed, each.reason) for each in merged.merges] == [(False, "story-1 is not story-2")]
    assert refuse(story(1), story(2))


def test_the_rule_sees_what_was_taken_in() -> None:
    """The kept story is asked about with the items it has by then."""
    seen: list[int] = []

    def rule(kept: Story, _other: Story) -> str:
        seen.append(len(kept.items))
        return ""

    merge(STORIES, [["S1", "S2", "S3"]], rule)
    assert seen == [1, 2]


def test_the_place_of_a_merged_story_is_ignored() -> None:
    """It is neither told twice nor missed."""
    given = answer(["S1", "S2"], briefs=[brief("S3")], same=same(["S1", "S2"], ["S1", "S3"]))
    plan, reasons = plan_of(given, names=3, may_merge=allow)
    assert ids(plan.sections[0].stories) == ["story-1"]
    assert plan.briefs == reasons == ()
    assert len(plan.merges) == 2


def test_a_kept_story_without_a_place_takes_the_merged_one_s() -> None:
    """If only the merged id was placed, that is where the event is told, once."""
    sections = [{"heading": "甲", "stories": [pick("S2"), pick("S3")]}]
    given = answer(sections=sections, briefs=[brief("S2")], same=same(["S1", "S2", "S3"]))
    plan, reasons = plan_of(given, names=3, may_merge=allow)
    assert ids(plan.sections[0].stories) == ["story-1"]
    assert plan.briefs == ()
    assert reasons == ("repeated story id in the plan: ignored",)


def test_a_refused_story_keeps_its_place() -> None:
    """Without leave to merge both are told where the answer puts them."""
    given = answer(["S1", "S2"], same=same(["S1", "S2"]))
    plan, reasons = plan_of(given, names=2)
    assert ids(plan.sections[0].stories) == ["story-1", "story-2"]
    assert reasons == ()
    assert [each.allowed for each in plan.merges] == [False]


def test_the_drafter_hands_the_rule_on(
    claude: ScriptedClaude, make_drafter: Callable[..., ClaudeDrafter]
) -> None:
    """What the drafter was given decides, and both texts are sent with the kept story."""

    def merging(body: dict[str, Any]) -> Reply:
        plan = plan_for(body["messages"][0]["content"])
        return Reply(json.dumps({**plan, "same": same(["S1", "S2"])}))

    claude.enqueue(merging)
    drafter = make_drafter(may_merge=allow)
    plan = drafter.plan(selection(full=2, briefs=0))
    drafter.write(plan)
    assert len(plan.sections) == 1
    assert "项目0号" in claude.history[1].prompt
    assert "项目1号" in claude.history[1].prompt
