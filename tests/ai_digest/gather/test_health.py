"""How long a source has failed: what a day decides, and what the cache keeps of it."""

from __future__ import annotations

import datetime as dt
import json
import logging
from typing import TYPE_CHECKING

import pytest

from ai_digest.gather.health import WEEK, Health, Record, after
from ai_digest.model import SourceReport

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 9, 3)
URL = "https://heron.example/feed"


def later(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def report(error: str = "", *, url: str = URL, name: str = "Heron Wire") -> SourceReport:
    return SourceReport(name, url, error=error)


GOOD = report(url="https://good.example/", name="好源")


def failing(days: int) -> Record:
    """Return the record of a source that has failed once a day."""
    record = Record()
    for number in range(days):
        record = after(record, answered=False, day=later(number))
    return record


def test_failures_are_counted_by_the_day() -> None:
    """Each day of failure counts one, and the first and the last are kept."""
    assert failing(3) == Record(first_failure=DAY, last_failure=later(2), failing_days=3)


def test_several_runs_on_a_day_count_once() -> None:
    """A source asked ten times on one day has failed for a day."""
    record = failing(1)
    for _ in range(9):
        record = after(record, answered=False, day=DAY)
    assert record == failing(1)


def test_an_answer_ends_the_count() -> None:
    """Whoever answers is well again, whatever came before, on the same day too."""
    assert after(failing(6), answered=True, day=later(5)) == Record(last_success=later(5))


def test_a_day_with_an_answer_is_no_failing_day() -> None:
    """A source that answered in the morning and failed in the evening has not failed that day."""
    record = after(Record(), answered=True, day=DAY)
    assert after(record, answered=False, day=DAY) == record
    assert after(record, answered=False, day=later(1)) == Record(
        last_success=DAY, first_failure=later(1), last_failure=later(1), failing_days=1
    )


def test_a_clock_set_back_changes_nothing() -> None:
    """A day before what is known neither counts as a failure nor moves the last answer back."""
    record = failing(2)
    assert after(record, answered=False, day=later(-30)) == record
    assert after(Record(last_success=DAY), answered=True, day=later(-1)) == Record(last_success=DAY)


@pytest.mark.parametrize(("days", "lost"), [(0, False), (WEEK - 1, False), (WEEK, True), (WEEK + 9, True)])
def test_a_week_of_failures_is_enough(days: int, *, lost: bool) -> None:
    """The suggestion to drop a source comes with the seventh failing day, and stays."""
    assert failing(days).is_lost is lost


def test_the_history_in_words() -> None:
    """The words say how long it failed and when it last answered, and nothing of a source that is well."""
    assert Record(last_success=DAY).history == ""
    assert failing(2).history == "failed on 2 days since 2026-09-03, never answered"
    record = after(Record(last_success=DAY), answered=False, day=later(4))
    assert record.history == "failed on 1 day since 2026-09-07, last answered 2026-09-03"


def test_the_record_outlives_the_run(tmp_path: Path) -> None:
    """What each day's run saw is there for the next, and the week's end names the source."""
    for number in range(WEEK):
        health = Health(tmp_path)
        lost = health.observe([GOOD, report("HTTP 404 Not Found")], later(number))
        health.save()
        assert [one.source for one in lost] == (["Heron Wire"] if number == WEEK - 1 else [])
    assert Health(tmp_path).of(URL) == failing(WEEK)
    assert Health(tmp_path).of(GOOD.url) == Record(last_success=later(WEEK - 1))


def test_a_run_without_any_answer_is_not_counted(tmp_path: Path) -> None:
    """When nothing answered, the network was down, and no source is blamed."""
    health = Health(tmp_path)
    for number in range(WEEK + 1):
        assert health.observe([report("cannot connect")], later(number)) == ()
    assert health.of(URL) == Record()


def test_a_source_that_answers_is_not_lost(tmp_path: Path) -> None:
    """After any number of failing days, one answer takes the suggestion back."""
    health = Health(tmp_path)
    for number in range(WEEK + 3):
        health.observe([GOOD, report("HTTP 500")], later(number))
    assert health.observe([GOOD, report()], later(WEEK + 3)) == ()


def test_another_address_starts_anew(tmp_path: Path) -> None:
    """The record belongs to the address: a source that was mended is not charged with its past."""
    health = Health(tmp_path)
    for number in range(WEEK):
        health.observe([GOOD, report("HTTP 404")], later(number))
    moved = report("HTTP 500", url="https://heron.example/new")
    assert health.observe([GOOD, moved], later(WEEK)) == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"https://a.example/": 3}',
        b'{"https://a.example/": {"failing_days": -1}}',
        b'{"https://a.example/": {"last_success": "yesterday"}}',
        b'{"https://a.example/": {"mood": "good"}}',
    ],
)
def test_a_damaged_record_counts_as_empty(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever the file holds, it costs a log line and no run."""
    (tmp_path / "health.json").write_bytes(content)
    with caplog.at_level(logging.WARNING):
        health = Health(tmp_path)
    assert "damaged" in caplog.text
    assert health.of("https://a.example/") == Record()
    health.observe([GOOD], DAY)
    health.save()
    assert Health(tmp_path).of(GOOD.url).last_success == DAY


def test_a_disk_that_refuses_ends_no_run(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where the cache folder cannot be, the record is lost with a log line."""
    (tmp_path / "cache").write_text("a file")
    health = Health(tmp_path / "cache")
    health.observe([GOOD], DAY)
    with caplog.at_level(logging.WARNING):
        health.save()
    assert "cannot be kept" in caplog.text


def test_the_file_can_be_read_by_a_person(tmp_path: Path) -> None:
    """The record is JSON by address with days as dates."""
    health = Health(tmp_path)
    health.observe([GOOD, report("HTTP 404")], DAY)
    health.save()
    assert json.loads((tmp_path / "health.json").read_text())[URL] == {
        "last_success": None,
        "first_failure": "2026-09-03",
        "last_failure": "2026-09-03",
        "failing_days": 1,
    }
