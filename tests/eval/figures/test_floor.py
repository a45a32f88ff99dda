"""The gate: no figure counts as supported where it is not, and hardly one that is goes unrecognised.

To lower a floor, change floor.json and the constants here in the same commit, and say why in docs/design.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.eval.figures.score import cases, score

FLOOR: dict[str, Any] = json.loads((Path(__file__).parent / "floor.json").read_text(encoding="utf-8"))
CASES = cases()
LOWEST_SHARE, FEWEST_CASES = 0.99, 800


def test_the_floor_is_not_lowered() -> None:
    """The floor on file is no lower than the one this test remembers, and there are cases enough."""
    assert FLOOR["false"] == 0
    assert FLOOR["recognised"] >= LOWEST_SHARE
    assert FLOOR["cases"] >= FEWEST_CASES
    assert len(CASES) >= FLOOR["cases"]
    assert len(set(CASES)) == len(CASES)


def test_nothing_false_is_supported() -> None:
    """No case without support passes, neither by the text nor by what the evidence keeps of it."""
    false = [case for case in CASES if not case.supported]
    assert [case for case in false if case.found or case.found_in_records] == []


def test_what_is_supported_is_recognised() -> None:
    """Nearly every case with support passes by the text."""
    assert score(CASES).share >= FLOOR["recognised"]


def test_records_are_as_good_as_the_text() -> None:
    """What passes by the text passes by its recorded figures, but for derivations, which need the text."""
    true = [case for case in CASES if case.found and case.kind != "derived"]
    assert [case for case in true if not case.found_in_records] == []
