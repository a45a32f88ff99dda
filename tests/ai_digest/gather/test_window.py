"""Which items belong to an edition, and the record of what was seen before."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

import pytest

from ai_digest.gather import in_window
from ai_digest.gather.seen import Seen
from tests.builders import EDITION, END, WINDOW, ZONE, item

if TYPE_CHECKING:
    from pathlib import Path

SECOND = dt.timedelta(seconds=1)
NEXT_DAY = EDITION + dt.timedelta(days=1)


@pytest.fixture
def seen(tmp_path: Path) -> Seen:
    """Return an empty record."""
    return Seen(tmp_path)


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        (WINDOW.start - SECOND, False),
        (WINDOW.start, False),
        (WINDOW.start + SECOND, True),
        (WINDOW.end - SECOND, True),
        (WINDOW.end, True),
        (WINDOW.end + SECOND, False),
        (WINDOW.end.astimezone(dt.UTC), True),
        (WINDOW.end.astimezone(dt.timezone(dt.timedelta(hours=-8))) + SECOND, False),
    ],
)
def test_a_time_counts_to_the_second(seen: Seen, moment: dt.datetime, *, inside: bool) -> None:
    """An item with a time is in when it is later than the start and not later than the end."""
    assert in_window(item("a", published=moment), EDITION, WINDOW, ZONE, seen) is inside


def test_no_moment_is_in_two_editions(seen: Seen) -> None:
    """The end of one window is the start of the next: a timed item belongs to one edition."""
    following = type(WINDOW)(END, END + dt.timedelta(hours=24))
    at_the_border = item("a", published=END)
    assert in_window(at_the_border, EDITION, WINDOW, ZONE, seen)
    assert not in_window(at_the_border, NEXT_DAY, following, ZONE, seen)


@pytest.mark.parametrize(
    ("day", "inside"),
    [(1, False), (2, True), (3, True), (4, False)],
)
def test_a_day_counts_when_it_touches_the_window(seen: Seen, day: int, *, inside: bool) -> None:
    """An item with only a date is in when the window begins or ends on that day."""
    dated = item("a", published=dt.datetime(2026, 9, day, tzinfo=ZONE), day_only=True)
    assert in_window(dated, EDITION, WINDOW, ZONE, seen) is inside


def test_a_day_is_that_of_its_own_zone(seen: Seen) -> None:
    """A day given in another zone counts by the date that was written."""
    far = dt.timezone(dt.timedelta(hours=-10))
    inside = item("a", published=dt.datetime(2026, 9, 3, tzinfo=far), day_only=True)
    outside = item("b", published=dt.datetime(2026, 9, 1, tzinfo=far), day_only=True)
    assert in_window(inside, EDITION, WINDOW, ZONE, seen)
    assert not in_window(outside, EDITION, WINDOW, ZONE, seen)


def test_an_undated_item_is_new_once(tmp_path: Path) -> None:
    """An undated item belongs to the edition that saw it first, on a rerun too, and to no later one."""
    undated = item("a", hours=None)
    for edition, inside in ((EDITION, True), (EDITION, True), (NEXT_DAY, False), (EDITION, True)):
        seen = Seen(tmp_path)
        assert in_window(undated, edition, WINDOW, ZONE, seen) is inside
        seen.save()


def test_a_sighting_that_was_not_saved_is_forgotten(tmp_path: Path) -> None:
    """A run that dies before its end leaves no trace in the record."""
    assert Seen(tmp_path).is_new("i1", EDITION)
    assert Seen(tmp_path).is_new("i1", NEXT_DAY)


def test_dated_items_are_not_recorded(tmp_path: Path) -> None:
    """Only undated items need the record."""
    seen = Seen(tmp_path)
    in_window(item("a"), EDITION, WINDOW, ZONE, seen)
    in_window(item("b", hours=900.0), EDITION, WINDOW, ZONE, seen)
    seen.save()
    assert (tmp_path / "seen.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b'"x"', b"null", b"\xff\xfe", b'{"i1": 7}', b'{"i1": "not a day"}', b'{"i1": null}'],
)
def test_a_damaged_record_starts_anew(
    tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is wrong with the file, it is said, everything is new again, and the file is replaced."""
    path = tmp_path / "seen.json"
    path.write_bytes(damage)
    with caplog.at_level(logging.WARNING):
        seen = Seen(tmp_path)
    assert "seen.json" in caplog.text
    assert seen.is_new("i1", EDITION)
    seen.save()
    assert not Seen(tmp_path).is_new("i1", NEXT_DAY)


def test_a_missing_record_is_no_damage(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The first run has no record, and says nothing about it."""
    with caplog.at_level(logging.WARNING):
        Seen(tmp_path / "not" / "there").save()
    assert caplog.text == ""
    assert (tmp_path / "not" / "there" / "seen.json").is_file()
