"""From the answer to *choose* to a plan: every slip of the model has one outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from ai_digest.model import Importance
from ai_digest.write.merging import refuse
from ai_digest.write.planning import plan_from
from ai_digest.write.schema import ChooseAnswer
from tests.ai_digest.write.stories import story

if TYPE_CHECKING:
    from ai_digest.write.merging import MayMerge

STORIES = {f"S{number}": story(number) for number in range(1, 10)}


def pick(name: str) -> dict[str, Any]:
    """Return a story told in full."""
    return {"story": name, "importance": "main", "region": "domestic", "reason": "理由", "tags": ["甲"]}


def brief(name: str) -> dict[str, Any]:
    """Return a story told in one line."""
    return {"story": name, "region": "international", "reason": "理由", "tags": []}


def answer(*sections: list[str], **changes: Any) -> ChooseAnswer:
    """Return an answer with these sections."""
    fields = {
        "same": [],
        "sections": [
            {"heading": f"第{n}栏", "stories": [pick(name) for name in names]}
            for n, names in enumerate(sections)
        ],
        "briefs": [],
        "left_out": [],
        "title": "标题",
        "tags": [],
        "seo": [],
    }
    return ChooseAnswer.model_validate(fields | changes)


def plan_of(
    given: ChooseAnswer, *, most: int = 9, names: int = 4, may_merge: MayMerge = refuse
) -> tuple[Any, tuple[str, ...]]:
    """Return the plan for the first few stories, and the reasons of its failures."""
    stories = dict(list(STORIES.items())[:names])
    plan, failures = plan_from(given, stories, most=most, language="zh-CN", may_merge=may_merge)
    return plan, tuple(failure.reason for failure in failures)


def ids(stories: Any) -> list[str]:
    """Return the ids of planned stories."""
    return [planned.story.id for planned in stories]


def test_forgotten_stories_become_briefs() -> None:
    """A story that the answer does not place is told in one line, and recorded."""
    plan, reasons = plan_of(answer(["S1", "S2"]))
    assert ids(plan.briefs) == ["story-3", "story-4"]
    assert reasons == ("forgotten in the plan: told as a brief",) * 2
    assert all(planned.reason for planned in plan.briefs)


def test_a_story_has_one_place() -> None:
    """A repeated id counts where it first stands, an unknown one nowhere."""
    plan, reasons = plan_of(answer(["S1", "S1", "S7"], briefs=[brief("S1"), brief("S2")]), names=2)
    assert ids(plan.sections[0].stories) == ["story-1"]
    assert ids(plan.briefs) == ["story-2"]
    assert sorted(reasons) == [
        "repeated story id in the plan: ignored",
        "repeated story id in the plan: ignored",
        "unknown story id in the plan: ignored",
    ]


def test_what_exceeds_the_quota_becomes_a_brief() -> None:
    """Only so many stories are told in full; the last ones are cut down."""
    plan, reasons = plan_of(answer(["S1", "S2"], ["S3", "S4"]), most=3)
    assert [ids(section.stories) for section in plan.sections] == [["story-1", "story-2"], ["story-3"]]
    assert ids(plan.briefs) == ["story-4"]
    assert plan.briefs[0].importance is Importance.BRIEF
    assert reasons == ()


def test_a_section_without_heading_or_stories_disappears() -> None:
    """Stories under an empty heading are not lost."""
    sections = [
        {"heading": " ", "stories": [pick("S1")]},
        {"heading": "空栏", "stories": []},
        {"heading": "有栏", "stories": [pick("S2")]},
    ]
    plan, _ = plan_of(answer(sections=sections), names=2)
    assert [section.heading for section in plan.sections] == ["有栏"]
    assert ids(plan.briefs) == ["story-1"]


def test_later_sections_join_the_seventh() -> None:
    """There are never more sections than calls."""
    plan, _ = plan_of(answer(*[[name] for name in STORIES]), names=9)
    assert len(plan.sections) == 7
    assert ids(plan.sections[-1].stories) == ["story-7", "story-8", "story-9"]


def test_left_out_stories_keep_their_reason() -> None:
    """What is not for this paper is on record, not in the plan."""
    left = [{"story": "S2", "reason": "促销"}]
    plan, reasons = plan_of(answer(["S1"], left_out=left), names=2)
    assert [(each.story.id, each.reason) for each in plan.left_out] == [("story-2", "促销")]
    assert plan.briefs == reasons == ()


@pytest.mark.parametrize("given", [answer(), answer(["S9"]), answer(["S1"], title=" ")])
def test_a_plan_without_substance_is_refused(given: ChooseAnswer) -> None:
    """No section with a known story, or no title, is no plan."""
    with pytest.raises(ValueError, match="the plan has no section"):
        plan_of(given)


def test_a_long_title_is_cut_at_a_clause() -> None:
    """The title has at most 40 characters and ends with a whole part."""
    long = "星河科技发布远航二号模型并把推理价格下调四成，青松芯片完成融资，海川市出台机器人上路规则"
    plan, _ = plan_of(answer(["S1"], title=long))
    assert plan.title == "星河科技发布远航二号模型并把推理价格下调四成，青松芯片完成融资"


def test_tags_are_words() -> None:
    """Marks are taken off, repetitions and sentences dropped, ten are enough."""
    tags = ["#甲", "甲", " 乙 ", "", "丙" * 31, *[str(number) for number in range(20)]]
    plan, _ = plan_of(answer(["S1"], tags=tags))
    assert plan.tags[:2] == ("甲", "乙")
    assert len(plan.tags) == 10


@pytest.mark.parametrize("changes", [{"extra": 1}, {"title": None}, {"sections": [{"heading": "甲"}]}])
def test_another_shape_is_no_answer(changes: dict[str, Any]) -> None:
    """Extra and missing fields and other types are refused."""
    with pytest.raises(ValidationError):
        answer(["S1"], **changes)
