"""Articles as the archive sees them."""

import datetime as dt
from types import SimpleNamespace

import pytest

from archive.stories import Told
from archive.threads import thread_keys


@pytest.fixture
def article():
    """Make an article of a day in August with stories by (id, thread)."""

    def make(day, *stories):
        told = tuple(
            Told(own, f"{own} 的标题", f"https://x.example/{own}", own, thread) for own, thread in stories
        )
        return SimpleNamespace(
            source_path=f"{day}.md",
            date=dt.datetime(2026, 8, day, tzinfo=dt.UTC),
            stories=told,
            thread_keys=thread_keys(told),
            story_count=len(told),
        )

    return make
