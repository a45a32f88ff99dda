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
    """Find the threads with stories in two articles or more; all go from the newest.

    Articles say by `thread_keys` which threads they are part of, so that most stories need not be read.
    """
    found: dict[str, list[Any]] = {}
    for article in articles:
        for key in article.thread_keys:
            found.setdefault(key, []).append(article)
    return [
        Thread(f"threads/{name_of(key)}/", tuple(Step(article, _first(article, key)) for article in telling))
        for key, telling in found.items()
        if len(telling) > 1
    ]


def thread_keys(stories: Iterable[Told]) -> list[str]:
    """Name the threads of some stories, in the order in which their last stories end."""
    return list({story.thread: None for story in reversed([*stories])})


def _first(article: Any, key: str) -> Told:
    stories: Iterable[Told] = article.stories
    return next(story for story in stories if story.thread == key)
