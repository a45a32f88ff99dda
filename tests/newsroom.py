"""A scratch newsroom for tests of whole runs: a content folder, settings, and what to compare."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ai_digest.config import Options, Settings
from ai_digest.edition import make_edition
from ai_digest.progress import LineReporter

if TYPE_CHECKING:
    from ai_digest.edition import Result
    from ai_digest.model import Drafter

ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2026, 9, 3)
NOW = dt.datetime(2026, 9, 3, 0, 0, tzinfo=dt.UTC)


def settings_in(folder: Path, sources: Path, **options: Any) -> Settings:
    """Return settings for a content folder and a cache below `folder`."""
    return Settings(
        content=folder / "content",
        zone=ZoneInfo("Asia/Shanghai"),
        site_name="AI 日报",
        site_url="",
        sources=sources,
        cache=folder / "cache",
        options=Options(**options),
    )


def run(
    settings: Settings, *, drafter: Drafter | None = None, day: dt.date = DAY, batch: bool = False
) -> Result:
    """Make the edition of a day with the clock standing at its edition time."""
    reporter = LineReporter(lambda _line: None)
    return make_edition(settings, day, now=NOW, reporter=reporter, drafter=drafter, batch=batch)


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content, to see whether anything changed."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}
