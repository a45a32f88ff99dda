"""The requests of the demonstration's day, word for word: what is reviewed when a prompt changes.

    .venv/bin/python -m tests.ai_digest.write.test_snapshots

writes them anew; the difference is then read in git.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ai_digest import choose, gather, verify
from ai_digest.edition import WINDOW, limits_of
from ai_digest.model import Window
from ai_digest.write import ClaudeDrafter, Ledger
from ai_digest.write.answers import request_hash
from demo.server import serving, write_sources
from tests.ai_digest.write.conftest import MODELS
from tests.newsroom import DAY, NOW, settings_in
from tests.scripted_claude import Reply, ScriptedClaude, newsroom

if TYPE_CHECKING:
    import pytest

    from ai_digest.model import Selection
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
    with ScriptedClaude(default=unsupported) as claude:
        os.environ.update(ANTHROPIC_BASE_URL=claude.base_url, ANTHROPIC_API_KEY="scripted")
        drafter = ClaudeDrafter(edition=DAY, models=MODELS, cache=folder, ledger=Ledger(), concurrency=1)
        draft = drafter.write(drafter.plan(selection_of_the_day(folder)))
        drafter.repair(draft, verify.check(draft, min_stories=1).drops)
        kinds = {"choose": claude.history[0], "write": claude.history[1], "repair": claude.history[-1]}
        return {
            f"{name}.json": json.dumps(kind.body, ensure_ascii=False, indent=1) + "\n"
            for name, kind in kinds.items()
        }


def selection_of_the_day(folder: Path) -> Selection:
    """Choose among the demonstration's items as a run does, under links without the server's port."""
    with serving() as base:
        write_sources(base, folder / "sources.toml")
        settings = settings_in(folder, folder / "sources.toml")
        window = Window(settings.edition_end(DAY) - WINDOW, settings.edition_end(DAY))
        gathered = gather.gather(
            gather.load_sources(settings.sources), edition=DAY, window=window, zone=settings.zone,
            cache=folder, limits=limits_of(settings), captured=NOW,
        )  # fmt: skip
    items = [replace(each, link=each.link.replace(base, "https://demo.example")) for each in gathered.items]
    named = [replace(each, id=request_hash({"link": each.link})[:12]) for each in items]
    topics = choose.Topics.of(choose.STRONG, choose.WEAK)
    return choose.select(choose.group(tuple(named)), window=window, topics=topics, quota=choose.Quota())


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
