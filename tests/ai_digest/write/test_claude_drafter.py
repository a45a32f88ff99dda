"""The drafter that asks Claude, over real HTTP with the real SDK against the scripted API."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ai_digest.errors import DraftError
from ai_digest.model import Drafter, Importance
from ai_digest.write import Models
from tests.ai_digest.write.stories import item, selection, story
from tests.scripted_claude import (
    Reply,
    ScriptedClaude,
    newsroom,
    plan_for,
    texts_for,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ai_digest.write import ClaudeDrafter, Ledger, Progress
    from tests.scripted_claude import Answer, Body

    MakeDrafter = Callable[..., ClaudeDrafter]


def answers_of(claude: ScriptedClaude) -> list[str]:
    """Return what the newsroom answered to each request."""
    return [newsroom(received.body).text for received in claude.history]


BROKEN_JSON = Reply('{"stories": [')


def test_a_day_is_planned_and_written(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger
) -> None:
    """Every story of the selection is in the draft once, in the words of the answers."""
    chosen = selection(full=6, briefs=3)
    drafter = make_drafter()
    draft = drafter.write(drafter.plan(chosen))
    told = [each.planned.story.id for each in (*draft.stories, *draft.briefs)]
    assert sorted(told) == sorted(each.id for each in (*chosen.full, *chosen.briefs))
    assert draft.drafter is Drafter.CLAUDE
    assert all(fact.quote in chosen.full[0].lead.text for fact in draft.stories[0].facts)
    assert draft.stories[0].planned.importance is Importance.LEAD
    assert ledger.failures == ()
    assert len(ledger.calls) == len(claude.history) == 7


@pytest.mark.parametrize(("full", "briefs"), [(1, 0), (3, 2), (20, 12), (30, 0)])
def test_a_day_takes_at_most_eight_calls(
    claude: ScriptedClaude, make_drafter: MakeDrafter, full: int, briefs: int
) -> None:
    """One call to choose and at most seven to write, however many stories there are."""
    drafter = make_drafter()
    drafter.write(drafter.plan(selection(full, briefs)))
    assert len(claude.history) <= 8


def test_a_busy_day_puts_small_sections_together(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """Seven sections and 更多动态 are six calls; every section keeps its place and its stories."""

    def seven(body: Body) -> Reply:
        plan = plan_for(body["messages"][0]["content"])
        picks = [pick for section in plan["sections"] for pick in section["stories"]]
        plan["sections"] = [{"heading": f"第{n}栏", "stories": [pick]} for n, pick in enumerate(picks)]
        return Reply(json.dumps(plan))

    claude.enqueue(seven)
    drafter = make_drafter()
    draft = drafter.write(drafter.plan(selection(full=7, briefs=2)))
    assert len(claude.history) == 7
    assert (len(draft.sections), len(draft.briefs)) == (7, 2)


def test_a_long_section_is_written_in_parts(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """No call has more than five stories to tell in full, whatever the plan says."""

    def one(body: Body) -> Reply:
        plan = plan_for(body["messages"][0]["content"])
        picks = [pick for section in plan["sections"] for pick in section["stories"]]
        groups = (picks[:8], picks[8:9], picks[9:10], picks[10:])
        plan["sections"] = [{"heading": f"第{n}栏", "stories": group} for n, group in enumerate(groups)]
        return Reply(json.dumps(plan))

    claude.enqueue(one)
    drafter = make_drafter()
    draft = drafter.write(drafter.plan(selection(full=11, briefs=0)))
    counts = [received.prompt.count(" 详写>") for received in claude.history[1:]]
    assert sorted(counts) == [1, 1, 1, 4, 4]
    assert [len(section.stories) for section in draft.sections] == [8, 1, 1, 1]


def test_a_story_missing_in_an_answer_is_drafted_extractively(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger
) -> None:
    """Only the story that the answer lacks falls back; its neighbours are Claude's."""

    def one_short(body: Body) -> Reply:
        texts = texts_for(body["messages"][0]["content"])
        return Reply(json.dumps({**texts, "stories": texts["stories"][1:]}))

    drafter = make_drafter()
    plan = drafter.plan(selection(full=12, briefs=0))
    claude.enqueue(one_short, when="项目0号")
    draft = drafter.write(plan)
    assert [told.drafter for told in draft.sections[0].stories] == [Drafter.EXTRACT, Drafter.CLAUDE]
    assert [failure.subject for failure in ledger.failures] == [plan.sections[0].stories[0].story.lead.title]


def test_invented_ids_are_ignored(claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger) -> None:
    """A story or an item that was never given changes nothing but the record."""

    def invents(body: Body) -> Reply:
        texts = texts_for(body["messages"][0]["content"])
        texts["stories"][0]["facts"][0]["item"] = "I99"
        texts["stories"].append({**texts["stories"][0], "story": "S99"})
        return Reply(json.dumps(texts))

    drafter = make_drafter()
    plan = drafter.plan(selection(full=1, briefs=0))
    claude.enqueue(invents)
    draft = drafter.write(plan)
    assert len(draft.stories) == 1
    assert len(draft.stories[0].facts) == 2
    assert {failure.reason for failure in ledger.failures} == {
        "a fact names item 'I99': ignored",
        "unknown story id in the answer: ignored",
    }


def test_a_story_may_be_written_as_a_brief(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """A story too thin for facts goes to the head of the briefs, and an empty section disappears."""

    def thin(body: Body) -> Reply:
        brief = {"story": "S1", "headline": "星河科技下调价格", "line": "降幅四成。"}
        return Reply(json.dumps({"stories": [], "briefs": [brief]}))

    drafter = make_drafter()
    plan = drafter.plan(selection(full=2, briefs=1))
    claude.enqueue(thin, when="项目0号")
    draft = drafter.write(plan)
    assert len(draft.sections) == 1
    assert draft.briefs[0].headline == "星河科技下调价格"
    assert draft.briefs[0].planned.importance is Importance.BRIEF


def test_a_thinking_block_is_skipped(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """Thinking before the answer is no part of it."""
    claude.enqueue(lambda body: replace(newsroom(body), thinks=True))
    assert make_drafter().plan(selection()).sections


def test_an_answered_call_is_never_sent_twice(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger
) -> None:
    """A second run of the same day sends nothing, costs nothing and gives the same draft."""
    first, second = make_drafter(), make_drafter()
    draft = first.write(first.plan(selection()))
    sent, paid = len(claude.history), ledger.cost
    assert second.write(second.plan(selection())) == draft
    assert len(claude.history) == sent
    assert ledger.cost == paid
    assert [call.cached for call in ledger.calls] == [False] * sent + [True] * sent


@pytest.mark.parametrize("answers", [(Reply("", stop_reason="refusal"),), (BROKEN_JSON, BROKEN_JSON)])
def test_a_useless_answer_is_not_served_again(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger, answers: tuple[Answer, ...]
) -> None:
    """Within a run it stands, or a run that died would decide otherwise; the run after it asks anew."""
    claude.enqueue(*answers)
    first = make_drafter()
    plan, sent = first.plan(selection()), len(claude.history)
    assert make_drafter().plan(selection()) == plan
    assert len(claude.history) == sent
    first.finish()
    assert make_drafter().plan(selection()) != plan
    assert len(claude.history) == sent + 1


def test_a_run_that_died_goes_on(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """What was answered before an interruption, a bad first answer included, is not asked for again."""

    def interrupt(progress: Progress) -> None:
        if progress.done:
            raise KeyboardInterrupt

    claude.enqueue(BROKEN_JSON)
    first = make_drafter(concurrency=1, on_progress=interrupt)
    plan = first.plan(selection())
    with pytest.raises(KeyboardInterrupt):
        first.write(plan)
    second = make_drafter()
    second.write(second.plan(selection()))
    bodies = [json.dumps(received.body, sort_keys=True) for received in claude.history]
    assert len(bodies) <= 1 + 8 + 1  # the second answer to the plan, and one call the interruption cut off
    assert len(set(bodies[:3])) == 3
    assert all(bodies.count(body) == 1 for body in bodies[:3])


@pytest.mark.parametrize("address", ["http://[bad", "ftp://127.0.0.1:9", "127.0.0.1", "http://127.0.0.1:9"])
def test_a_wrong_address_is_one_line(
    make_drafter: MakeDrafter, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Whatever ANTHROPIC_BASE_URL holds, the outcome is a DraftError."""
    monkeypatch.setenv("ANTHROPIC_BASE_URL", address)
    with pytest.raises(DraftError):
        make_drafter().plan(selection())


def test_space_around_the_key_does_no_harm(
    claude: ScriptedClaude, make_drafter: MakeDrafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line break that a secrets file leaves behind the key is not sent."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", " scripted\n")
    assert make_drafter().plan(selection()).sections
    assert claude.history[0].headers["authorization"] == "Bearer scripted"


def test_an_answer_is_plain_text(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """Marks, line breaks and invisible characters do not reach the draft; a label is never empty."""

    def decorated(body: Body) -> Reply:
        texts = texts_for(body["messages"][0]["content"])
        texts["stories"][0] |= {"headline": "# **星河**\n科技\u202e", "insights": ["- 因为便宜", "", " "]}
        texts["stories"][0]["facts"][0]["label"] = ""
        return Reply(json.dumps(texts))

    drafter = make_drafter()
    plan = drafter.plan(selection(full=1, briefs=0))
    claude.enqueue(decorated)
    told = drafter.write(plan).stories[0]
    assert told.headline == "星河 科技"
    assert told.insights == ("因为便宜",)
    assert told.facts[0].label == "晨星网"


def test_other_words_are_another_request(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """A plan whose items have got longer texts is written anew."""
    drafter = make_drafter()
    plan = drafter.plan(selection(full=1, briefs=0))
    drafter.write(plan)
    longer = story(0, item(0, text="补充的正文写明预算为 8.8 亿元，分三年拨付。"))
    planned = replace(plan.sections[0].stories[0], story=longer)
    draft = drafter.write(replace(plan, sections=(replace(plan.sections[0], stories=(planned,)),)))
    assert len(claude.history) == 3
    assert draft.stories[0].facts[0].quote == "补充的正文写明预算为 8.8 亿元，分三年拨付。"


def test_a_full_disk_loses_only_the_cache(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger, tmp_path: Path
) -> None:
    """An answer that cannot be kept is still used, and the record says so."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert make_drafter(cache=blocked).plan(selection()).sections
    assert "could not be kept" in ledger.failures[0].reason


def test_progress_is_told_section_by_section(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """The caller hears of each section that ends, how many there are, and how much text has arrived."""
    heard: list[Progress] = []
    drafter = make_drafter(on_progress=heard.append)
    drafter.write(drafter.plan(selection(full=2, briefs=1)))
    assert list(dict.fromkeys(each.done for each in heard if each.done)) == [1, 2, 3]
    assert {each.total for each in heard} == {3}
    assert heard[-1].characters == sum(len(reply) for reply in answers_of(claude)[1:])


def test_sections_are_written_in_parallel(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """After the first answer has opened the prompt cache, the others do not wait for each other."""
    drafter = make_drafter(concurrency=4)
    plan = drafter.plan(selection(full=4, briefs=0))
    barrier = threading.Barrier(3)

    def together(body: Body) -> Reply:
        barrier.wait(timeout=5)
        return newsroom(body)

    claude.enqueue(newsroom, when="项目0号")
    claude.enqueue(together, together, together)
    assert drafter.write(plan).drafter is Drafter.CLAUDE
    assert not barrier.broken


def test_the_prompt_cache_is_opened_once(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger
) -> None:
    """Only the first write call pays for the shared prefix; all others read it."""
    drafter = make_drafter(concurrency=8)
    drafter.write(drafter.plan(selection()))
    written = [call for call in ledger.calls if call.model == "claude-sonnet-5-5"]
    assert sum(call.cache_write_tokens > 0 for call in written) == 1
    assert sum(call.cache_read_tokens > 0 for call in written) == len(written) - 1


def test_an_interruption_ends_the_run(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """Ctrl-C between two sections is passed on and no further call is begun."""

    def interrupt(progress: Progress) -> None:
        if progress.done:
            raise KeyboardInterrupt

    drafter = make_drafter(concurrency=1, on_progress=interrupt)
    plan = drafter.plan(selection())
    with pytest.raises(KeyboardInterrupt):
        drafter.write(plan)
    assert len(claude.history) <= 3


def test_no_key_is_said_at_once(monkeypatch: pytest.MonkeyPatch, make_drafter: MakeDrafter) -> None:
    """Without a credential there is no plan, and the message says what to do."""
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    with pytest.raises(DraftError, match="set ANTHROPIC_API_KEY"):
        make_drafter().plan(selection())


def test_an_auth_token_will_do(
    claude: ScriptedClaude, make_drafter: MakeDrafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The SDK's other credential works as well."""
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "token-of-a-gateway")
    assert make_drafter().plan(selection()).sections
    assert claude.history[0].headers["authorization"] == "Bearer token-of-a-gateway"


def test_the_order_of_sections_is_kept(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """Sections stand in the plan's order, whichever answer arrives first."""

    def late(body: Body) -> Reply:
        time.sleep(0.1)
        return newsroom(body)

    drafter = make_drafter()
    plan = drafter.plan(selection())
    claude.enqueue(late, when="项目1号")
    draft = drafter.write(plan)
    assert [section.heading for section in draft.sections] == [section.heading for section in plan.sections]


def test_an_unknown_model_has_no_price(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger
) -> None:
    """The cost of a model that is not in the table is unknown, not zero."""
    make_drafter(models=Models("claude-next", "claude-next")).plan(selection())
    assert ledger.calls[0].cost is None
    assert ledger.cost is None
