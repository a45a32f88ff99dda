"""Dates as feeds and list pages write them → aware moments, and whether a time of day was given."""

from __future__ import annotations

import datetime as dt
import warnings
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from dateutil import parser as free_form
from dateutil.parser import UnknownTimezoneWarning

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_YEARS = range(1990, 2101)


class Moment(NamedTuple):
    """A point in time in the zone it was written in; `day_only` if it had no time of day."""

    at: dt.datetime
    day_only: bool


def read_date(written: str, zone: ZoneInfo) -> Moment | None:
    """Read RFC 822, ISO 8601 and common free forms; a date without a zone is in `zone`. None if unreadable.

    Midnight to the second counts as "no time of day": feeds that know only the day write it so.
    """
    written = written.strip()
    at = _parse(written)
    if at is None or at.year not in _YEARS:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone)
    return Moment(at, day_only=at.time() == dt.time(0))


def _parse(written: str) -> dt.datetime | None:
    midnight = dt.datetime(1, 1, 1)  # noqa: DTZ001  only lends the fields that the text lacks
    for parse in (
        dt.datetime.fromisoformat,
        parsedate_to_datetime,
        lambda text: free_form.parse(text, default=midnight),
    ):
        try:
            with warnings.catch_warnings(action="ignore", category=UnknownTimezoneWarning):
                return parse(written)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None
