"""Dates as list pages speak of them: "3 小时前", "昨天 21:30", "08-13 07:12" → moments.

They are seen from the time the page was captured, in the source's zone. Steps, the first that fits wins: a
whole date (`read_date`) · so long ago · a named day · a month and a day, whose year is the latest that is not
in the future · a time of day alone · a whole date with other words around it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING

from ai_digest.gather.dates import LONGEST, MONTHS, Moment, hour_of_day, read_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

SKEW = dt.timedelta(hours=1)  # clocks that differ; what is later than that is of an earlier year or day
_NOW = re.compile(r"刚刚|剛剛|刚才|剛才|just now|moments? ago", re.IGNORECASE)
_AGO = re.compile(
    r"(?:about |约|大约)?(\d{1,4}|an?|one|半|[一二两兩三四五六七八九十几幾]|数)\s*[个個]?\s*(多)?\s*"
    r"(秒|分|小时|小時|钟头|天|日|周|週|星期|月|年|s|m|h|d|w|y)[a-z钟鐘]*\s*(?:前|以前|之前|ago\b)",
    re.IGNORECASE,
)
_COUNTS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {
    **dict.fromkeys(("a", "an", "one"), 1),
    **dict.fromkeys(("两", "兩"), 2),
    **dict.fromkeys(("几", "幾", "数"), 3),
    "半": 0.5,
}
_DAY = 86_400
_SECONDS = (
    dict.fromkeys(("秒", "s"), 1)
    | dict.fromkeys(("分", "m"), 60)
    | dict.fromkeys(("小时", "小時", "钟头", "h"), 3600)
    | dict.fromkeys(("天", "日", "d"), _DAY)
    | dict.fromkeys(("周", "週", "星期", "w"), 7 * _DAY)
    | dict.fromkeys(("月",), 30 * _DAY)
    | dict.fromkeys(("年", "y"), 365 * _DAY)
)
_DAYS_BACK = (
    dict.fromkeys(("今天", "今日", "today"), 0)
    | dict.fromkeys(("昨天", "昨日", "昨晚", "yesterday"), 1)
    | dict.fromkeys(("前天", "前日"), 2)
    | dict.fromkeys(("大前天",), 3)
)
_TIME = (
    r"(?:[^\d:]{0,8}?(凌晨|上午|早上|中午|下午|晚上)?\s?"
    r"(\d{1,2})[:点點时時](\d{2})?分?(?::\d{2})?\s*([ap]\.?m\b\.?)?)?"
)
_NAMED = re.compile(rf"({'|'.join(sorted(_DAYS_BACK, key=len, reverse=True))}){_TIME}", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"(?<![\d/.:-])(\d{{1,2}})\s?[-/.月]\s?(\d{{1,2}})(?![\d/.-])[日号號]?{_TIME}")
_ENGLISH = re.compile(
    rf"\b({'|'.join(MONTHS)})[a-z]*\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,?\s*\d{{4}}){_TIME}", re.IGNORECASE
)
_ENGLISH_TURNED = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(MONTHS)})[a-z]*\.?(?!,?\s*\d{{4}}){_TIME}", re.IGNORECASE
)
_CLOCK = re.compile(rf"(?=\d|凌晨|上午|早上|中午|下午|晚上){_TIME}\s*")
_HOURS_BEFORE = re.compile(r"(\d{1,2})\s*(?:个|個)?(?:小时|小時|钟头|h|hours?)[\s,零]*$", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"^(\d{2})(?=[-/.]\d{1,2}[-/.]\d{1,2}\b)")
_WHOLE = re.compile(
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:[T\s]{0,3}\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?\s+\d{4}"
)


def read_spoken(written: str, zone: ZoneInfo, now: dt.datetime) -> Moment | None:
    """Read a date of a list page as seen at `now`; None if it cannot be read.

    Counted in days or more, only the day is known. Nothing is in the future because its year is missing.
    """
    written = " ".join(unicodedata.normalize("NFKC", written[: 4 * LONGEST]).split())
    local = now.astimezone(zone)
    year = _SHORT_YEAR.match(written)
    if year and int(year[1]) == local.year % 100:
        written = f"{local.year // 100}{written}"
    try:
        return read_date(written, zone) or _spoken(written, local) or _within(written, zone)
    except (ValueError, OverflowError):
        return None


def _spoken(written: str, now: dt.datetime) -> Moment | None:
    if _NOW.search(written):
        return Moment(now, day_only=False)
    steps: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], dt.datetime], Moment | None]], ...] = (
        (_AGO, _ago),
        (_NAMED, lambda found, now: _back(_DAYS_BACK[found[1].lower()], found, now)),
        (_ENGLISH, lambda found, now: _no_year(_month(found[1]), int(found[2]), found, now)),
        (_ENGLISH_TURNED, lambda found, now: _no_year(_month(found[2]), int(found[1]), found, now)),
    )
    for pattern, read in steps:
        found = pattern.search(written)
        if found:
            return read(found, now)
    if _WHOLE.search(written):
        return None
    found = _MONTH_DAY.search(written)
    if found:
        return _no_year(int(found[1]), int(found[2]), found, now)
    found = _CLOCK.fullmatch(written)
    return _back(0, found, now) if found and found[2] else None


def _within(written: str, zone: ZoneInfo) -> Moment | None:
    """Read the first whole date among other words: "来源：… 发布于 2026-08-13 07:12"."""
    found = _WHOLE.search(written)
    return read_date(found[0], zone) if found else None


def _ago(found: re.Match[str], now: dt.datetime) -> Moment:
    count = _COUNTS.get(found[1].lower()) or float(found[1])
    unit = found[3].lower()
    months = unit == "m" and re.search(r"\dmo|\bmo|\smo", found[0], re.IGNORECASE)
    seconds = _SECONDS["月"] if months else _SECONDS[unit]
    hours = _HOURS_BEFORE.search(found.string, 0, found.start())
    elapsed = dt.timedelta(seconds=count * seconds, hours=int(hours[1]) if hours else 0)
    at = (now.astimezone(dt.UTC) - elapsed).astimezone(now.tzinfo)
    if seconds < _DAY:
        return Moment(at, day_only=False)
    return Moment(dt.datetime.combine(at.date(), dt.time(), now.tzinfo), day_only=True)


def _no_year(month: int, day: int, found: re.Match[str], now: dt.datetime) -> Moment | None:
    """Return the latest such day that is not in the future (29 February: within eight years)."""
    for year in range(now.year + 1, now.year - 8, -1):
        try:
            moment = _at(dt.date(year, month, day), found, now)
        except ValueError:
            continue
        if moment.at <= now + SKEW:
            return moment
    return None


def _back(days: int, found: re.Match[str], now: dt.datetime) -> Moment:
    """Count back; a "today" that is yet to come is of a page that was made yesterday."""
    moment = _at(now.date() - dt.timedelta(days), found, now)
    return moment if moment.at <= now + SKEW else _at(now.date() - dt.timedelta(days + 1), found, now)


def _at(day: dt.date, found: re.Match[str], now: dt.datetime) -> Moment:
    """Put together a day and the time of day that the last four groups of a match hold."""
    half, hour, minute, meridiem = found.groups()[-4:]
    if hour is None:
        return Moment(dt.datetime.combine(day, dt.time(), now.tzinfo), day_only=True)
    half = half or (meridiem or "").lower().replace(".", "")
    time = dt.time(hour_of_day(int(hour), half), int(minute or 0))
    return Moment(dt.datetime.combine(day, time, now.tzinfo), day_only=False)


def _month(name: str) -> int:
    return MONTHS.index(name[:3].capitalize()) + 1
