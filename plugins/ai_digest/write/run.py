"""What a drafter is told of the run, and what it tells of its progress."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from .batch import Pending


@dataclass(frozen=True, slots=True)
class Models:
    """Who chooses and who writes; `effort` is sent to the writer where it is set."""

    choose: str
    write: str
    effort: str | None = None


@dataclass(frozen=True, slots=True)
class Batching:
    """What time it is, who keeps note of a batch, what is on its way already, whether one is wanted."""

    now: dt.datetime
    note: Callable[[Pending | None], None]
    pending: Pending | None = None
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the writing is: calls ended of all, characters that arrived."""

    done: int
    total: int
    characters: int


class Counter:
    """The characters that arrive, counted from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.characters = 0

    def add(self, text: str) -> None:
        """Count what arrived."""
        with self._lock:
            self.characters += len(text)
