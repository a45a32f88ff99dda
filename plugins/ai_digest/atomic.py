"""Files written whole or not at all: a kill at any moment leaves the old file or the new one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_atomic(path: Path, content: bytes) -> None:
    """Replace the file at `path`. Raises OSError; then the old file stands as it was."""
    with _complete(path, content) as ready:
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
