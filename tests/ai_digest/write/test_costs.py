"""Prices, the ledger and the kept answers."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest

from ai_digest.model import Call, Failure
from ai_digest.write import Ledger
from ai_digest.write.answers import Answer, AnswerCache, request_hash
from ai_digest.write.prices import Usage, cost, price_of, price_table

if TYPE_CHECKING:
    from pathlib import Path

MILLION = 1_000_000
ANSWER = Answer(text="…", stop_reason="end_turn", usage=Usage(1, 2, 3, 4))


@pytest.mark.parametrize(
    ("model", "usage", "dollars"),
    [
        ("claude-sonnet-5-5", Usage(MILLION, 0, 0, 0), 2.0),
        ("claude-sonnet-5-5", Usage(0, MILLION, 0, 0), 2.5),
        ("claude-sonnet-5-5", Usage(0, 0, MILLION, 0), 0.2),
        ("claude-sonnet-5-5", Usage(0, 0, 0, MILLION), 10.0),
        ("claude-opus-5-5", Usage(MILLION, 0, 0, MILLION), 24.0),
        ("claude-haiku-5-5", Usage(50_000, 0, 50_000, 10_000), 0.0105),
        ("claude-haiku-5-5", Usage(50_001, 0, 50_000, 0), 5 * (0.0050001 + 0.0005)),
        ("claude-haiku-5-5", Usage(0, 0, 0, MILLION), 0.5),
        ("claude-haiku-5-5-20261001", Usage(MILLION, 0, 0, 0), 0.5),
    ],
)
def test_a_call_costs_what_the_table_says(model: str, usage: Usage, dollars: float) -> None:
    """Each kind of token has its price; a long prompt makes all of Haiku's prices five-fold."""
    assert cost(model, usage) == pytest.approx(dollars)


def test_an_unknown_model_has_no_price() -> None:
    """What is not in the table has no price, also where its name begins like one that is."""
    assert cost("claude-next", Usage(1, 1, 1, 1)) is None
    assert price_of("claude-sonnet-5-5-preview") is None


def test_the_table_is_dated() -> None:
    """The table says when it was looked up, and a cached token is never dearer than a fresh one."""
    table = price_table()
    assert table.as_of.year >= 2026
    assert all(
        price.cache_read < price.input < price.cache_write < price.output for price in table.models.values()
    )


def call(*, dollars: float | None, cached: bool = False) -> Call:
    """Return a call of 10 + 20 + 30 prompt tokens and 5 of answer."""
    return Call("write", "m", 10, 20, 30, 5, dollars, cached)


def test_the_ledger_adds_up() -> None:
    """Answers from the cache count as calls, not as tokens or dollars."""
    ledger = Ledger()
    ledger.add_call(call(dollars=0.25))
    ledger.add_call(call(dollars=0.0, cached=True))
    assert (ledger.input_tokens, ledger.output_tokens, ledger.cost) == (60, 5, 0.25)
    ledger.add_call(call(dollars=None))
    assert ledger.cost is None


def test_an_empty_ledger_costs_nothing() -> None:
    """Without calls the cost is known: zero."""
    assert Ledger().cost == 0


def test_the_ledger_can_be_filled_from_threads() -> None:
    """No entry is lost when several threads write."""
    ledger = Ledger()

    def fill() -> None:
        for _ in range(200):
            ledger.add_call(call(dollars=0.0))
            ledger.add_failure(Failure("write", "…", "…"))

    threads = [threading.Thread(target=fill) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ledger.calls) == len(ledger.failures) == 800


def test_a_kept_answer_comes_back(tmp_path: Path) -> None:
    """The same request finds its answer, another one does not."""
    cache = AnswerCache(tmp_path / "claude")
    cache.put(request_hash({"a": 1, "b": "甲"}), ANSWER)
    assert cache.get({"b": "甲", "a": 1}) == ANSWER
    assert cache.get({"a": 2}) is None
    assert [path.name for path in (tmp_path / "claude").iterdir()] == [
        f"{request_hash({'a': 1, 'b': '甲'})}.json"
    ]


@pytest.mark.parametrize("content", ["", "{", '{"text": "x"}', json.dumps([1]), "\udcff"])
def test_a_damaged_answer_is_none(tmp_path: Path, content: str) -> None:
    """A file that is empty, torn or of another shape is ignored and replaced."""
    cache = AnswerCache(tmp_path)
    path = tmp_path / f"{request_hash({})}.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert cache.get({}) is None
    cache.put(request_hash({}), ANSWER)
    assert cache.get({}) == ANSWER
