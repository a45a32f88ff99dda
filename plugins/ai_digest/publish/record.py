"""What passed the gate last time, kept in the cache: it can be lost, and then nothing is compared with it.

Each content folder has a record of its own: a site for trying things out is not taken for the real one.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from ai_digest.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path


class Record(BaseModel):
    """A site that passed: its articles' pages by path with their sources, the pages' hashes, its size."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    sources: dict[str, str]
    hashes: dict[str, str]
    bytes: int


def read_record(cache: Path, content: Path) -> Record | None:
    """Return what passed last, None if nothing did or the file cannot be used."""
    try:
        return Record.model_validate_json(_place(cache, content).read_bytes())
    except (OSError, ValidationError):
        return None


def write_record(cache: Path, content: Path, record: Record) -> None:
    """Keep what passed, whole or not at all."""
    write_atomic(_place(cache, content), record.model_dump_json().encode())


def _place(cache: Path, content: Path) -> Path:
    """Name the record by where the content lies, seen from the cache: a checkout elsewhere finds it again."""
    way = os.path.relpath(content.resolve(), cache.resolve())
    return cache / "published" / f"{hashlib.sha256(way.encode()).hexdigest()[:12]}.json"
