"""What should never be left in a text: conflict markers, error texts, placeholders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ai_digest.verify.form.finding import Code, Finding
from ai_digest.verify.stubs import stub_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7}|={7})(?:\s|$)")


def conflicts(lines: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    """Yield what a merge has left behind."""
    for number, line in lines:
        if line[:1] in "<>|=" and _CONFLICT.match(line):
            yield Finding(number, Code.CONFLICT, "a conflict marker was left in the text")


def stubs(lines: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    """Yield the first error text or placeholder of each line."""
    for number, line in lines:
        found = stub_in(line)
        if found:
            yield Finding(number, Code.STUB, f"an error text or a placeholder: {found!r}")
