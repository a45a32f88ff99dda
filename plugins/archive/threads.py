"""Threads: the stories of different days that go on from one another."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ai_digest.links import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .stories import Told

_SAFE = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Step:
    """A story of a thread, and the article that tells it."""

    article: Any
    story: Told


@dataclass(frozen=True, slots=True)
class Thread:
    """The stories of one thread, the newest first; `url` is its page below the site's address."""

    url: str
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        """What the thread is called: the headline of its newest story."""
        return self.steps[0].story.headline

    @property
    def first(self) -> Step:
        """The story that the thread began with."""
        return self.steps[-1]


def threads_of(articles: Iterable[Any]) -> list[Thread]:
    """Find the threads with two stories or more; articles, stories and threads go from the newest."""
    found: dict[str, dict[tuple[str, str], Step]] = {}
    for article in articles:
        for story in article.stories:
            key = canonical(story.thread) if "://" in story.thread else story.thread
            found.setdefault(key, {}).setdefault((article.source_path, story.id), Step(article, story))
    return [
        Thread(f"threads/{_slug(key)}/", tuple(steps.values()))
        for key, steps in found.items()
        if len({path for path, _ in steps}) > 1
    ]


def _slug(key: str) -> str:
    """Give a thread's name in addresses; that of one whose first story has no evidence is a link's hash."""
    return key if _SAFE.fullmatch(key) else f"l{hashlib.sha256(key.encode()).hexdigest()[:10]}"
