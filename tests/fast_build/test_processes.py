"""Work on all cores gives what work in one process gives."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from fast_build.workers import cores, spread
from tests.newsroom import ROOT, files_below

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fast_build.conftest import Newsroom

needs_copies = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="processes are copied on Linux only"
)


@needs_copies
def test_each_piece_comes_back_with_its_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """From several processes; what a process cannot do is given back undone, and so is what it died over."""
    monkeypatch.setenv("FAST_BUILD_JOBS", "3")
    here = os.getpid()

    def work(piece: int) -> tuple[int, int]:
        if piece == 7:
            raise ValueError(piece)
        if piece == 40:
            os._exit(1)
        return piece * piece, os.getpid()

    done = []
    results = dict(spread(range(60), work, lambda: done.append(1)))
    assert sorted(results) == list(range(60))
    assert results[7] is None
    assert results[40] is None
    assert {value[0] for piece, value in results.items() if value} <= {piece * piece for piece in range(60)}
    pids = {value[1] for value in results.values() if value}
    assert len(pids) == 3
    assert here not in pids


def test_one_job_is_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """FAST_BUILD_JOBS=1 is for a machine that has something else to do."""
    monkeypatch.setenv("FAST_BUILD_JOBS", "1")
    assert cores() == 1
    assert dict(spread(range(20), lambda piece: os.getpid(), lambda: None)) == dict.fromkeys(
        range(20), os.getpid()
    )


def test_settings_with_functions_are_built_on_all_cores(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lambda need not be sent to a copy of the process that has it."""
    path = newsroom.theme / "templates" / "partials" / "footer.html"
    path.write_text(path.read_text(encoding="utf-8") + "{{ SITENAME|turned }}", encoding="utf-8")
    newsroom.more = 'JINJA_FILTERS = {"turned": lambda text: text[::-1]}'
    for jobs in ("1", "3"):
        monkeypatch.setenv("FAST_BUILD_JOBS", jobs)
        newsroom.build(tmp_path / jobs, cache=tmp_path / f"cache-{jobs}")
    newsroom.build(tmp_path / "fresh", cache=None)
    assert files_below(tmp_path / "1") == files_below(tmp_path / "3") == files_below(tmp_path / "fresh")
    assert "报日 IA" in (tmp_path / "1" / "index.html").read_text(encoding="utf-8")


AGAIN = """
import pathlib, sys
from pelican import Pelican
from pelican.settings import read_settings
settings, content, output = sys.argv[1:]
for words in ("", "改", "再改"):
    path = pathlib.Path(content, "editions/2026-07-21.md")
    path.write_text(path.read_text(encoding="utf-8").replace("元", "元" + words, 1), encoding="utf-8")
    Pelican(read_settings(settings, {"PATH": content, "OUTPUT_PATH": output})).run()
"""


def test_a_process_that_builds_again_and_again_gives_the_same_site(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    """As `make devserver` does: nothing of one build is left in the next."""
    newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    env = os.environ | {"FAST_BUILD_CACHE": str(tmp_path / "cache"), "SOURCE_DATE_EPOCH": newsroom.now}
    newsroom.write_settings(quick=True)
    command = [
        sys.executable,
        "-c",
        AGAIN,
        newsroom.folder / "settings.py",
        newsroom.content,
        tmp_path / "site",
    ]
    run = subprocess.run([*map(str, command)], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    newsroom.build(tmp_path / "fresh", cache=None)
    assert files_below(tmp_path / "site") == files_below(tmp_path / "fresh")
    assert "再改" in (tmp_path / "site/2026/07/21/ai-daily/index.html").read_text(encoding="utf-8")
