"""Every way in which a call can end has one outcome: the rows of the table in docs/operating.md."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from ai_digest.errors import DraftError
from ai_digest.model import Drafter, WrittenStory
from tests.ai_digest.write.stories import selection
from tests.newsroom import ROOT
from tests.scripted_claude import (
    Drop,
    ErrorEvent,
    Page,
    Reply,
    ScriptedClaude,
    Stall,
    Status,
    newsroom,
    texts_for,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_digest.model import Draft
    from ai_digest.write import ClaudeDrafter, Ledger
    from tests.scripted_claude import Answer, Behaviour, Body

    MakeDrafter = Callable[..., ClaudeDrafter]

EMPTY_PLAN = '{"same": [], "sections": [], "briefs": [], "left_out": [], "title": "", "tags": [], "seo": []}'
STORY = "项目0号"


@dataclass(frozen=True)
class Ending:
    """A row: what the API does, how often, and what comes of it; `reason` is part of what is recorded.

    While choosing: held (the whole edition is an extract) or rules (the plan is made by rules). While
    writing, a section of two stories: extracts, divided, or the refused one told by its headline.
    """

    name: str
    answer: Answer
    choose: str
    write: str
    reason: str
    times: int = 1


ENDINGS = [
    Ending("400", Status(400, "invalid_request_error"), "rules", "extracts", "check the model settings"),
    Ending("401", Status(401, "authentication_error"), "held", "extracts", "check ANTHROPIC_API_KEY"),
    Ending("403", Status(403, "permission_error"), "held", "extracts", "what it may use"),
    Ending("404", Status(404, "not_found_error"), "rules", "extracts", "check the name of the model"),
    Ending("413", Status(413, "request_too_large"), "rules", "divided", "413"),
    Ending("429", Status(429, "rate_limit_error"), "held", "extracts", "rate limit"),
    Ending("500", Status(500), "held", "extracts", "500"),
    Ending("529", Status(529, "overloaded_error"), "held", "extracts", "overloaded"),
    Ending("time-out", Stall(0.3), "held", "extracts", "no answer within 0.1 s"),
    Ending("reset", Drop(), "held", "extracts", "no connection"),
    Ending("proxy page", Page(), "held", "extracts", "something else than a message"),
    Ending("dies at once", Reply("{}", ends_at="start"), "held", "extracts", "broke off twice", 2),
    Ending("dies mid-stream", Reply("{}" * 9, ends_at="middle"), "held", "extracts", "broke off twice", 2),
    Ending("ends too early", Reply("{}", ends_at="clean"), "held", "extracts", "broke off twice", 2),
    Ending("error event", ErrorEvent(), "held", "extracts", "overloaded_error", 2),
    Ending("no stop reason", Reply("{}", stop_reason=None), "held", "extracts", "broke off twice", 2),
    Ending("broken JSON", Reply('{"stories": ['), "rules", "extracts", "out of form twice", 2),
    Ending("wrong shape", Reply('{"stories": []}'), "rules", "extracts", "out of form twice", 2),
    Ending("nothing in it", Reply(EMPTY_PLAN), "rules", "extracts", "out of form twice", 2),
    Ending("empty answer", Reply(""), "rules", "extracts", "out of form twice", 2),
    Ending("unknown stop reason", Reply("", stop_reason="pause_turn"), "rules", "extracts", "pause_turn"),
    Ending("refusal", Reply("", stop_reason="refusal", refusal="cyber"), "rules", "headline", "(cyber)", 2),
    Ending("max_tokens", Reply('{"stories"', stop_reason="max_tokens"), "rules", "divided", "max_tokens"),
    Ending(
        "context exceeded", Reply("", stop_reason="model_context_window_exceeded"), "rules", "divided", "long"
    ),
]
BY_NAME = {ending.name: ending for ending in ENDINGS}
every_ending = pytest.mark.parametrize("name", BY_NAME)


def two_stories(drafter: ClaudeDrafter, claude: ScriptedClaude, *answers: Answer | Behaviour) -> Draft:
    """Write a day of which the first section has two stories; the first of them gets these answers."""
    plan = drafter.plan(selection(full=12, briefs=0))
    claude.enqueue(*answers, when=STORY)
    return drafter.write(plan)


@every_ending
def test_while_choosing(claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger, name: str) -> None:
    """Held: a DraftError of one line. Rules: a plan all the same, recorded."""
    ending = BY_NAME[name]
    claude.enqueue(*[ending.answer] * ending.times)
    drafter = make_drafter(timeout=0.1 if name == "time-out" else 5.0)
    if ending.choose == "held":
        with pytest.raises(DraftError, match=re.escape(ending.reason)) as caught:
            drafter.plan(selection())
        assert "\n" not in str(caught.value)
        return
    assert [len(section.stories) for section in drafter.plan(selection()).sections]
    assert [failure.stage for failure in ledger.failures] == ["choose"]
    assert ending.reason in ledger.failures[0].reason
    assert ledger.failures[0].reason.endswith("planned by rules")


@every_ending
def test_while_writing(claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger, name: str) -> None:
    """The other sections are Claude's whatever happens to one; what happens to that one is on record."""
    ending = BY_NAME[name]
    drafter = make_drafter(timeout=0.1 if name == "time-out" else 5.0)
    draft = two_stories(drafter, claude, *[ending.answer] * ending.times)
    told = {written.planned.story.id: written for written in draft.written}
    drafters = [told[f"story-{number}"].drafter for number in range(12)]
    assert set(drafters[2:]) == {Drafter.CLAUDE}
    assert draft.drafter is Drafter.CLAUDE
    if ending.write == "divided":
        assert set(drafters) == {Drafter.CLAUDE}
        assert ledger.failures == ()
        return
    assert [ending.reason in failure.reason for failure in ledger.failures] == [True]
    if ending.write == "headline":
        assert drafters[:2] == [Drafter.EXTRACT, Drafter.CLAUDE]
        assert not isinstance(told["story-0"], WrittenStory)
        assert (told["story-0"].headline, told["story-0"].line) == (
            "星河科技发布远航二号模型，推理价格下调四成",
            "",
        )
    else:
        assert drafters[:2] == [Drafter.EXTRACT] * 2
        assert all(isinstance(told[f"story-{number}"], WrittenStory) for number in (0, 1))


@every_ending
def test_while_repairing(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger, name: str
) -> None:
    """The draft stays as it is, and the reason is recorded."""
    from tests.ai_digest.write.test_repair import DRAFT, DROPS

    ending = BY_NAME[name]
    claude.enqueue(*[ending.answer] * ending.times)
    assert make_drafter(timeout=0.1 if name == "time-out" else 5.0).repair(DRAFT, DROPS) == DRAFT
    assert len(ledger.failures) == 1
    assert ending.reason in ledger.failures[0].reason


def test_the_table_has_every_ending() -> None:
    """docs/operating.md has a row for each ending that is tested, and no other."""
    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    table = text.partition("## Claude")[2].partition("| ending |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1].strip() for line in table.splitlines()[2:]]
    assert rows == list(BY_NAME)


@pytest.mark.parametrize(
    "ending",
    [each for each in ENDINGS if each.times == 2 and each.name != "refusal"],
    ids=lambda each: each.name,
)
def test_one_bad_answer_costs_one_call(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger, ending: Ending
) -> None:
    """Where an answer is asked for once more, a good one saves the plan."""
    claude.enqueue(ending.answer)
    assert make_drafter().plan(selection()).sections
    assert len(claude.history) == 2
    assert ledger.failures == ()


def test_a_section_cut_off_goes_on_behind_what_is_complete(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger
) -> None:
    """The stories that are whole in the answer are kept, and only the rest is asked for."""

    def cut(body: Body) -> Reply:
        text = newsroom(body).text
        return Reply(text[: int(len(text) * 0.8)], stop_reason="max_tokens")

    draft = two_stories(make_drafter(), claude, cut)
    sent = [received.prompt for received in claude.history[1:] if "项目1号" in received.prompt]
    assert [STORY in prompt for prompt in sent] == [True, False]
    assert {told.drafter for told in draft.stories} == {Drafter.CLAUDE}
    assert len(draft.stories[0].facts) == 3
    assert ledger.failures == ()


def test_what_cannot_be_divided_any_further_is_an_extract(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger
) -> None:
    """One story that is too long on its own is an extract; its neighbour is not."""
    draft = two_stories(make_drafter(), claude, *[Status(413, "request_too_large")] * 2)
    assert [told.drafter for told in draft.sections[0].stories] == [Drafter.EXTRACT, Drafter.CLAUDE]
    assert [failure.subject for failure in ledger.failures] == [draft.stories[0].planned.story.lead.title]


def test_dividing_has_an_end(claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger) -> None:
    """A section that is refused over and over makes at most eight further calls."""
    refusal = Reply("", stop_reason="refusal")
    drafter = make_drafter()
    plan = drafter.plan(selection(full=1, briefs=30))
    claude.enqueue(*[refusal] * 99, when=" 简讯>")
    draft = drafter.write(plan)
    assert len(claude.history) - 2 == 1 + 8
    assert len(draft.briefs) == 30
    assert {told.line for told in draft.briefs} == {""}


@pytest.mark.parametrize(
    ("headers", "calls"),
    [
        ({"retry-after-ms": "5"}, 2),
        ({"retry-after": "0.005"}, 2),
        ({"retry-after": "soon"}, 2),
        ({}, 2),
        ({"retry-after": "86400"}, 1),
        ({"retry-after": "Thu, 03 Sep 2099 00:00:00 GMT"}, 1),
    ],
)
def test_a_rate_limit_is_waited_out_within_bounds(
    claude: ScriptedClaude, make_drafter: MakeDrafter, headers: dict[str, str], calls: int
) -> None:
    """What the API asks for is honoured up to a minute; beyond that the call is given up."""
    claude.enqueue(Status(429, "rate_limit_error", headers=headers))
    drafter = make_drafter(max_retries=1)
    if calls == 2:
        assert drafter.plan(selection()).sections
    else:
        with pytest.raises(DraftError, match="it asks to wait"):
            drafter.plan(selection())
    assert len(claude.history) == calls


@pytest.mark.parametrize("answer", [Status(500), Status(529), Status(503), Drop()])
def test_what_can_pass_is_tried_twice_more(
    claude: ScriptedClaude, make_drafter: MakeDrafter, answer: Answer
) -> None:
    """Three calls in all, then the third one's answer counts."""
    claude.enqueue(answer, answer)
    assert make_drafter(max_retries=2).plan(selection()).sections
    assert len(claude.history) == 3


def test_a_day_of_which_nothing_was_written_is_no_draft(
    claude: ScriptedClaude, make_drafter: MakeDrafter
) -> None:
    """If every section is lost the drafter gives up, so that the edition is held."""
    drafter = make_drafter()
    plan = drafter.plan(selection(full=2, briefs=1))
    claude.enqueue(*[Status(529, "overloaded_error")] * 3)
    with pytest.raises(DraftError, match="overloaded"):
        drafter.write(plan)


def test_lines_much_longer_than_asked_for_are_left_out(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger
) -> None:
    """Facts, insights and points that are essays are ignored, headlines are cut; facts are on record."""

    def essay(body: Body) -> Behaviour:
        texts = texts_for(body["messages"][0]["content"])
        story = texts["stories"][0]
        story["facts"][0]["text"] = "长" * 200
        story["facts"][1]["label"] = "长" * 20
        story |= {"insights": ["长" * 300, "因为短。"], "point": "长" * 90, "headline": "长" * 70}
        return Reply(json.dumps(texts))

    drafter = make_drafter()
    plan = drafter.plan(selection(full=1, briefs=0))
    claude.enqueue(essay)
    draft = drafter.write(plan)
    told = draft.stories[0]
    assert len(told.facts) == 2
    assert told.facts[0].label == "晨星网"
    assert told.insights == ("因为短。",)
    assert len(told.headline) == 54
    assert draft.summary[0].text == told.headline
    assert [failure.reason for failure in ledger.failures] == ["a fact has 200 characters: ignored"]
