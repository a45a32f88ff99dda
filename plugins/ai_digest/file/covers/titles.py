"""Setting a title: the best lines and size for a box.

Lengths are in em of the face; only `Box` and the size of a `Setting` are in pixels.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ai_digest.file.covers.characters import CLOSING, OPENING, clean
from ai_digest.file.covers.typeset import CLAUSE_END, bounded, is_han, line_width, narrowed, shorten
from ai_digest.file.covers.words import CLINGING, UNPARTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_digest.file.covers.characters import Face

RAGGED = 0.35  # the price of lines of unequal length, as a share of the size
PARTED_WORD, PARTED_HAN, PARTED_RUN = 0.2, 0.12, 0.05  # the price of a break, as a share of the size


@dataclass(frozen=True)
class Box:
    """Room for a title in pixels: the widest line, the whole height, the sizes it may take."""

    width: float
    height: float
    largest: int
    smallest: int
    leading: float = 1.25  # from one baseline to the next, in em
    lines: int = 3

    @property
    def limit(self) -> float:
        """Return the width in em at the smallest size."""
        return self.width / self.smallest


@dataclass(frozen=True)
class Setting:
    """A title as it is to be drawn: lines that end where they should, and the size in pixels."""

    lines: tuple[str, ...]
    size: int
    shortened: bool


@lru_cache(maxsize=64)
def set_title(text: str, face: Face, box: Box) -> Setting:
    """Return the lines and the size that look best in the box: large, even, parted between clauses and words.

    Every way of breaking the title into lines is tried at the largest size it allows; a price in size is put
    on ragged lines and on poor breaks. A title that cannot fit at the smallest size is shortened.
    """
    whole = clean(text, face)
    count = max(1, min(box.lines, int(box.height / (box.leading * box.smallest))))
    parts = list(narrowed(bounded(whole, count * box.limit), face, box.limit))
    shown = shorten(parts, lambda title: len(_filled(title, face, box.limit, count + 1)) <= count)
    parts = list(narrowed(shown, face, box.limit))
    settings = [
        Setting(lines, _size(lines, face, box), shown != whole)
        for lines in itertools.chain.from_iterable(
            _breaks(parts, n + 1, face, box.limit) for n in range(count)
        )
    ]
    nothing = Setting((), box.largest, shortened=False)
    return max(settings, key=lambda setting: _looks(setting, face), default=nothing)


def _filled(text: str, face: Face, limit: float, most: int) -> list[str]:
    """Return the fewest lines that hold the text, each filled before the next; stops at `most` lines."""
    lines = [""]
    for piece in narrowed(text, face, limit):
        if line_width((lines[-1] + piece).strip(), face) <= limit:
            lines[-1] += piece
        elif len(lines) == most:
            break
        else:
            lines.append(piece)
    return lines


def _breaks(parts: list[str], count: int, face: Face, limit: float) -> Iterator[tuple[str, ...]]:
    """Yield every way of setting the pieces in so many lines of at most `limit` em."""
    if count == 1:
        line = "".join(parts).strip()
        if line and line_width(line, face) <= limit:
            yield (line,)
        return
    for cut in range(1, len(parts)):
        head = "".join(parts[:cut]).strip()
        if line_width(head, face) > limit:
            return
        yield from ((head, *tail) for tail in _breaks(parts[cut:], count - 1, face, limit))


def _size(lines: tuple[str, ...], face: Face, box: Box) -> int:
    """Return the largest size in whole pixels at which the lines fit the box."""
    widest = max(line_width(line, face) for line in lines)
    return int(min(box.largest, box.width / widest, box.height / (box.leading * len(lines))) + 1e-6)


def _looks(setting: Setting, face: Face) -> float:
    """Return the size less the price of ragged lines and of poor breaks."""
    widths = [line_width(line, face) for line in setting.lines]
    ragged = sum((1 - width / max(widths)) ** 2 for width in widths) / len(widths)
    parted = sum(_break_price(left, right) for left, right in itertools.pairwise(setting.lines))
    return setting.size * (1 - RAGGED * ragged - parted)


def _break_price(left: str, right: str) -> float:
    if left[-1] in CLAUSE_END:
        return 0.0
    named = right[0].isdigit() or sum((c in OPENING) - (c in CLOSING - CLAUSE_END) for c in left) > 0
    if named or left[-1] + right[0] in UNPARTED or right[0] in CLINGING:
        return PARTED_WORD
    return PARTED_HAN if is_han(left[-1]) and is_han(right[0]) else PARTED_RUN
