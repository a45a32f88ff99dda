"""A bar for long work, on a terminal only."""

from __future__ import annotations

import io

import pelican.log
import pytest
from rich.console import Console

from fast_build import progress


@pytest.mark.parametrize(
    ("terminal", "patience", "shown"), [(True, 0.0, True), (False, 0.0, False), (True, 60.0, False)]
)
def test_long_work_shows_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, *, terminal: bool, patience: float, shown: bool
) -> None:
    """Its name and the pieces that are done; short work, and a log file, show nothing."""
    console = Console(file=io.StringIO(), force_terminal=terminal, width=90)
    monkeypatch.setattr(pelican.log, "console", console)
    monkeypatch.setattr(progress, "_PATIENCE", patience)
    with progress.progress("texts", 3) as advance:
        for _ in range(3):
            advance()
    said = console.file.getvalue()
    assert ("texts" in said and "3/3" in said) == shown
