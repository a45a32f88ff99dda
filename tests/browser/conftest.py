"""A built edition in a real Chromium, the system's own; nothing is downloaded, nothing leaves the machine."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.evidence.conftest import edition, write
from tests.newsroom import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 10_000  # milliseconds until something that should happen counts as not happening
EDITION = "/2026/09/02/ai-daily/"
WITH_EVIDENCE = "/2026/09/03/ai-daily/"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the sample and an edition with evidence."""
    content = tmp_path_factory.mktemp("browser") / "content"
    shutil.copytree(ROOT / "content", content)
    write(content, edition())
    with served(content) as url:
        yield url


@contextmanager
def served(content: Path, *settings: str) -> Iterator[str]:
    """Build a content folder for a free port of this machine, into the folder beside it, and serve it."""
    output = content.with_name("site")
    handler = functools.partial(_Quiet, directory=str(output))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        command = [sys.executable, "-m", "pelican", content, "-o", output, "-s", "pelicanconf.py"]
        options = ["--fatal=warnings", "-e", "AI_DIGEST_AT_BUILD=false", f'SITEURL="{url}"', *settings]
        subprocess.run([*map(str, command), *options], cwd=ROOT, check=True, capture_output=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield url
        server.shutdown()


@pytest.fixture(
    scope="module"
)  # Playwright's loop runs as long as it does; others must be able to run theirs
def browser() -> Iterator[Browser]:
    """Start the system's Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page of the site in a browser of its own; options are those of a browser context.

    Afterwards the browser must have had no error to report, but those with the words in `expected`: no script
    failed, nothing broke the policy.
    """
    contexts, complaints = [], []
    allowed: list[str] = []

    def visit_page(path: str = EDITION, *, expected: str = "", **options: object) -> Page:
        allowed.extend(filter(None, [expected]))
        context = browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        context.route(lambda url: not url.startswith(address), lambda route: route.abort())
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(address + path)
        return page

    yield visit_page
    for context in contexts:
        context.close()
    assert [said for said in complaints if not any(words in said for words in allowed)] == []
