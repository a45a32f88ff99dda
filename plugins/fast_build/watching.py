"""What happens beside a rendering: files that it opens, and whether the log has heard a warning."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CODE = (".py", ".pyc", ".pyd", ".so", ".zip")
_INSTALLED = tuple({f"{sys.prefix}/", f"{sys.base_prefix}/", "/usr/share/zoneinfo/", "/proc/", "/dev/"})


@dataclass
class Watched:
    """The absolute paths of the files that were read, and whether a warning was logged."""

    files: set[str] = field(default_factory=set)
    loud: bool = False


_watched: list[Watched] = []
written: set[str] = set()  # absolute paths below the output folder, in this build
_output = ""
_hooked = False


@contextmanager
def watching() -> Iterator[Watched]:
    """Watch what the calls inside do."""
    watched = Watched()
    _watched.append(watched)
    try:
        yield watched
    finally:
        _watched.pop()


def begin(output: str) -> None:
    """Take note of what is written below a folder, from now on."""
    global _output, _hooked  # noqa: PLW0603  an audit hook is one a process, and stays
    _output = output.rstrip("/") + "/"
    written.clear()
    if not _hooked:
        _hooked = True
        sys.addaudithook(_heard)
        _listen()


def _listen() -> None:
    """Hear of every record of the log, also where nothing handles it."""
    made = logging.getLogRecordFactory()

    def record(*args: Any, **options: Any) -> logging.LogRecord:
        record = made(*args, **options)
        if record.levelno >= logging.WARNING:
            for watched in _watched:
                watched.loud = True
        return record

    logging.setLogRecordFactory(record)


def _heard(event: str, args: tuple[Any, ...]) -> None:
    if event == "open":
        path, mode, flags = args[0], args[1], args[2]
        if isinstance(path, int):
            return
        name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  a path object costs more than the rest
        writing = (
            bool(flags & (os.O_WRONLY | os.O_RDWR)) if isinstance(flags, int) else "r" not in (mode or "r")
        )
        if writing:
            if name.startswith(_output):
                written.add(name)
        elif _watched and not name.endswith(_CODE) and not name.startswith(_INSTALLED):
            for watched in _watched:
                watched.files.add(name)
    elif event in ("os.rename", "os.link", "os.symlink"):
        name = os.path.abspath(os.fsdecode(args[1]))  # noqa: PTH100
        if name.startswith(_output):
            written.add(name)


def claim(path: Path | str) -> None:
    """Say that a file below the output folder belongs to this build, although it was not written now."""
    written.add(os.path.abspath(path))  # noqa: PTH100
