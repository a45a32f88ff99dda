"""A scratch site to import into, called as a person calls it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from ai_digest.cli import main
from tests.ai_digest.gather.loopback import Loopback
from tests.newsroom import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def web() -> Iterator[Loopback]:
    """Run a web server whose answers the test decides."""
    with Loopback() as server:
        yield server


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return an empty content folder."""
    path = tmp_path / "content"
    path.mkdir()
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return an empty folder for the old blog."""
    path = tmp_path / "old"
    path.mkdir()
    return path


@pytest.fixture
def bring(content: Path, old: Path) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Import the old blog with the site's settings; return the exit code and the report by file."""

    def import_old(*options: object) -> tuple[int, dict[str, Any]]:
        given = [
            "--settings",
            ROOT / "pelicanconf.py",
            "--content",
            content,
            "import",
            old,
            "--json",
            *options,
        ]
        done = CliRunner().invoke(main, [*map(str, given)])
        assert done.exit_code in (0, 1), done.output
        report = json.loads(done.stdout)
        return done.exit_code, {entry["file"]: entry for entry in report["files"]}

    return import_old
