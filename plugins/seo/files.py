"""Files of the built site that no template writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fast_build.hooks import claim

if TYPE_CHECKING:
    from pathlib import Path


def write_changed(path: Path, data: bytes) -> None:
    """Write a file unless it is there with the same content: what did not change keeps its time."""
    claim(path)
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
