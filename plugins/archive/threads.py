"""Threads: the stories of different days that go on from one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .stories import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .stories import Told


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
    """Find the threads with stories in two articles or more; all go from the newest."""
    found: dict[str, list[Step]] = {}
    for article in articles:
        for story in {story.thread: story for story in reversed(article.stories)}.values():
            found.setdefault(story.thread, []).append(Step(article, story))
    return [
        Thread(f"threads/{name_of(key)}/", tuple(steps)) for key, steps in found.items() if len(steps) > 1
    ]
