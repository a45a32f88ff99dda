"""A newsroom with one edition on file, and a scripted Claude that can write it again in other words."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from ai_digest.progress import LineReporter
from ai_digest.redraft import Wanted, redraft
from demo.server import serving, write_sources
from tests.newsroom import DAY, NOW, run, settings_in
from tests.scripted_claude import Reply, ScriptedClaude, newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ai_digest.config import Settings
    from tests.scripted_claude import Body

OPTIONS = {"full_stories": 8, "briefs": 4, "cover_sizes": 0}
AGAIN = "（再写一遍）"


def in_other_words(body: Body) -> Reply:
    """Answer as the newsroom does, each fact and impact with a word more."""
    answer = json.loads(newsroom(body).text)
    for story in answer.get("stories", []):
        story["facts"] = [fact | {"text": fact["text"] + AGAIN} for fact in story["facts"]]
        story["impact"] = [line + AGAIN for line in story["impact"]]
    for brief in answer.get("briefs", []):
        brief["line"] = AGAIN
    return Reply(json.dumps(answer))


@pytest.fixture(scope="session")
def edit_sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Serve the demo's sources."""
    with serving() as base:
        path = tmp_path_factory.mktemp("edit-sources") / "sources.toml"
        write_sources(base, path)
        yield path


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory, edit_sources: Path) -> Path:
    """Return a folder with an edition that a scripted Claude wrote, and the kept answers of one redraft."""
    folder = tmp_path_factory.mktemp("written")
    settings = settings_in(folder, edit_sources, **OPTIONS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANTHROPIC_API_KEY", "scripted")
        with ScriptedClaude() as scripted:
            patch.setenv("ANTHROPIC_BASE_URL", scripted.base_url)
            run(settings)
        with ScriptedClaude(default=in_other_words) as scripted:
            patch.setenv("ANTHROPIC_BASE_URL", scripted.base_url)
            redraft(settings, DAY, Wanted(), now=NOW, reporter=LineReporter(lambda _line: None))
    return folder


@pytest.fixture
def settings(tmp_path: Path, written: Path, edit_sources: Path) -> Settings:
    """Return settings for a copy of that edition."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    return settings_in(tmp_path, edit_sources, **OPTIONS)


@pytest.fixture
def claude(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedClaude]:
    """A Claude that writes everything in other words."""
    with ScriptedClaude(default=in_other_words) as scripted:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", scripted.base_url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "scripted")
        yield scripted
