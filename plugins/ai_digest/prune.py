"""The cache pruned: what nothing needs, then what is old, then, if it is too large, the most dispensable.

Never: an unfinished run with the answers it paid for, a redraft that was not filed, what was seen and how the
sources did, and nothing of the last day, which a run may be using. All else can be lost without harm: at
worst a page or a feed is fetched once more.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import stat
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from ai_digest.checkpoint import Unfinished
from ai_digest.errors import UsageError
from ai_digest.file.evidence import read_evidence
from ai_digest.file.shelf import Shelf

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ai_digest.config import Settings

log = logging.getLogger(__name__)
DAY = dt.timedelta(days=1)
MEGABYTE = 1024**2
_REDRAFT = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d+)")


class Worth(IntEnum):
    """What a file of the cache is worth, the most dispensable first."""

    UNUSED = 0  # the capture of a page that no recent edition tells; what a killed program left half-written
    COPY = 1  # what can be fetched again: robots.txt, pages of an editor's own stories
    CAPTURE = 2  # the text of an item that a recent edition tells
    FEED = 3  # a feed's last answer
    TOLD = 4  # the texts that a redraft writes from
    ANSWER = 5  # an answer of Claude, paid for, of a run that is over


_WORTH = {
    "captures": Worth.CAPTURE,
    "own": Worth.COPY,
    "robots": Worth.COPY,
    "answers": Worth.FEED,
    "told": Worth.TOLD,
    "claude": Worth.ANSWER,
    "redrafts": Worth.ANSWER,
}


class Kept(NamedTuple):
    """A file of the cache that may go: its worth, when it was written, its size."""

    worth: Worth
    written: dt.datetime
    path: Path
    size: int


class Limits(NamedTuple):
    """How old what nothing needs may be, how old anything may be, and the size of the cache in bytes."""

    unused: dt.timedelta
    any: dt.timedelta
    size: int


@dataclass(frozen=True, slots=True)
class Pruned:
    """The files that went, by their path in the cache, with the reason; bytes freed, and bytes left."""

    files: tuple[tuple[str, str], ...]
    freed: int
    kept: int


def prune(settings: Settings, *, now: dt.datetime, days: int, dry: bool = False) -> Pruned:
    """Remove what nothing needs, what is older than `days`, and what is over AI_DIGEST_CACHE_MEGABYTES."""
    cache, options = settings.cache, settings.options
    whole = sum(status.st_size for path in cache.rglob("*") if (status := _status(path)))
    limits = Limits(
        unused=dt.timedelta(days=min(days, max(1, options.remembered_days))),
        any=dt.timedelta(days=days),
        size=options.cache_megabytes * MEGABYTE,
    )
    going = chosen(_dispensable(settings, now, days), whole, now, limits)
    gone = [(each, why) for each, why in going if dry or _removed(each.path, cache)]
    freed = sum(each.size for each, _ in gone)
    names = tuple((each.path.relative_to(cache).as_posix(), why) for each, why in gone)
    return Pruned(names, freed, whole - freed)


def chosen(kept: Iterable[Kept], whole: int, now: dt.datetime, limits: Limits) -> list[tuple[Kept, str]]:
    """Decide what goes, and why; `whole` is the size of all of the cache, in bytes."""
    found = sorted(each for each in kept if now - each.written > DAY)
    going: dict[Path, tuple[Kept, str]] = {}
    for each in found:
        if each.worth is Worth.UNUSED and now - each.written > limits.unused:
            going[each.path] = each, "nothing needs it"
        elif now - each.written > limits.any:
            going[each.path] = each, f"older than {limits.any.days} days"
    over = whole - limits.size - sum(each.size for each, _ in going.values())
    for each in found:
        if over > 0 and each.path not in going:
            going[each.path] = each, f"the cache is larger than {limits.size // MEGABYTE} MB"
            over -= each.size
    return [*going.values()]


def _dispensable(settings: Settings, now: dt.datetime, days: int) -> Iterator[Kept]:
    """Yield the files that may go; what no rule knows stays."""
    needed, runs = _needed(settings, now, days), _Runs(settings.cache)
    for folder in _WORTH:
        for path in (settings.cache / folder).rglob("*"):
            status = _status(path)
            if status is None:
                continue
            written = dt.datetime.fromtimestamp(status.st_mtime, dt.UTC)
            worth = _worth(path, folder, needed)
            if worth is Worth.ANSWER and (runs.need(path, written) or not _is_filed(path, settings)):
                continue
            yield Kept(worth, written, path, status.st_size)


def _status(path: Path) -> os.stat_result | None:
    """Return what the disk says of a plain file; None for anything else, and for one that went meanwhile."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def _worth(path: Path, folder: str, needed: frozenset[str]) -> Worth:
    unfinished = path.name.startswith(".") and path.suffix == ".tmp"
    if unfinished or (_WORTH[folder] is Worth.CAPTURE and path.stem not in needed):
        return Worth.UNUSED
    return _WORTH[folder]


def _needed(settings: Settings, now: dt.datetime, days: int) -> frozenset[str]:
    """Return the ids of the items of recent editions, from whose texts a redraft may be made."""
    first = now.astimezone(settings.zone).date() - dt.timedelta(days=days)
    ids: set[str] = set()
    for path in Shelf(settings.content).evidences():
        if path.name >= first.isoformat():
            try:
                ids |= {item.id for item in read_evidence(path).items}
            except UsageError:  # told by the build and by `check`
                continue
    return frozenset(ids)


class _Runs:
    """The unfinished runs: their names, and since when the first of them is under way."""

    def __init__(self, cache: Path) -> None:
        self._names: set[str] = set()
        self._since = dt.datetime.max.replace(tzinfo=dt.UTC)
        for path in (cache / "runs").glob("*.json"):
            try:
                run = Unfinished.model_validate_json(path.read_bytes())
            except (OSError, ValueError):  # nobody knows which answers are its own
                self._since = dt.datetime.min.replace(tzinfo=dt.UTC)
                continue
            self._names.add(run.run)
            self._since = min(self._since, run.started)

    def need(self, path: Path, written: dt.datetime) -> bool:
        """Tell whether an answer is one that an unfinished run paid for, or may have read."""
        if written >= self._since:
            return True
        try:
            return json.loads(path.read_bytes()).get("run") in self._names
        except (OSError, ValueError, AttributeError):
            return False


def _is_filed(path: Path, settings: Settings) -> bool:
    """Tell whether an answer belongs to no redraft, or to one that was filed."""
    parts = path.relative_to(settings.cache).parts
    if parts[0] != "redrafts":
        return True
    name = _REDRAFT.fullmatch(parts[1])
    try:
        date = dt.date.fromisoformat(name[1] if name else "")
        evidence = read_evidence(Shelf(settings.content).evidence(date))
    except (UsageError, ValueError):
        return False
    return name is not None and evidence.redrafts >= int(name[2])


def _removed(path: Path, cache: Path) -> bool:
    """Remove a file, and its folder if that is empty now; the folders right below the cache stay."""
    try:
        path.unlink()
        folder = path.parent
        while folder.parent != cache and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
    except OSError as error:
        log.warning("%s cannot be removed: %s", path, error.strerror)
        return False
    return True
