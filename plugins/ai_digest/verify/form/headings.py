"""The order of headings, and headings with nothing below them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ai_digest.verify.form.finding import Code, Finding
from ai_digest.verify.form.page import heading_of, is_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_digest.verify.form.page import Heading, Line, Page

_LABEL = re.compile(r"\*\*[^*]+[：:]\*\*\s*$|\*\*[^*]+\*\*[：:]\s*$")
_BELOW_LABEL = 7  # a label stands below any heading


def headings(page: Page) -> Iterator[Finding]:
    """Yield a second title, a level that is skipped, and what has nothing below it."""
    yield from _levels(page.headings)
    yield from _empty(page.lines)


def _levels(found: tuple[Heading, ...]) -> Iterator[Finding]:
    titles = [heading for heading in found if heading.level == 1]
    for heading in titles[1:]:
        message = f"a second title; the first one is in line {titles[0].line.number}"
        yield Finding(heading.line.number, Code.LEVEL, message)
    levels = [1, *(heading.level for heading in found)]  # the page prints the title
    for (above, level), heading in zip(pairwise(levels), found, strict=True):
        if level > above + 1:
            message = f"a heading of level {level} below one of level {above}; expected level {above + 1}"
            yield Finding(heading.line.number, Code.LEVEL, message)


def _empty(lines: tuple[Line, ...]) -> Iterator[Finding]:
    """Yield headings and labels below which comes only one of their own level or above, or the end."""
    last: tuple[int, Line] | None = None
    for line in lines:
        if not line.text.strip() or is_rule(line.text):
            continue
        level = _level(line)
        if last and level and level <= last[0]:
            yield _nothing_below(last[1])
        last = (level, line) if level > 1 else None
    if last:
        yield _nothing_below(last[1])


def _level(line: Line) -> int:
    """Return the level of a heading, 0 for any other line."""
    heading = heading_of(line)
    if heading:
        return heading.level
    return _BELOW_LABEL if line.text.startswith("**") and _LABEL.match(line.text) else 0


def _nothing_below(line: Line) -> Finding:
    return Finding(line.number, Code.EMPTY, f"nothing stands below {line.text.strip()!r}")
