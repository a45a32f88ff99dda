"""The requests of the demonstration's day, word for word: what is reviewed when a prompt changes.

    .venv/bin/python -m tests.ai_digest.write.test_snapshots

writes them anew; the difference is then read in git.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from demo.server import serving, write_sources
from tests.newsroom import run, settings_in
from tests.scripted_claude import Reply, ScriptedClaude, newsroom

if TYPE_CHECKING:
    import pytest

    from tests.scripted_claude import Body

FOLDER = Path(__file__).parent / "snapshots"


def unsupported(body: Body) -> Reply:
    """Answer as the newsroom does, with a figure that no source has, so that *repair* is asked for."""
    answer = json.loads(newsroom(body).text)
    for told in answer.get("stories", [])[:1]:
        told["insights"] = ["因为规模扩大了 4321 倍。"]
    return Reply(json.dumps(answer))


def requests_of_the_day(folder: Path) -> dict[str, str]:
    """Return the requests of one call of each kind by the name of their file: plan, section, repair."""
    with serving() as base, ScriptedClaude(default=unsupported) as claude:
        os.environ.update(ANTHROPIC_BASE_URL=claude.base_url, ANTHROPIC_API_KEY="scripted")
        write_sources(base, folder / "sources.toml")
        run(settings_in(folder, folder / "sources.toml"))
        first = min(claude.history[1:-1], key=lambda received: received.prompt)
        kinds = {"choose": claude.history[0], "write": first, "repair": claude.history[-1]}
        return {
            f"{name}.json": json.dumps(kind.body, ensure_ascii=False, indent=1) + "\n"
            for name, kind in kinds.items()
        }


def test_the_requests_are_those_that_were_reviewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of what is sent shows in tests/ai_digest/write/snapshots, or fails here."""
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "")  # restored behind the test
    monkeypatch.setenv("ANTHROPIC_API_KEY", "")
    sent = requests_of_the_day(tmp_path)
    reviewed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert sent == reviewed


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in requests_of_the_day(Path(scratch)).items():
            (FOLDER / name).write_text(text, encoding="utf-8")
