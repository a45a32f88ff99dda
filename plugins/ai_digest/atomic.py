"""Files written whole or not at all: a kill at any moment leaves the old file or the new one."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class ChangedError(OSError):
    """A file was changed by somebody else since it was read; it is left alone."""

    def __init__(self, path: Path) -> None:
        """Take the file."""
        super().__init__(errno.ESTALE, "it was changed meanwhile and is left alone; run again", str(path))


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other programs that ask for the same folder waiting. A kill gives it free; so does a reboot.

    The lock is on the folder itself, so that no file of ours lies in it; where folders cannot be locked (some
    network disks), nobody waits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write_atomic(path: Path, content: bytes) -> None:
    """Replace the file at `path`. Raises OSError; then the old file stands as it was."""
    with _complete(path, content) as ready:
        ready.replace(path)


def write_over(path: Path, expected: bytes, content: bytes) -> None:
    """Replace the file at `path` if it is still what was expected. Raises ChangedError if it is not.

    Another program's save between the comparing and the replacing, which follow upon each other, would be
    replaced.
    """
    with _complete(path, content) as ready:
        if path.read_bytes() != expected:
            raise ChangedError(path)
        ready.replace(path)


def write_new(path: Path, content: bytes) -> None:
    """Create the file at `path`. Raises FileExistsError if there is one, and leaves it alone."""
    with _complete(path, content) as ready:
        os.link(ready, path)


def remove_unfinished(path: Path) -> None:
    """Remove the temporary files beside `path` of a process that was killed while it wrote there."""
    for left in path.parent.glob(f".{path.name}.*.tmp"):
        left.unlink(missing_ok=True)


@contextlib.contextmanager
def _complete(path: Path, content: bytes) -> Iterator[Path]:
    """Give a finished temporary file beside `path`; it is gone afterwards, whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    ready = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        ready.chmod(0o644)
        yield ready
    finally:
        ready.unlink(missing_ok=True)
