"""Dates as feeds and list pages write them → aware moments, and whether a time of day was given."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import warnings
from email.utils import parsedate_tz
from typing import TYPE_CHECKING, NamedTuple

from dateutil import parser as free_form
from dateutil.parser import UnknownTimezoneWarning

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

LONGEST = 120
_NOON, _EARLY_AFTERNOON = 12, 3
_MORNING = {"凌晨", "早上", "上午", "am"}
_AFTERNOON = {"下午", "傍晚", "晚上", "pm"}
_YEARS = range(1990, 2101)
_CHINESE_DAY = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]?")
_CHINESE_TIME = re.compile(r"(\d{1,2})\s?[时時点點]\s?(?:(\d{1,2})\s?分)?\s?(?:(\d{1,2})\s?秒)?")
_HALF_DAY = re.compile(r"(上午|早上|凌晨|中午|下午|晚上|傍晚)\s?(\d{1,2})(?=:)")
_WEEKDAY = re.compile(r"[(\[]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)\]]?,?")
_CHINESE_MONTH = re.compile(r"(十[一二]|[一二三四五六七八九十])月(?!\s?\d{1,2}\s?[日号號])")
_NUMERALS = {"十一": 11, "十二": 12, **{numeral: n for n, numeral in enumerate("一二三四五六七八九十", 1)}}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ZONE_IN_WORDS = re.compile(r"\s*\([^()]{1,60}\)\s*$|(?<=[+-]\d{4})\s+[A-Z]{3,5}$")
_DAY_IN_FIGURES = re.compile(r"\d{4}\D+\d{1,2}\D+\d{1,2}|\d{8}|\d{1,2}\D+\d{1,2}\D+\d{2,4}")
_DAY_OF_MONTH = re.compile(r"(?<![\d:])\d{1,2}(?:st|nd|rd|th)?(?![\d:A-Za-z])")
_MIDNIGHT = dt.datetime(1, 1, 1)  # noqa: DTZ001  only lends the fields that a text lacks
# RFC 822, section 5.1
_HOURS = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_ZONES: dict[str, dt.tzinfo] = {
    name: dt.timezone(dt.timedelta(hours=hours)) for name, hours in _HOURS.items()
}
_RFC_822 = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:\d\d(?::\d\d)?\s+(?:[+-]\d{4}|GMT|UTC?|Z)"
)


class Moment(NamedTuple):
    """A point in time in the zone it was written in; `day_only` if it had no time of day."""

    at: dt.datetime
    day_only: bool


def read_date(written: str, zone: ZoneInfo) -> Moment | None:
    """Read RFC 822, ISO 8601, Chinese and common free forms; None if it cannot be read.

    A date without a zone is in `zone`, and so is one in a zone of that name: CST is China's in China.
    Midnight to the second counts as "no time of day": feeds that know only the day write it so.
    """
    if len(written) > LONGEST:
        return None
    try:
        at = _parse(written.strip(), zone)
        at = at if at.tzinfo else at.replace(tzinfo=zone)
        at.astimezone(dt.UTC)  # an offset of more than a day shows only now
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    day_only = at.time() == dt.time(0) and "24:00" not in written
    return Moment(at, day_only) if at.year in _YEARS else None


def hour_of_day(hour: int, half: str) -> int:
    """Return the hour on a clock of 24 hours; `half` is a part of the day in Chinese, am or pm, or ""."""
    later = half in _AFTERNOON or (half == "中午" and hour < _EARLY_AFTERNOON)
    if hour == _NOON:
        return 0 if half in _MORNING else hour
    return hour + _NOON if later and hour < _NOON else hour


def _parse(written: str, zone: ZoneInfo) -> dt.datetime:
    if _RFC_822.fullmatch(written):
        return _mail_date(written)
    try:
        return dt.datetime.fromisoformat(written)
    except ValueError:
        return _free(_ZONE_IN_WORDS.sub("", _in_figures(written)), zone)


def _mail_date(written: str) -> dt.datetime:
    """Read what RFC 822 wants; 24:00 is the midnight after. Ten times as quick as the free form."""
    parts = parsedate_tz(written)
    if parts is None:
        raise ValueError(written)
    year, month, day, hour, minute, second = parts[:6]
    zone = dt.timezone(dt.timedelta(seconds=parts[9] or 0))
    days = 1 if (hour, minute, second) == (24, 0, 0) else 0
    at = dt.datetime(year, month, day, 0 if days else hour, minute, min(second, 59), tzinfo=zone)
    return at + dt.timedelta(days=days)


def _free(written: str, zone: ZoneInfo) -> dt.datetime:
    in_words = re.search("[A-Za-z]{3}", written) and _DAY_OF_MONTH.search(written)
    if not in_words and not _DAY_IN_FIGURES.search(written):
        raise ValueError(written)  # a month or a year alone would be read as its first day
    with warnings.catch_warnings(action="ignore", category=UnknownTimezoneWarning):
        return free_form.parse(written, default=_MIDNIGHT, tzinfos=_ZONES | _own_name(zone))


def _in_figures(written: str) -> str:
    """Write Chinese dates, full-width figures and half days the way the parsers know."""
    written = unicodedata.normalize("NFKC", written)
    written = _WEEKDAY.sub(" ", _CHINESE_DAY.sub(r"\1-\2-\3 ", written))
    written = _CHINESE_MONTH.sub(lambda match: f" {MONTHS[_NUMERALS[match[1]] - 1]} ", written)
    written = _CHINESE_TIME.sub(lambda match: ":".join(part or "00" for part in match.groups()), written)
    written = _HALF_DAY.sub(lambda match: f" {hour_of_day(int(match[2]), match[1])}", written)
    written = re.sub(r"(\d{4})\.(\d{1,2})\.(\d{1,2})\b", r"\1-\2-\3", written)
    written = re.sub(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b", r"\3-\2-\1", written)
    written = re.sub(r"\b([ap])\.\s?m\.", r"\1m", written, flags=re.IGNORECASE)
    return " ".join(written.split())


def _own_name(zone: ZoneInfo) -> dict[str, dt.tzinfo]:
    winter = dt.datetime(2000, 1, 1, tzinfo=zone)
    return {winter.tzname() or "": dt.timezone(winter.utcoffset() or dt.timedelta())}
