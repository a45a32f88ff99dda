"""Settings: read once, checked whole, with the site's zone deciding which edition is due."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from ai_digest.config import load_settings, settings_from
from ai_digest.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from ai_digest.config import Settings


def settings(base: Path, **given: object) -> Settings:
    return settings_from({"PATH": "content", "TIMEZONE": "Asia/Shanghai", **given}, base=base)


def test_paths_are_taken_from_the_settings_folder(tmp_path: Path) -> None:
    """Relative paths start at the settings file, wherever the command is called."""
    (tmp_path / "conf.py").write_text('PATH = "posts"\nAI_DIGEST_SOURCES = "my.toml"\n', encoding="utf-8")
    loaded = load_settings(tmp_path / "conf.py")
    assert loaded.content == tmp_path / "posts"
    assert loaded.sources == tmp_path / "my.toml"
    assert loaded.cache == tmp_path / ".cache" / "ai-digest"


def test_every_mistake_is_a_line(tmp_path: Path) -> None:
    """All wrong settings are named at once, unknown ones with the nearest known one."""
    with pytest.raises(UsageError) as raised:
        settings(tmp_path, AI_DIGEST_FULL_STORYS=3, AI_DIGEST_BRIEFS=-1, AI_DIGEST_DRAFTER="gpt")
    lines = raised.value.problems
    assert len(lines) == 3
    assert any("'full_storys'; did you mean 'full_stories'?" in line for line in lines)
    assert all("\n" not in line for line in lines)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", ""])
def test_unknown_zone(tmp_path: Path, zone: str) -> None:
    """A zone that is none is said; an empty one is the default."""
    if not zone:
        assert settings(tmp_path, TIMEZONE=zone).zone.key == "Asia/Shanghai"
        return
    with pytest.raises(UsageError, match="no time zone"):
        settings(tmp_path, TIMEZONE=zone)


@pytest.mark.parametrize(
    ("utc", "due"),
    [
        ("2026-08-12T23:29:59", dt.date(2026, 8, 12)),
        ("2026-08-12T23:30:00", dt.date(2026, 8, 13)),
        ("2026-08-13T15:59:00", dt.date(2026, 8, 13)),
        ("2026-08-13T16:30:00", dt.date(2026, 8, 13)),
    ],
)
def test_due_edition_follows_the_site_s_zone(tmp_path: Path, utc: str, due: dt.date) -> None:
    """07:30 in Shanghai decides, whatever zone the machine lives in."""
    moment = dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)
    assert settings(tmp_path).due_date(moment) == due


def test_edition_end_over_a_clock_change(tmp_path: Path) -> None:
    """The edition time is local time, also where the clock changes."""
    site = settings(tmp_path, TIMEZONE="Europe/Berlin")
    assert site.edition_end(dt.date(2026, 3, 28)).astimezone(dt.UTC).hour == 6
    assert site.edition_end(dt.date(2026, 3, 29)).astimezone(dt.UTC).hour == 5


def test_edition_time_without_a_zone(tmp_path: Path) -> None:
    """An edition time that brings a zone of its own is refused."""
    with pytest.raises(UsageError, match="without a zone"):
        settings(tmp_path, AI_DIGEST_EDITION_TIME="07:30+02:00")
