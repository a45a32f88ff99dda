"""A server that does every harm it can: each of its sources is one clear row, and nobody else's trouble."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.hostile_server import GOOD, MIB, ROWS, UNREADABLE, HostileServer, gather_all

if TYPE_CHECKING:
    from ai_digest.gather import Gathered
    from ai_digest.model import SourceReport

ROOT = Path(__file__).resolve().parents[3]
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    """Gather once from all cases together."""
    with HostileServer() as server:
        return gather_all(server.port, tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def rows(gathered: Gathered) -> dict[str, SourceReport]:
    """The row of each case."""
    return {report.source: report for report in gathered.reports}


@pytest.mark.parametrize("case", ROWS)
def test_each_harm_is_one_clear_row(rows: dict[str, SourceReport], case: str) -> None:
    """The row says what happened, in the words of the table in docs/operating.md."""
    assert rows[case].error == ROWS[case]
    assert rows[case].items == 0


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_feed_is_one_clear_row(rows: dict[str, SourceReport], case: str) -> None:
    """Entities that explode, a picture and nothing at all are refused by the reading, in a line."""
    assert 0 < len(rows[case].error) < 200
    assert rows[case].error.isprintable()


def test_the_others_are_complete(gathered: Gathered, rows: dict[str, SourceReport]) -> None:
    """The good source and the long one give their items of the window, whatever happens beside them."""
    assert [rows[case].error for case in GOOD] == ["", ""]
    assert rows["ten-thousand"].items == 10_000
    assert sorted(item.title for item in gathered.items) == ["好消息", "新闻"]


def test_memory_stays_small(tmp_path: Path) -> None:
    """All harms together, in a process of their own, hold less than 200 MB."""
    with HostileServer() as server:
        done = subprocess.run(
            [sys.executable, "-m", "tests.hostile_server", str(server.port), str(tmp_path)],
            cwd=ROOT, env=os.environ | {"PYTHONPATH": "plugins"}, capture_output=True, text=True, check=True,
        )  # fmt: skip
    assert json.loads(done.stdout)["peak"] < 200 * MIB


def test_the_handbook_has_every_row(rows: dict[str, SourceReport]) -> None:
    """docs/operating.md says of every row what it means; there `…` is any text, a number any number."""
    section = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").split("## Sources")[1]
    known = [documented(row) for row in re.findall(r"`([^`]+)`", section.split("\n## ")[0])]
    said = {report.error for report in rows.values() if report.error}
    assert {error for error in said if not any(pattern.fullmatch(error) for pattern in known)} == set()


def documented(row: str) -> re.Pattern[str]:
    """Return the pattern that a row of the handbook stands for."""
    parts = (NUMBER.sub(r"\\d+(?:\\.\\d+)?", re.escape(part).replace(r"\.", ".")) for part in row.split("…"))
    return re.compile(".*".join(parts))
