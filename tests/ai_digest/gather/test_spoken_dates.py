"""Dates as list pages speak of them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.gather.spoken import SKEW, read_spoken
from tests.builders import ZONE

NOW = dt.datetime(2026, 9, 3, 7, 30, tzinfo=ZONE)
NEW_YEAR = dt.datetime(2027, 1, 1, 0, 30, tzinfo=ZONE)
NOWS = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2090, 1, 1)).map(lambda at: at.replace(tzinfo=ZONE))  # noqa: DTZ001


def spoken(written: str, now: dt.datetime = NOW) -> str:
    """Return the moment as the zone's clock shows it, the day alone for a day, "" for no date."""
    moment = read_spoken(written, ZONE, now)
    if moment is None:
        return ""
    return moment.at.astimezone(ZONE).strftime("%Y-%m-%d" if moment.day_only else "%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("刚刚", "2026-09-03 07:30"),
        ("just now", "2026-09-03 07:30"),
        ("30秒前", "2026-09-03 07:29"),
        ("15分钟前", "2026-09-03 07:15"),
        ("15 分鐘前", "2026-09-03 07:15"),
        ("3 小时前", "2026-09-03 04:30"),
        ("３小时前", "2026-09-03 04:30"),
        ("半小时前", "2026-09-03 07:00"),
        ("1小时30分钟前", "2026-09-03 06:00"),
        ("两个小时前", "2026-09-03 05:30"),
        ("2 hours ago", "2026-09-03 05:30"),
        ("an hour ago", "2026-09-03 06:30"),
        ("5 mins ago", "2026-09-03 07:25"),
        ("5m ago", "2026-09-03 07:25"),
        ("3天前", "2026-08-31"),
        ("1 day ago", "2026-09-02"),
        ("1 week ago", "2026-08-27"),
        ("2 months ago", "2026-07-05"),
    ],
)
def test_so_long_ago(written: str, expected: str) -> None:
    """Up to hours the time is known; from days on only the day."""
    assert spoken(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("今天 07:05", "2026-09-03 07:05"),
        ("今天", "2026-09-03"),
        ("昨天 21:30", "2026-09-02 21:30"),
        ("昨天下午3:20", "2026-09-02 15:20"),
        ("昨日", "2026-09-02"),
        ("前天 08:00", "2026-09-01 08:00"),
        ("大前天", "2026-08-31"),
        ("yesterday", "2026-09-02"),
        ("Yesterday, 9:30 PM", "2026-09-02 21:30"),
        ("今天 23:00", "2026-09-02 23:00"),
        ("07:05", "2026-09-03 07:05"),
        ("23:15", "2026-09-02 23:15"),
    ],
)
def test_named_days_and_bare_times(written: str, expected: str) -> None:
    """A named day counts back from today; a time that is yet to come was yesterday's."""
    assert spoken(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("09-03 07:12", "2026-09-03 07:12"),
        ("9月3日 07:12", "2026-09-03 07:12"),
        ("09/02", "2026-09-02"),
        ("9.2", "2026-09-02"),
        ("Sep 2", "2026-09-02"),
        ("2 Sep, 21:00", "2026-09-02 21:00"),
        ("Sept. 2nd at 9:15 pm", "2026-09-02 21:15"),
        ("09-04", "2025-09-04"),
        ("12-31 23:50", "2025-12-31 23:50"),
        ("02-29", "2024-02-29"),
        ("来源：湖报 09-02 21:00", "2026-09-02 21:00"),
    ],
)
def test_the_year_that_is_missing_is_the_latest_that_fits(written: str, expected: str) -> None:
    """A day without a year is never one to come."""
    assert spoken(written) == expected


def test_new_year() -> None:
    """In the first hours of a year, December is last year's."""
    assert spoken("12-31 23:50", NEW_YEAR) == "2026-12-31 23:50"
    assert spoken("01-01 00:10", NEW_YEAR) == "2027-01-01 00:10"
    assert spoken("昨天 23:50", NEW_YEAR) == "2026-12-31 23:50"
    assert spoken("23:50", NEW_YEAR) == "2026-12-31 23:50"
    assert spoken("01-01 00:05", NEW_YEAR - dt.timedelta(hours=1)) == "2027-01-01 00:05", (
        "clocks differ a little"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-09-02", "2026-09-02"),
        ("26-09-02", "2026-09-02"),
        ("发布时间：2026-09-02 21:00:33 来源：湖报", "2026-09-02 21:00"),
        ("By Ada Reed · September 2, 2026", "2026-09-02"),
        ("2026-09-02T13:00:00Z", "2026-09-02 21:00"),
    ],
)
def test_whole_dates_are_found_among_words(written: str, expected: str) -> None:
    """A date with its year is read as it is, also in the midst of other words."""
    assert spoken(written) == expected


@pytest.mark.parametrize(
    "written",
    ["", "阅读 1234", "5 min read", "去年", "13-45", "00-00", "25:99", "ago", "周三 12:00", "9" * 600],
)
def test_what_is_no_date(written: str) -> None:
    """Counts, times of reading and impossible days are no dates."""
    assert spoken(written) == ""


@given(NOWS, st.text(max_size=30) | st.text("0123456789-:/月日年天前小时分钟昨今 agohmd", max_size=20))
def test_no_text_breaks_the_reading(now: dt.datetime, written: str) -> None:
    """Whatever stands there, the answer is None or a moment with which one can reckon."""
    moment = read_spoken(written, ZONE, now)
    assert moment is None or moment.at.astimezone(dt.UTC)


@given(NOWS, st.integers(0, 364 * 24 * 60))
def test_month_and_day_come_back(now: dt.datetime, minutes: int) -> None:
    """Any minute of the past year comes back from its month, day and time, and is not in the future."""
    at = (now - dt.timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    moment = read_spoken(f"{at:%m-%d %H:%M}", ZONE, now)
    assert moment is not None
    assert moment.at == at or at + dt.timedelta(364) <= now
    assert moment.at <= now + SKEW
