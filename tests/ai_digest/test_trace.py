"""Every figure of a published page is traced to a source by a script that shares no code with the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ai_digest.model import Drafter
from demo.server import serving, write_sources
from tests.newsroom import DAY, run, settings_in
from tests.scripted_claude import ScriptedClaude
from tests.trace import claimed, trace, values

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("drafter", [Drafter.CLAUDE, Drafter.EXTRACT])
def test_every_figure_of_the_demo_has_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drafter: Drafter
) -> None:
    """Both drafters' pages are traced whole; a figure that an editor makes up is not."""
    with serving() as base, ScriptedClaude() as claude:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", claude.base_url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "scripted")
        write_sources(base, tmp_path / "sources.toml")
        settings = settings_in(tmp_path, tmp_path / "sources.toml")
        result = run(settings, drafter=drafter)
    ((article, count, missing),) = trace(settings.content, settings.cache)
    assert article == result.article
    assert count > 20
    assert missing == []
    text = article.read_text(encoding="utf-8")
    first = next(line for line in text.splitlines() if line.startswith("- **"))
    article.write_text(text.replace(first, f"{first}，共 98765 亿"), encoding="utf-8")
    ((_, _, found),) = trace(settings.content, settings.cache)
    assert [each.figure for each in found] == ["98765 亿"]
    assert result.edition is not None
    assert result.edition.date == DAY


@pytest.mark.parametrize(
    ("text", "value"),
    [("3,500 亿", 350_000_000_000.0), ("12.5%", 12.5), ("v5.2.1", "5.2.1"), ("350B", 3.5e11)],
)
def test_the_script_reads_figures(text: str, value: float | str) -> None:
    """It knows digits and scales, which is enough to be a second opinion."""
    assert value in values(text)
    assert list(claimed(text).values()) == [value]
