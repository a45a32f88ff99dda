"""Dates as feeds and list pages write them → aware moments, and whether a time of day was given."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from typing import TYPE_CHECKING, NamedTuple

from dateutil import parser as free_form
from dateutil.parser import UnknownTimezoneWarning

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_YEARS = range(1990, 2101)
_CHINESE_DAY = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日\s*")
_MIDNIGHT = dt.datetime(1, 1, 1)  # noqa: DTZ001  only lends the fields that a text lacks
# RFC 822, section 5.1
_HOURS = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_ZONES: dict[str, dt.tzinfo] = {
    name: dt.timezone(dt.timedelta(hours=hours)) for name, hours in _HOURS.items()
}


class Moment(NamedTuple):
    """A point in time in the zone it was written in; `day_only` if it had no time of day."""

    at: dt.datetime
    day_only: bool


def read_date(written: str, zone: ZoneInfo) -> Moment | None:
    """Read RFC 822, ISO 8601 and common free forms; None if it cannot be read.

    A date without a zone is in `zone`, and so is one in a zone of that name: CST is China's in China.
    Midnight to the second counts as "no time of day": feeds that know only the day write it so.
    """
    try:
        at = _parse(_CHINESE_DAY.sub(r"\1-\2-\3 ", written).strip(), zone)
        at = at if at.tzinfo else at.replace(tzinfo=zone)
        at.astimezone(dt.UTC)  # an offset of more than a day shows only now
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return Moment(at, day_only=at.time() == dt.time(0)) if at.year in _YEARS else None


def _parse(written: str, zone: ZoneInfo) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(written)
    except ValueError:
        with warnings.catch_warnings(action="ignore", category=UnknownTimezoneWarning):
            return free_form.parse(written, default=_MIDNIGHT, tzinfos=_ZONES | _own_name(zone))


def _own_name(zone: ZoneInfo) -> dict[str, dt.tzinfo]:
    winter = dt.datetime(2000, 1, 1, tzinfo=zone)
    return {winter.tzname() or "": dt.timezone(winter.utcoffset() or dt.timedelta())}
