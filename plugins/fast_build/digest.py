"""One hash for everything that is compared: of texts, of files, of folders."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ABSENT = "absent"
HASH = 32  # characters of a hash


def digest(*parts: str | bytes) -> str:
    """Hash some parts, each with its end, so that ("ab", "c") is not ("a", "bc")."""
    pieces: list[bytes] = []
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        pieces += b"%d:" % len(data), data
    # half of SHA-256: processors have it, so it is twice as fast as BLAKE2
    return hashlib.sha256(b"".join(pieces), usedforsecurity=False).hexdigest()[:HASH]


def of_file(path: str | Path) -> str:
    """Hash the content of a file; one that cannot be read is ABSENT."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  thousands are read in a build
            return digest(file.read())
    except OSError:
        return ABSENT


def of_files(paths: Iterable[Path], root: Path) -> str:
    """Hash files by their place below `root` and their content."""
    names = sorted((path.relative_to(root).as_posix(), path) for path in paths)
    return digest(*(part for name, path in names for part in (name, of_file(path))))
