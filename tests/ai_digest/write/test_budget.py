"""What a run may spend is counted before it is spent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.errors import DraftError, NoEditionError
from ai_digest.model import Importance
from ai_digest.write import Budget, Models
from ai_digest.write.budget import OverBudgetError, Spent
from ai_digest.write.estimate import likely_cost, likely_usage, prompt_tokens, tokens_of
from ai_digest.write.prices import Usage, cost, cost_at_most
from tests.ai_digest.write.conftest import MODELS
from tests.ai_digest.write.stories import selection
from tests.scripted_claude import Reply, ScriptedClaude

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_digest.write import ClaudeDrafter, Ledger

    MakeDrafter = Callable[..., ClaudeDrafter]


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 0), ("a", 1), ("abc", 1), ("新闻", 3), ("，。", 3), ("GPT 发布", 4)]
)
def test_tokens_are_counted_by_the_kind_of_character(text: str, tokens: int) -> None:
    """Five for four Chinese characters, one for three others, rounded up."""
    assert tokens_of(text) == tokens


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_longer_text_has_no_fewer_tokens(text: str, more: str) -> None:
    """Adding to a text never makes it cheaper."""
    assert tokens_of(text) <= tokens_of(text + more) <= tokens_of(text) + tokens_of(more)


def test_the_estimate_is_never_below_what_is_counted(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger
) -> None:
    """For every call of a day the tokens in and out stay below what was foreseen."""
    drafter = make_drafter()
    plan = drafter.plan(selection(full=12, briefs=6))
    likely = {purpose: likely_usage(asked) for purpose, asked in drafter.requests(plan)}
    drafter.write(plan)
    for call in ledger.calls[1:]:
        read = call.input_tokens + call.cache_write_tokens + call.cache_read_tokens
        assert read <= likely[call.purpose].prompt_tokens
        assert call.output_tokens <= likely[call.purpose].output_tokens


def test_a_budget_that_does_holds_nothing_back(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """A limit that is not reached changes nothing."""
    free, limited = make_drafter(), make_drafter(budget=Budget(max_cost=9.0, max_tokens=10**6))
    assert free.write(free.plan(selection())) == limited.write(limited.plan(selection()))


@pytest.mark.parametrize("kind", ["max_cost", "max_tokens"])
def test_a_small_budget_tells_fewer_stories_in_full(
    claude: ScriptedClaude, make_drafter: MakeDrafter, ledger: Ledger, kind: str
) -> None:
    """Over a limit the last stories are told in one line; none is lost, leads stay, all is recorded."""
    drafter = make_drafter()
    plan = drafter.plan(selection(full=12, briefs=2))
    calls = [asked for _, asked in drafter.requests(plan)]
    full_price = sum(map(likely_cost, calls))
    all_tokens = sum(prompt_tokens(asked.request) for asked in calls)
    limit = {"max_cost": full_price * 0.6, "max_tokens": int(all_tokens * 0.9)}[kind]
    small = make_drafter(budget=Budget(**{kind: limit}))
    draft = small.write(plan)
    assert 1 <= len(draft.stories) < 12
    assert len(draft.stories) + len(draft.briefs) == 14
    leads = [told for told in draft.stories if told.planned.importance is Importance.LEAD]
    assert len(leads) == 2
    assert f"{len(draft.stories)} of 12 stories are told in full" in ledger.failures[0].reason
    assert f"AI_DIGEST_{kind.upper()}" in ledger.failures[0].reason


def test_too_small_a_budget_stops_before_anything_is_sent(
    claude: ScriptedClaude, make_drafter: MakeDrafter
) -> None:
    """If even one story in full is too much there is no edition, and no request."""
    with pytest.raises(NoEditionError, match=r"one story told in full .* the limit is \$0\.001"):
        make_drafter(budget=Budget(max_cost=0.001)).plan(selection())
    assert claude.history == []


def test_a_second_try_beyond_the_budget_is_not_sent(
    claude: ScriptedClaude, make_drafter: MakeDrafter
) -> None:
    """What is left does for the plan's calls, not for asking again."""
    drafter = make_drafter()
    plan = drafter.plan(selection(full=1, briefs=0))
    price = sum(likely_cost(asked) for _, asked in drafter.requests(plan))
    claude.enqueue(Reply('{"stories": ['))
    with pytest.raises(DraftError, match="the budget is used up"):
        make_drafter(budget=Budget(max_cost=price)).write(plan)
    assert len(claude.history) == 1 + 1


def test_a_limit_counts_what_is_under_way() -> None:
    """Two calls that fit one by one do not fit side by side; what a call really cost frees the rest."""
    asked = _asked()
    price = likely_cost(asked)
    budget = Budget(max_cost=price * 1.5)
    reserved = budget.reserve(asked)
    with pytest.raises(OverBudgetError, match="AI_DIGEST_MAX_COST"):
        budget.reserve(asked)
    budget.settle(reserved, Spent(10, price * 0.1))
    budget.reserve(asked)


def test_an_unknown_model_counts_as_the_dearest(claude: ScriptedClaude, make_drafter: MakeDrafter) -> None:
    """A model without a price cannot slip through a limit."""
    usage = Usage(1000, 0, 0, 1000)
    assert cost("claude-next", usage) is None
    assert cost_at_most("claude-next", usage) == pytest.approx(cost("claude-opus-5-5", usage) or 0)
    drafter = make_drafter(models=Models("claude-next", "claude-next"), budget=Budget(max_cost=0.01))
    with pytest.raises(NoEditionError, match="AI_DIGEST_MAX_COST"):
        drafter.plan(selection())


def test_a_batch_costs_half() -> None:
    """Every price is halved, the prompt cache's too."""
    usage = Usage(1000, 2000, 3000, 4000)
    direct = cost("claude-sonnet-5-5", usage)
    assert direct is not None
    assert cost("claude-sonnet-5-5", usage, batch=True) == pytest.approx(direct / 2)


def _asked() -> object:
    from ai_digest.write.prompt import choose_request
    from ai_digest.write.style import Style
    from tests.ai_digest.write.conftest import DATE

    stories = selection().full
    return choose_request(stories, most=1, model=MODELS.choose, style=Style(), edition=DATE)
