"""Several programs on one content folder, and programs that are killed: no lost and no half file."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from ai_digest.atomic import ChangedError, locked
from ai_digest.file.evidence import read_evidence
from ai_digest.file.manuscript import read_manuscript
from ai_digest.file.revision import open_edition, revised
from ai_digest.file.shelf import Shelf
from tests.newsroom import DAY, files_below

if TYPE_CHECKING:
    from pathlib import Path

    from ai_digest.config import Settings
    from ai_digest.file.revision import Revision

PROCESSES = multiprocessing.get_context("fork")
NEW = "（又写一遍）"


def revision_of(content: Path) -> Revision:
    """Return a new version of the edition: a word more in every fact."""
    old = open_edition(Shelf(content), DAY)
    lines = [line + NEW if line.startswith("- **") else line for line in old.base.text.split("\n")]
    return revised(old, read_manuscript("\n".join(lines)), old.evidence, language="zh-CN", redrafts=1)


def _file(content: Path, times: int) -> None:
    for _ in range(times):
        try:
            revision_of(content).file()
        except ChangedError:
            continue


def test_two_programs_take_turns(settings: Settings) -> None:
    """Each files what it read, or says that it was changed: as many redrafts as were filed are counted."""
    runners = [PROCESSES.Process(target=_file, args=(settings.content, 5)) for _ in range(3)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    shelf = Shelf(settings.content)
    evidence = read_evidence(shelf.evidence(DAY))
    assert 5 <= evidence.redrafts <= 15
    text = shelf.article(DAY).read_text()
    fact = next(line for line in text.split("\n") if line.startswith("- **"))
    assert fact.count(NEW) == evidence.redrafts
    assert shelf.generated(DAY).read_text() == text
    assert not [name for name in files_below(settings.content) if name.endswith(".tmp")]


def test_an_editor_s_saves_are_never_written_over(settings: Settings) -> None:
    """While a program files again and again, what the editor saved last is in the file, line by line."""
    path = Shelf(settings.content).article(DAY)
    runner = PROCESSES.Process(target=_file, args=(settings.content, 8))
    runner.start()
    saved = []
    while runner.is_alive():
        saved.append(f"- 编辑第 {len(saved)} 次存盘")
        with locked(settings.content):  # an editor's program reads and saves in one go
            path.write_bytes(path.read_bytes() + f"{saved[-1]}\n".encode())
        time.sleep(0.02)
    lines = path.read_text().split("\n")
    assert saved
    assert [line for line in saved if line not in lines] == []


@pytest.mark.parametrize("moment", range(1, 9))
def test_a_killed_filing_leaves_whole_files(settings: Settings, moment: int) -> None:
    """Killed at the nth write or rename, each file is old or new, and the next filing ends it."""
    before = files_below(settings.content)
    revision = revision_of(settings.content)
    runner = PROCESSES.Process(target=_killed, args=(revision, moment))
    runner.start()
    runner.join()
    there = {name: raw for name, raw in files_below(settings.content).items() if not name.endswith(".tmp")}
    new = {
        "editions/2026/2026-09-03.md": revision.merged.text.encode(),
        "evidence/2026/2026-09-03.generated.md": revision.generated.encode(),
    }
    for name, raw in there.items():
        assert raw in (before[name], new.get(name)) or name.endswith(".json")
    read_evidence(Shelf(settings.content).evidence(DAY))
    revision_of(settings.content).file()
    assert NEW in Shelf(settings.content).article(DAY).read_text()


def _killed(revision: Revision, moment: int) -> None:
    """File, and die by SIGKILL at the nth call that touches the disk."""
    left = moment

    def dying(real):
        def call(*args, **kwargs):
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return call

    os.fsync = dying(os.fsync)
    os.rename = dying(os.rename)
    os.replace = dying(os.replace)
    revision.file()
