"""Blanks that mean nothing: more than one empty line, blanks at the end of a line, `##标题` without one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ai_digest.verify.form.finding import Code, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ai_digest.verify.form.page import Line

_TIGHT = re.compile(r"#{1,6}(?=[^\s#])")
_INDENTED = ("    ", "\t")  # may be code, in which every line counts
_BREAK = "  "  # at the end of a line above another one: a line break


def spacing(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield superfluous and missing blanks; the lines are those of the body, code left out."""
    counts = _may_be_code(lines)
    for above, line, below in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        text = line.text
        if below is None and not text:
            continue  # behind the last line end
        if not text.strip() and not counts and _is_blank(above, line.number - 1):
            yield Finding(line.number, Code.BLANK_LINES, "a second empty line", ())
        elif text != text.rstrip() and not (text.endswith(_BREAK) and below and below.text.strip()):
            yield Finding(line.number, Code.BLANKS, "blanks at the end of the line", (text.rstrip(),))
        elif tight := _TIGHT.match(text):
            right = f"{tight[0]} {text[tight.end() :]}"
            yield Finding(line.number, Code.BLANKS, f"no blank after {tight[0]!r}", (right,))


def _may_be_code(lines: Sequence[Line]) -> bool:
    """Tell whether empty lines may be part of code that is not fenced."""
    indented = any(
        not above.text.strip() and line.text.startswith(_INDENTED) for above, line in pairwise(lines)
    )
    return indented or any("<pre" in line.text for line in lines)


def _is_blank(line: Line | None, number: int) -> bool:
    return line is not None and line.number == number and not line.text.strip()
