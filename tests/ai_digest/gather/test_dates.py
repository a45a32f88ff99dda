"""Dates as they are written out there."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.gather.dates import read_date
from tests.builders import ZONE

MOMENTS = st.datetimes(dt.datetime(1990, 1, 2), dt.datetime(2100, 12, 30)).filter(  # noqa: DTZ001
    lambda at: at.time() != dt.time(0)
)
OFFSETS = st.integers(-14 * 4, 14 * 4).map(lambda quarters: dt.timezone(dt.timedelta(minutes=15 * quarters)))


def utc(written: str, zone: ZoneInfo = ZONE) -> tuple[str, bool]:
    """Return what was read as UTC, and whether it is a day only."""
    moment = read_date(written, zone)
    assert moment is not None
    assert moment.at.tzinfo is not None
    return moment.at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S"), moment.day_only


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Thu, 03 Sep 2026 07:15:30 +0800", "2026-09-02 23:15:30"),
        ("Thu, 03 Sep 2026 07:15:30 GMT", "2026-09-03 07:15:30"),
        ("03 Sep 2026 07:15 EST", "2026-09-03 12:15:00"),
        ("Thu, 03 Sep 2026 07:15:30 -0000", "2026-09-03 07:15:30"),
        ("2026-09-03T07:15:30Z", "2026-09-03 07:15:30"),
        ("2026-09-03T07:15:30+08:00", "2026-09-02 23:15:30"),
        ("2026-09-03T07:15:30.250-04:00", "2026-09-03 11:15:30"),
        ("20260903T071530Z", "2026-09-03 07:15:30"),
        ("2026-09-03 07:15 +0800", "2026-09-02 23:15:00"),
        ("September 3, 2026 7:15 PM UTC", "2026-09-03 19:15:00"),
        ("September 3, 2026 7:15 p.m. UTC", "2026-09-03 19:15:00"),
        ("Thu, 03 Sep 2026 24:00:00 +0000", "2026-09-04 00:00:00"),
        ("Thu, 03 Sep 2026 07:15:60 GMT", "2026-09-03 07:15:59"),
        ("Thu, 03 Sep 2026 07:15:30 +0800 (China Standard Time)", "2026-09-02 23:15:30"),
        ("2026-09-03 07:15:30 +0800 CST", "2026-09-02 23:15:30"),
        ("周四, 03 九月 2026 07:15:30 +0800", "2026-09-02 23:15:30"),
        ("2026-09-03T07:15:30.123456789Z", "2026-09-03 07:15:30"),
        ("  \n2026-09-03T07:15:30Z \t", "2026-09-03 07:15:30"),
    ],
)
def test_a_written_zone_is_kept(written: str, expected: str) -> None:
    """A date with a zone of its own is that moment, whatever the site's zone."""
    assert utc(written) == (expected, False)
    assert utc(written, ZoneInfo("America/New_York")) == (expected, False)


@pytest.mark.parametrize(
    "written",
    [
        "2026-09-03T07:15:00",
        "2026-09-03 07:15",
        "2026/09/03 07:15",
        "Thu, 03 Sep 2026 07:15:00",
        "Thu, 03 Sep 2026 07:15:00 XQZ",
        "Sep 3, 2026 7:15 am",
        "2026年9月3日 07:15",
        "2026年09月03日 07:15",
        "2026年9月3日 星期四 上午7:15",
        "2026年9月3日7时15分",
        "２０２６年９月３日　０７：１５",
        "2026.09.03 07:15",
        "03.09.2026 07:15",
        "Thursday, September 3, 2026 - 07:15",
    ],
)
def test_without_a_zone_the_given_one_holds(written: str) -> None:
    """A date without a zone, or with one that nobody knows, is in the zone that is lent to it."""
    assert utc(written) == ("2026-09-02 23:15:00", False)
    assert utc(written, ZoneInfo("UTC")) == ("2026-09-03 07:15:00", False)


@pytest.mark.parametrize(
    "written",
    [
        "2026-09-03",
        "20260903",
        "2026/9/3",
        "Sep 3, 2026",
        "3 September 2026",
        "2026-09-03T00:00:00",
        "Thu, 03 Sep 2026 00:00:00 +0800",
        "2026年9月3日",
    ],
)
def test_a_day_without_a_time_is_told_apart(written: str) -> None:
    """A day alone, and midnight to the second, count as a day without a time."""
    moment = read_date(written, ZONE)
    assert moment is not None
    assert moment.day_only
    assert moment.at.date() == dt.date(2026, 9, 3)
    assert moment.at.time() == dt.time(0)


def test_midnight_is_that_of_the_written_zone() -> None:
    """Midnight in the zone of the date is a day; midnight in the reader's zone is a time."""
    assert utc("2026-09-03T00:00:00-07:00") == ("2026-09-03 07:00:00", True)
    assert utc("2026-09-02T16:00:00Z") == ("2026-09-02 16:00:00", False)
    assert utc("2026-09-03T00:00:01Z") == ("2026-09-03 00:00:01", False)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   ",
        "yesterday",
        "刚刚",
        "None",
        "2026-13-45",
        "Thu, 32 Sep 2026 07:15:00 GMT",
        "2026-09-03T25:00:00Z",
        "07:15",
        "Sep 3",
        "2026",
        "2026-09",
        "September 2026",
        "1989-12-31T07:15:00Z",
        "2101-01-01T07:15:00Z",
        "0001-01-01",
        "9999-12-31T23:59:59Z",
        "9" * 400,
        "\x00\x01",
        "1756854000",
    ],
)
def test_rubbish_is_no_date(written: str) -> None:
    """What is no date, lacks its year, or is out of all range is None and no error."""
    assert read_date(written, ZONE) is None


@pytest.mark.parametrize(
    "written", ["Thu, 03 Sep 2026 07:15:00 +9900", "2026-09-03 07:15:00 +2500", "2026-09-03T07:15:00-99:00"]
)
def test_an_impossible_offset_does_no_harm(written: str) -> None:
    """An offset of more than a day is no moment that later breaks in the arithmetic of the window."""
    moment = read_date(written, ZONE)
    assert moment is None or moment.at.astimezone(dt.UTC).year == 2026


@given(MOMENTS, OFFSETS)
def test_iso_dates_come_back(at: dt.datetime, zone: dt.timezone) -> None:
    """Any moment written in ISO 8601 is read as that moment."""
    moment = read_date(at.replace(tzinfo=zone).isoformat(), ZONE)
    assert moment is not None
    assert moment.at == at.replace(tzinfo=zone)
    assert not moment.day_only


@given(MOMENTS)
def test_chinese_dates_come_back(at: dt.datetime) -> None:
    """Any moment written in Chinese is read as that moment in the given zone, to the minute."""
    at = at.replace(second=0, microsecond=0, tzinfo=ZONE)
    half = "上午" if at.hour < 12 else "下午"
    clock = f"{at.hour % 12 or 12}:{at.minute:02}"
    for time in (f"{at:%H:%M}", f"{half}{clock}", f"{at.hour}时{at.minute}分"):
        moment = read_date(f"{at.year}年{at.month}月{at.day}日 {time}", ZONE)
        assert moment is not None
        assert moment.at == at


@given(MOMENTS, OFFSETS)
def test_mail_dates_come_back(at: dt.datetime, zone: dt.timezone) -> None:
    """Any moment written as RFC 822 wants it is read as that moment, to the second."""
    at = at.replace(microsecond=0, tzinfo=zone)
    moment = read_date(format_datetime(at), ZONE)
    assert moment is not None
    assert moment.at == at


@given(st.text(max_size=40) | st.text("0123456789-:/ TZ+,.", max_size=30))
def test_no_text_breaks_the_reading(written: str) -> None:
    """Whatever stands there, the answer is None or a moment with which one can reckon."""
    moment = read_date(written, ZONE)
    assert moment is None or moment.at.astimezone(dt.UTC)
