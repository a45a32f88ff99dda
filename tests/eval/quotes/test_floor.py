"""The gate: no quote is found where it does not stand, and hardly one that stands is missed.

To lower a floor, change floor.json and the constants here in the same commit, and say why in docs/design.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.eval.quotes.score import SOURCES, cases

FLOOR: dict[str, Any] = json.loads((Path(__file__).parent / "floor.json").read_text(encoding="utf-8"))
CASES = cases()
LOWEST_SHARE, FEWEST_CASES = 0.97, 200


def test_the_floor_is_not_lowered() -> None:
    """The floor on file is no lower than the one this test remembers, and there are cases enough."""
    assert FLOOR["false"] == 0
    assert FLOOR["found"] >= LOWEST_SHARE
    assert len(set(CASES)) >= FLOOR["cases"] >= FEWEST_CASES


def test_nothing_altered_is_verbatim() -> None:
    """No altered, pieced, cut or meaningless quote is found."""
    assert [case for case in CASES if case.found and not case.verbatim] == []


def test_what_stands_there_is_found() -> None:
    """Nearly every quote that stands in its source is found, and begins with the character at its place."""
    true = [case for case in CASES if case.verbatim]
    found = [case for case in true if case.found]
    assert len(found) >= FLOOR["found"] * len(true)
    for case in found:
        first = case.quote.strip()[:1]
        assert SOURCES[case.source][case.position or 0] == first or not first.isascii() or first in "\"'", (
            case
        )
