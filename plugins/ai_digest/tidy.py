"""Retention: the evidence of old editions made slim, the cache pruned.

    evidence older than so many days ─folded─▶ the same page, the same check, fewer bytes
    cache ─prune─▶ what no run, redraft or recent edition needs goes, by age, then by size

Articles, quotes, what was generated and what was published stay: corrections and checks rest on them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.atomic import ChangedError, locked, write_over
from ai_digest.errors import UsageError
from ai_digest.file.amend import Version
from ai_digest.file.evidence import read_evidence, to_json
from ai_digest.file.folded import folded
from ai_digest.file.reading import read_article
from ai_digest.file.shelf import Shelf
from ai_digest.model import Status
from ai_digest.prune import Pruned, prune

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ai_digest.config import Settings
    from ai_digest.file.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Slimmed:
    """An edition's evidence, and its size before and after, in bytes."""

    date: dt.date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Tidied:
    """What came of it: the editions, those that wait, what is wrong, and what was taken from the cache."""

    slimmed: tuple[Slimmed, ...]
    left: tuple[str, ...]
    wrong: tuple[str, ...]
    pruned: Pruned


def tidy(settings: Settings, *, now: dt.datetime, days: int | None = None, dry: bool = False) -> Tidied:
    """Make slim and prune what is older than `days`, by default AI_DIGEST_TIDY_AFTER.

    Raises UsageError for a time in which editions are still in use.
    """
    days, remembered = settings.options.tidy_after if days is None else days, settings.options.remembered_days
    if days < max(1, remembered):
        raise UsageError(
            f"--older-than {days}: the editions of the last {max(1, remembered)} days are still in use "
            "(AI_DIGEST_REMEMBERED_DAYS)"
        )
    since = now.astimezone(settings.zone).date() - dt.timedelta(days=days)
    shelf = Shelf(settings.content)
    slimmed: list[Slimmed] = []
    left: list[str] = []
    wrong: list[str] = []
    for path in shelf.evidences():
        try:
            found = _slim(path, shelf, since, dry=dry)
        except (UsageError, ChangedError) as error:
            wrong.append(str(error))
            continue
        if isinstance(found, Slimmed):
            slimmed.append(found)
        elif found:
            left.append(found)
    return Tidied(tuple(slimmed), tuple(left), tuple(wrong), prune(settings, now=now, days=days, dry=dry))


def _slim(path: Path, shelf: Shelf, since: dt.date, *, dry: bool) -> Slimmed | str:
    """Make a record slim; return why it is left as it is, "" where there is nothing to do."""
    if path.name[: len("2026-08-13")] >= since.isoformat():
        return ""  # named after a later day; reading a thousand records takes a second
    version, evidence = Version.of(path), read_evidence(path)
    new = folded(evidence)
    if new is evidence or evidence.edition >= since:
        return ""
    if _waits(evidence, shelf):
        return f"{path}: left as it is: its edition is a draft, and waits for an editor"
    content = to_json(new)
    if not dry:
        with locked(shelf.content):
            write_over(path, version.raw, content)
    return Slimmed(evidence.edition, len(version.raw), len(content))


def _waits(evidence: Evidence, shelf: Shelf) -> bool:
    article = shelf.find(evidence.edition)
    return article is not None and read_article(article).text("status") == Status.DRAFT.value


def lines(done: Tidied, *, dry: bool) -> Iterator[str]:
    """Yield what was done, or in a dry run what would be, with a line an edition."""
    if dry:
        yield from (f"{each.date}: {each.before} → {each.after} bytes" for each in done.slimmed)
        yield from (f"{path}: {why}" for path, why in done.pruned.files)
    saved = sum(each.before - each.after for each in done.slimmed)
    verb = "would be " if dry else ""
    yield f"evidence: {len(done.slimmed)} editions {verb}made slim, {saved / 1024:.0f} KiB freed"
    yield (
        f"cache: {len(done.pruned.files)} files {verb}removed, {done.pruned.freed / 1024:.0f} KiB freed, "
        f"{done.pruned.kept / 1024:.0f} KiB kept"
    )
