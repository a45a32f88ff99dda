"""Health over days: how long each source has failed, so that a dead one can be dropped.

A day on which a source failed each time it was asked is a failing day, however often that was; an answer ends
the count. A run in which no source answered says something about the network, and is not counted. The record
lies in the cache folder: losing it only starts the count anew.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from ai_digest.atomic import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ai_digest.model import SourceReport

WEEK = 7

log = logging.getLogger(__name__)


class Record(BaseModel):
    """What is known of one source, in days of the site's zone; failures are those since the last answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    last_success: dt.date | None = None
    first_failure: dt.date | None = None
    last_failure: dt.date | None = None
    failing_days: Annotated[int, Field(ge=0)] = 0

    @property
    def is_lost(self) -> bool:
        """Tell whether it has failed on a week of days, so that dropping it is worth a thought."""
        return self.failing_days >= WEEK

    @property
    def history(self) -> str:
        """How long it has failed and when it last answered, in words; "" if it answered."""
        if not self.failing_days:
            return ""
        last = f"last answered {self.last_success}" if self.last_success else "never answered"
        days = f"{self.failing_days} day{'s' if self.failing_days > 1 else ''}"
        return f"failed on {days} since {self.first_failure}, {last}"


@dataclass(frozen=True, slots=True)
class Lost:
    """A source that should be dropped or mended: its name, and its record."""

    source: str
    record: Record


def after(record: Record, *, answered: bool, day: dt.date) -> Record:
    """Decide what is known of a source after it was asked on a day.

    Steps: an answer makes the record new; a failure counts once a day, and neither on a day on which the
    source answered nor on one before what is known (a clock that was set back).
    """
    if answered:
        return Record(last_success=max(day, record.last_success or day))
    known = max((at for at in (record.last_success, record.last_failure) if at), default=None)
    if known and day <= known:
        return record
    return Record(
        last_success=record.last_success,
        first_failure=record.first_failure or day,
        last_failure=day,
        failing_days=record.failing_days + 1,
    )


_RECORDS = TypeAdapter(dict[str, Record])


class Health:
    """The records of all sources ever asked, by address."""

    def __init__(self, cache: Path) -> None:
        """Read what is known; a damaged file counts as empty."""
        self._path = cache / "health.json"
        self._records = self._read()

    def of(self, url: str) -> Record:
        """Return what is known of a source; an empty record if nothing is."""
        return self._records.get(url, Record())

    def observe(self, reports: Iterable[SourceReport], day: dt.date) -> tuple[Lost, ...]:
        """Take in how the sources did, and return those that are lost, in the reports' order."""
        asked = list(reports)
        if any(not report.error for report in asked):
            for report in asked:
                self._records[report.url] = after(self.of(report.url), answered=not report.error, day=day)
        failing = [Lost(report.source, self.of(report.url)) for report in asked if report.error]
        return tuple(lost for lost in failing if lost.record.is_lost)

    def save(self) -> None:
        """Write the records down; a disk that refuses is no reason to end a run."""
        try:
            write_atomic(self._path, _RECORDS.dump_json(self._records, indent=1))
        except OSError as error:
            log.warning("the health of the sources cannot be kept: %s: %s", self._path, error.strerror)

    def _read(self) -> dict[str, Record]:
        try:
            return _RECORDS.validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            log.warning("the record of the sources' health is damaged and starts anew: %s", self._path)
            return {}
