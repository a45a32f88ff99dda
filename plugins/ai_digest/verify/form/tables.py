"""Tables without the rule line (`| --- | --- |`) that makes their first row the header."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from ai_digest.verify.form.finding import Code, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_digest.verify.form.page import Line, Page

_ROW = re.compile(r"\|.*\|\s*$")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*$")
_CELL = re.compile(r"(?<!\\)\|")
_DIGIT = re.compile(r"\d")


def tables(page: Page) -> Iterator[Finding]:
    """Yield each table whose second line is no rule."""
    numbered = enumerate(page.lines)
    for is_row, group in groupby(numbered, key=lambda entry: bool(_ROW.match(entry[1].text))):
        if is_row:
            yield from _table([line for _, line in group])


def _table(rows: list[Line]) -> Iterator[Finding]:
    if len(_cells(rows[0])) < 2 or any(_RULE.match(row.text) for row in rows[:2]):  # noqa: PLR2004  # one cell is no table
        return
    message = "a table without a rule line (`| --- | --- |`) below its header"
    yield Finding(rows[0].number, Code.TABLE, message, _ruled(rows))


def _ruled(rows: list[Line]) -> tuple[str, ...]:
    """Return the first row with the rule. If it holds data as the others do, the header stays empty."""
    width = max(len(_cells(row)) for row in rows)
    rule, first = f"|{' --- |' * width}", rows[0].text
    digits = [bool(_DIGIT.search(row.text)) for row in rows]
    if len(rows) > 1 and not digits[0] and all(digits[1:]):
        return (first, rule)
    return (f"|{'  |' * width}", rule, first)


def _cells(row: Line) -> list[str]:
    return _CELL.split(row.text.strip())[1:-1]
