"""What an unfinished run goes on from: the items it gathered, the article pages it read, its batch.

    .cache/ai-digest/runs/2026-08-13.json

Written after gathering, removed when the run ends in an orderly way. A run that finds one does not gather
again: feeds change within minutes, and then no request would be the one that was answered already. What does
not belong to this run (other settings, other sources, another version, a damaged file) is dropped with one
line; at worst, calls are paid for again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from importlib.metadata import version
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from ai_digest.atomic import remove_unfinished, write_atomic
from ai_digest.gather import Gathered
from ai_digest.gather.health import Lost
from ai_digest.model import Failure
from ai_digest.write import Pending

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ai_digest.config import Settings
    from ai_digest.model import Window

log = logging.getLogger(__name__)


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pages(_Kept):
    """The ids of the items whose pages were read, the texts that were found, and what could not be had."""

    asked: tuple[str, ...]
    texts: dict[str, str]
    failures: tuple[Failure, ...]


class Unfinished(_Kept):
    """A run that has begun: `belongs_to` is a hash of all that its requests rest on."""

    belongs_to: str
    started: dt.datetime
    gathered: Gathered
    lost: tuple[Lost, ...]
    pages: Pages | None = None
    pending: Pending | None = None

    @property
    def run(self) -> str:
        """The name of the run: the same before and after it died."""
        return f"{self.started.isoformat()} {self.belongs_to[:8]}"


class Checkpoint:
    """The file of an edition's unfinished run; a disk that refuses costs only the way back."""

    def __init__(self, settings: Settings, date: dt.date, window: Window) -> None:
        self._path = settings.cache / "runs" / f"{date}.json"
        self._key = _key(settings, window)
        self.state: Unfinished | None = None

    @property
    def is_there(self) -> bool:
        """Whether a run of this edition died, or waits for a batch."""
        return self._path.exists()

    def read(self) -> Unfinished | None:
        """Return the run to go on with, None if there is none."""
        try:
            found = Unfinished.model_validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError):
            log.warning("the unfinished run is damaged and starts anew: %s", self._path)
            return None
        if found.belongs_to != self._key:
            left = f"; batch {found.pending.id} is not collected" if found.pending else ""
            log.warning("settings or sources have changed: the unfinished run starts anew%s", left)
            return None
        self.state = found
        return found

    def begin(self, gathered: Gathered, lost: tuple[Lost, ...], now: dt.datetime) -> Unfinished:
        """Keep what a run gathered."""
        begun = Unfinished(belongs_to=self._key, started=now, gathered=gathered, lost=lost)
        self._write(begun)
        return begun

    def add_pages(
        self, asked: Iterable[str], texts: Mapping[str, str], failures: tuple[Failure, ...]
    ) -> None:
        """Keep the texts of the article pages."""
        if self.state:
            pages = Pages(asked=tuple(asked), texts=dict(texts), failures=failures)
            self._write(self.state.model_copy(update={"pages": pages}))

    def note(self, pending: Pending | None) -> None:
        """Keep the batch that is on its way, or that none is any more."""
        if self.state:
            self._write(self.state.model_copy(update={"pending": pending}))

    def remove(self) -> None:
        """Forget the run: it came to an orderly end."""
        try:
            self._path.unlink(missing_ok=True)
            remove_unfinished(self._path)
        except OSError as error:
            log.warning("the finished run cannot be removed: %s: %s", self._path, error.strerror)

    def _write(self, state: Unfinished) -> None:
        self.state = state
        try:
            write_atomic(self._path, state.model_dump_json().encode())
        except OSError as error:
            log.warning("the run cannot go on if it dies now: %s: %s", self._path, error.strerror)


def _key(settings: Settings, window: Window) -> str:
    """Return a hash of what a run's requests rest on: version, options, sources, window."""
    try:
        sources = settings.sources.read_bytes()
    except OSError:
        sources = b""  # `load_sources` says what is wrong
    parts = (version("ai-digest"), settings.options.model_dump_json(), f"{window.start} {window.end}")
    return hashlib.sha256("\0".join(parts).encode() + sources).hexdigest()
