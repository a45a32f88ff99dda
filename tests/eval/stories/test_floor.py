"""The gate: the grouping of the project's own day does not fall below its floor, nor the floor in passing.

To lower a floor, change floor.json and the constants here in the same commit, and say why in docs/design.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.eval.stories.days import gold_days, own_day
from tests.eval.stories.score import b_cubed, pairwise

HERE = Path(__file__).parent
FLOOR: dict[str, Any] = json.loads((HERE / "floor.json").read_text(encoding="utf-8"))
LOWEST_PRECISION, LOWEST_F1 = 0.97, 0.87
FEWEST_ITEMS = 45


def test_the_floor_is_not_lowered() -> None:
    """The floor on file is no lower than the one this test remembers, and the day no smaller."""
    assert min(floor["precision"] for floor in FLOOR.values()) >= LOWEST_PRECISION
    assert min(floor["f1"] for floor in FLOOR.values()) >= LOWEST_F1
    assert len(own_day(HERE).items) >= FEWEST_ITEMS


@pytest.mark.parametrize("kind", ["original", "translated"])
def test_the_day_reaches_its_floor(kind: str) -> None:
    """The pairs that are put together belong together, and most that belong together are found."""
    day = own_day(HERE)
    score = pairwise(day.stories, day.grouped(translated=kind == "translated"))
    assert score.precision >= FLOOR[kind]["precision"]
    assert score.f1 >= FLOOR[kind]["f1"]


def test_a_choose_call_merges_across_languages() -> None:
    """What a model proposes by id is merged across languages too, unless a guard forbids it."""
    day = own_day(HERE)
    score = pairwise(day.stories, day.merged())
    assert (score.precision, score.recall) == (1, 1)


def test_scores_count_pairs_and_items() -> None:
    """Half of the pairs found is a recall of a half; an item that was not found is alone."""
    gold = {"a": "1", "b": "1", "c": "1", "d": "2"}
    found = {"a": "x", "b": "x", "d": "y"}
    assert pairwise(gold, found).precision == 1
    assert pairwise(gold, found).recall == pytest.approx(1 / 3)
    assert b_cubed(gold, found).recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert pairwise(gold, dict.fromkeys(gold, "all")).precision == pytest.approx(0.5)


def test_gold_files_are_read(tmp_path: Path) -> None:
    """A labelled day in JSON is read whole: midnight counts as a day without a time."""
    rows = [
        {
            "id": name, "title": title, "title_translated": "", "url": f"https://a.example/{name}",
            "source": "甲", "published_at": f"2026-09-02T{hour}:00:00Z", "story": "s",
        }
        for name, title, hour in (("1", "苍鹭买湖 &amp; 桥", "00"), ("2", "苍鹭买湖和桥", "05"))
    ]  # fmt: skip
    (tmp_path / "2026-09-02.json").write_text(json.dumps(rows), encoding="utf-8")
    (day,) = gold_days(tmp_path)
    assert day.items[0].title == "苍鹭买湖 & 桥"
    assert [found.day_only for found in day.items] == [True, False]
    assert set(day.stories.values()) == {"s"}
