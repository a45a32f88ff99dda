"""Which contents have moved since the last build: one hash of each, of all that any page reads of it.

Where it is as it was, every page finds what it found, and need not be asked again: of a site's thousands of
contents hardly any moves. Of those that have moved, pages are asked what exactly they read (now.py).
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from .trace import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .now import Now
    from .shapes import Shapes


class Moved:
    """The hashes of the last build, and those of this one."""

    def __init__(self, kept: str, shapes: Shapes) -> None:
        """`kept` is what `dump` gave after the last build, "" for none."""
        self._before: dict[str, tuple[int, str]] = json.loads(kept or "{}")
        self._shapes = shapes
        self._moved: dict[str, bool] = {}
        self._read: defaultdict[str, set[int]] = defaultdict(set)

    def any(self, contents: Iterable[tuple[str, int]], now: Now) -> bool:
        """Say whether one of the contents that a page read has moved."""
        return any(self._has_moved(path, now) for path, _ in contents)

    def _has_moved(self, path: str, now: Now) -> bool:
        moved = self._moved.get(path)
        if moved is None:
            shape, state = self._before.get(path, (None, ""))
            moved = self._moved[path] = shape is None or self._state(path, shape, now) != state
        return moved

    def _state(self, path: str, shape: int, now: Now) -> str:
        try:
            return now.state(path, self._shapes.names(shape))
        except Doubt:
            return ""

    def read(self, contents: Iterable[tuple[str, int]]) -> None:
        """Note what a page of this build reads, by path and shape."""
        for path, shape in contents:
            self._read[path].add(shape)

    def dump(self, now: Now) -> str:
        """Return the hashes of all contents that pages of this build read, for the next one."""
        unions: dict[frozenset[int], int] = {}
        found: dict[str, Any] = {}
        for path, shapes in self._read.items():
            read = frozenset(shapes)
            if read not in unions:
                unions[read] = self._shapes.union(read)
            found[path] = unions[read], self._known(path, unions[read], now)
        return json.dumps(found)

    def _known(self, path: str, shape: int, now: Now) -> str:
        before = self._before.get(path)
        if before and before[0] == shape and not self._moved.get(path, True):
            return before[1]
        return self._state(path, shape, now)
