"""Where the front matter of a file ends and its body begins."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import FrontMatterError

_OPENS = "---"
_CLOSES = ("---", "...")


@dataclass(frozen=True, slots=True)
class Document:
    """A file taken apart; `first_line` is the file's line number of the first line of the front matter."""

    front_matter: str
    first_line: int
    body: str


def split(text: str) -> Document | None:
    """Take a file apart, or give None for one without front matter.

    Front matter opens with `---` on the first line that is not blank and closes with `---` or `...`.
    """
    lines = text.split("\n")
    opening = next((number for number, line in enumerate(lines) if line.strip()), None)
    if opening is None or lines[opening].rstrip() != _OPENS:
        return None
    closing = _closing_line(lines, opening)
    return Document(
        front_matter="\n".join(lines[opening + 1 : closing]),
        first_line=opening + 2,
        body="\n".join(lines[closing + 1 :]),
    )


def _closing_line(lines: list[str], opening: int) -> int:
    """Find the line that closes the block opened at `opening` (both count from 0)."""
    for number in range(opening + 1, len(lines)):
        if lines[number].rstrip() in _CLOSES:
            return number
    raise FrontMatterError(
        opening + 1, "the front matter is not closed", "a line `---` between it and the text"
    )
