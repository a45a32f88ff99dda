"""A repository on disk, its Pages on loopback, sources and a scripted Claude: what a morning needs."""

from __future__ import annotations

import functools
import http.server
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from demo.server import serving, write_sources
from tests.bot_api import CHAT, TOKEN, ScriptedBotApi
from tests.scripted_claude import ScriptedClaude
from tests.workflow.runner import Forge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MORNING = 1788392220  # 2026-09-03 07:37 in Shanghai
HOST = "http://blog.example"


class _Pages(http.server.SimpleHTTPRequestHandler):
    """Serves the deployed site below /repo/; asked as a proxy, because the site's host is no real one."""

    def translate_path(self, path: str) -> str:
        below = urlsplit(path).path.removeprefix("/repo")
        return super().translate_path(below)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def claude() -> Iterator[ScriptedClaude]:
    """Start the scripted Claude."""
    with ScriptedClaude() as scripted:
        yield scripted


@pytest.fixture
def channel() -> Iterator[ScriptedBotApi]:
    """Start the scripted Bot API."""
    with ScriptedBotApi() as scripted:
        yield scripted


@pytest.fixture
def forge(tmp_path: Path, claude: ScriptedClaude, channel: ScriptedBotApi) -> Iterator[Forge]:
    """Found the repository, with the sources of the demonstration and no edition yet."""
    live = tmp_path / "live"
    live.mkdir()
    handler = functools.partial(_Pages, directory=str(live))
    with serving() as base, http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        made = Forge(
            tmp_path,
            f"{HOST}/repo",
            secrets={"ANTHROPIC_API_KEY": "sk-secret-of-the-test", "TELEGRAM_BOT_TOKEN": TOKEN},
            variables={"SITEURL": f"{HOST}/repo", "TELL": "true", "TELEGRAM_CHAT_ID": CHAT},
            environment={
                "SOURCE_DATE_EPOCH": str(MORNING),
                "ANTHROPIC_BASE_URL": claude.base_url,
                "TELEGRAM_API_URL": channel.address,
                "http_proxy": f"http://127.0.0.1:{pages.server_port}",
                "no_proxy": "127.0.0.1",
            },
        )
        write_sources(base, tmp_path / "sources.toml")
        made.found()
        yield made
        pages.shutdown()
