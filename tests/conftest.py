"""What holds for every test: none can reach the real API, none depends on the speed of the machine."""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# a deadline a case would measure the machine, not the code
settings.register_profile("house", deadline=None)
settings.load_profile("house")


_connect = socket.socket.connect


def _connect_here(self: socket.socket, address: Any) -> None:
    """Connect to this machine only: the one switch that keeps every test from the real API."""
    if self.family in {socket.AF_INET, socket.AF_INET6}:
        where = ipaddress.ip_address(address[0]) if address[0] != "localhost" else None
        assert where is None or where.is_loopback, f"a test would leave the machine for {address[0]}"
    _connect(self, address)


socket.socket.connect = _connect_here  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what builds keep out of the project's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAST_BUILD_CACHE", str(tmp_path_factory.mktemp("fast-build")))
        yield


@pytest.fixture(autouse=True)
def _settings_of_its_own() -> None:
    """Forget the settings files that an earlier test read: they are modules, and would be found again."""
    for name in ("pelicanconf", "publishconf"):
        sys.modules.pop(name, None)


@pytest.fixture(autouse=True)
def _no_real_api(monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the SDK at a closed port and take the credentials away; a test that needs them sets its own."""
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    for name in (
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_AUTH_TOKEN",
        "ANTHROPIC_PROFILE",
        "ANTHROPIC_CUSTOM_HEADERS",
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_CHAT_ID",
        "AI_DIGEST_APPRISE_URLS",
    ):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
