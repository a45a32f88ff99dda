"""The files of the folder: which may be articles, which cannot, and what else lies there."""

from __future__ import annotations

import os
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ai_digest.proofread import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 2 * 1024 * 1024  # bytes of an article


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be an article: its path below the folder, and its content."""

    name: str
    path: Path
    raw: bytes


@dataclass(frozen=True, slots=True)
class Unfit:
    """A file that is no article, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in the folder; `others` counts the files that are no text, by their suffix."""

    found: tuple[Found, ...]
    unfit: tuple[Unfit, ...]
    others: Counter[str]


def list_files(folder: Path) -> Listing:
    """Look through the folder and all below it, except what is hidden; links to folders are not followed."""
    found: list[Found] = []
    unfit: list[Unfit] = []
    others: Counter[str] = Counter()
    for path in _below(folder):
        name = path.relative_to(folder).as_posix().encode(errors="replace").decode()
        if path.is_symlink() and path.is_dir():
            unfit.append(Unfit(name, "a link to a folder, which is not followed"))
        elif name != path.relative_to(folder).as_posix():
            unfit.append(Unfit(name, "its name is not UTF-8"))
        elif path.suffix.lower() not in SUFFIXES:
            others[path.suffix.lower() or "no suffix"] += 1
        else:
            read = _read(path, name, folder)
            if isinstance(read, Found):
                found.append(read)
            else:
                unfit.append(read)
    return Listing(tuple(found), tuple(unfit), others)


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        yield from (Path(here) / name for name in sorted([*files, *links]) if not name.startswith("."))


def _read(path: Path, name: str, folder: Path) -> Found | Unfit:
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return Unfit(name, "a link that leads out of the folder")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Unfit(name, "no plain file")
        if status.st_size > LARGEST:
            return Unfit(name, f"larger than {LARGEST // 1024**2} MiB, which no article is")
        raw = path.read_bytes()
    except OSError as error:
        return Unfit(name, f"cannot be read: {error.strerror}")
    except RuntimeError:  # so `resolve` calls links that lead to each other
        return Unfit(name, "a link that leads nowhere")
    return Unfit(name, "a binary file") if b"\0" in raw else Found(name, path, raw)
