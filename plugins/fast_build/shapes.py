"""Sets of attributes that pages read together: there are few, so traces name them by a number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Shapes:
    """The sets, sorted, by their numbers."""

    def __init__(self, kept: str) -> None:
        """`kept` is what `dump` gave after the last build, "" for none."""
        self._names: list[tuple[str, ...]] = [tuple(names) for names in json.loads(kept or "[]")]
        self._numbers = {names: number for number, names in enumerate(self._names)}

    def number(self, names: Iterable[str]) -> int:
        """Return the number of a set, a new one where it has none."""
        shape = tuple(sorted(names))
        if shape not in self._numbers:
            self._numbers[shape] = len(self._names)
            self._names.append(shape)
        return self._numbers[shape]

    def names(self, number: int) -> tuple[str, ...]:
        """Return the set of a number. Raises IndexError."""
        return self._names[number]

    def union(self, numbers: Iterable[int]) -> int:
        """Return the number of all that some sets have."""
        return self.number({name for number in numbers for name in self._names[number]})

    def dump(self) -> str:
        """Return them for the next build."""
        return json.dumps(self._names)
