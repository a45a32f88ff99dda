"""The gate: no gold page falls below its floor, and the floor is not lowered in passing.

To lower a floor, change floor.json and the constants here in the same commit, and say why in docs/design.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.eval.article_text.score import PAGES, Score, compare, scores, tokens

FLOOR: dict[str, Any] = json.loads((Path(__file__).parent / "floor.json").read_text(encoding="utf-8"))
LOWEST_MEAN = 0.99
LOWEST_PAGE = 0.98
FEWEST_PAGES = 16


@pytest.fixture(scope="module")
def found() -> dict[str, Score]:
    """Score every page once."""
    return scores()


def test_the_floor_is_not_lowered() -> None:
    """The floor on file is no lower than the one this test remembers, and covers every page."""
    assert FLOOR["mean"] >= LOWEST_MEAN
    assert min(FLOOR["pages"].values()) >= LOWEST_PAGE
    assert set(FLOOR["pages"]) == {page.stem for page in PAGES.glob("*.html")}
    assert len(FLOOR["pages"]) >= FEWEST_PAGES


@pytest.mark.parametrize("name", sorted(FLOOR["pages"]))
def test_a_page_reaches_its_floor(name: str, found: dict[str, Score]) -> None:
    """Each page scores at least what it is known to score."""
    assert found[name].f1 >= FLOOR["pages"][name]


def test_the_mean_reaches_its_floor(found: dict[str, Score]) -> None:
    """The pages together score at least what they are known to score."""
    assert sum(score.f1 for score in found.values()) / len(found) >= FLOOR["mean"]


def test_tokens_are_words_figures_and_pairs() -> None:
    """Latin words and figures are tokens as they are, Chinese is cut into pairs within a run."""
    assert tokens("GPT-5 用了 3.5 秒，快！") == {"gpt-5": 1, "用了": 1, "3.5": 1, "秒": 1, "快": 1}
    assert tokens("湖上有桥") == {"湖上": 1, "上有": 1, "有桥": 1}


@pytest.mark.parametrize(
    ("text", "gold", "f1"),
    [
        ("a b", "a b", 1.0),
        ("a b c d", "a b", 2 / 3),
        ("a", "a a", 2 / 3),
        ("", "", 1.0),
        ("a", "", 0.0),
        ("", "a", 0.0),
    ],
)
def test_f1_weighs_what_is_missing_and_what_is_too_much(text: str, gold: str, f1: float) -> None:
    """Too much lowers precision, too little recall; a token counts as often as it occurs."""
    assert compare(text, gold).f1 == pytest.approx(f1)
