"""What belongs to an edition that is not published stays at home with it: its evidence and its cover."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from pelican.generators import ArticlesGenerator, StaticGenerator

_FOLDERS = ("evidence/", "images/covers/")


def withhold(generators: list[Any]) -> None:
    """Take the files of drafts out of those that are copied, unless drafts themselves are written."""
    drafts = {
        str(getattr(draft, "edition", ""))
        for generator in generators
        if isinstance(generator, ArticlesGenerator) and not generator.settings["DRAFT_SAVE_AS"]
        for draft in generator.drafts
    }
    for generator in generators:
        if isinstance(generator, StaticGenerator) and drafts:
            copied = generator.context["staticfiles"]
            copied[:] = [file for file in copied if not _is_of(file.relative_source_path, drafts)]


def _is_of(path: str, editions: set[str]) -> bool:
    return path.startswith(_FOLDERS) and PurePosixPath(path).stem in editions
