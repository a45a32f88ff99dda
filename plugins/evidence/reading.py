"""From an article to the evidence of its edition."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ai_digest.errors import UsageError
from ai_digest.file.shelf import Shelf
from fast_build.hooks import file_hash, product

from .made import Made

if TYPE_CHECKING:
    from ai_digest.file.evidence import Evidence

logger = logging.getLogger(__name__)


def note_evidence(article: Any, settings: dict[str, Any]) -> None:
    """Set `rests_on`, the hash of an article's evidence ("" for none), and `is_evident`: it can be shown.

    Pages that show evidence are then known to depend on it.
    """
    path = _path(article, settings)
    article.rests_on = file_hash(path) if path else ""
    if article.rests_on:
        product(
            article, "is_evident", article.rests_on,
            make=lambda: evidence_of(article, settings) is not None, dump=bool, load=bool,
        )  # fmt: skip
    else:
        article.is_evident = False


def evidence_of(article: Any, settings: dict[str, Any]) -> Made | None:
    """Return what an edition rests on, or None: for articles without an edition or without evidence.

    A damaged file is one line in the log.
    """
    path = _path(article, settings)
    if path is None:
        return None
    if not getattr(article, "rests_on", None) and not path.is_file():
        logger.info("%s: no evidence %s", article.get_relative_source_path(), path)
        return None
    evidence = _read(path, path.stat().st_mtime_ns)
    if evidence is None:
        return None
    written = hashlib.sha256(Path(article.source_path).read_bytes()).hexdigest()
    content = Path(settings["PATH"])
    return Made(evidence, path.relative_to(content).as_posix(), edited=written != evidence.article_sha256)


def _path(article: Any, settings: dict[str, Any]) -> Path | None:
    try:
        date = dt.date.fromisoformat(str(getattr(article, "edition", "")))
    except ValueError:
        return None
    return Shelf(Path(settings["PATH"])).evidence(date)


@lru_cache(maxsize=4)  # the page and the plain text of an edition are written one after the other
def _read(path: Path, _changed: int) -> Evidence | None:
    from ai_digest.file.evidence import read_evidence

    try:
        return read_evidence(path)
    except UsageError as error:
        logger.warning("%s; the page is built without its sources", error)
        return None
