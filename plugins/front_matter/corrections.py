"""What a published article said wrongly, in an editor's words, as the front matter lists it.

corrections:
- 2026-08-14: 「…」一条的金额更正为 25 亿元
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fast_build.hooks import keepable

from .errors import FrontMatterError

if TYPE_CHECKING:
    from .fields import Field

_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*[:：]\s*(.+)", re.DOTALL)
EXPECTED = "lines such as `- 2026-08-14: what is right now`, with quotes around a text that holds `: `"


@keepable
@dataclass(frozen=True, slots=True)
class Correction:
    """The day of a correction and what it says."""

    date: dt.date
    text: str


def corrections_of(field: Field) -> list[Correction]:
    """Read the list, the latest first. Raises FrontMatterError for a line without a day or without words."""
    entries = field.value if isinstance(field.value, list) else [field.value]
    found = [_correction(entry, field.line) for entry in entries if entry is not None]
    return sorted(found, key=lambda correction: correction.date, reverse=True)


def _correction(entry: object, line: int) -> Correction:
    if isinstance(entry, dict) and len(entry) == 1:
        (day, text), *_ = entry.items()
        entry = f"{day}: {text}" if isinstance(text, str | int | float) else day
    read = _LINE.fullmatch(" ".join(str(entry).split()))
    if read:
        try:
            return Correction(dt.date.fromisoformat(read[1]), read[2])
        except ValueError:  # no day of the calendar
            pass
    raise FrontMatterError(line, f"corrections: {entry!r} cannot be read", EXPECTED)
