"""The scripted Messages API and a drafter that talks to it with the real SDK."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from ai_digest.write import ClaudeDrafter, Ledger, Models
from tests.scripted_claude import ScriptedClaude

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DATE = dt.date(2026, 8, 13)
MODELS = Models("claude-haiku-5-5", "claude-sonnet-5-5")


@pytest.fixture
def claude(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedClaude]:
    """Run a scripted API and point the SDK at it."""
    with ScriptedClaude() as scripted:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", scripted.base_url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "scripted")
        yield scripted


@pytest.fixture
def ledger() -> Ledger:
    """Return an empty ledger."""
    return Ledger()


@pytest.fixture
def make_drafter(claude: ScriptedClaude, ledger: Ledger, tmp_path: Path) -> Callable[..., ClaudeDrafter]:
    """Return a maker of drafters; what it is given replaces the defaults."""

    def make(**changes: Any) -> ClaudeDrafter:
        arguments: dict[str, Any] = {
            "edition": DATE,
            "models": MODELS,
            "cache": tmp_path,
            "ledger": ledger,
            "timeout": 5.0,
            "max_retries": 0,
            "pause": 0.001,
        }
        return ClaudeDrafter(**(arguments | changes))

    return make
