"""An editor's word that a finding is known and right: `<!-- check: accept N001 reason -->`.

At the end of a line it is about that line, on a line of its own about the next one. In the front matter the
same stands in a comment of YAML: `# check: accept F004 reason`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.verify.form.finding import Code, Finding
from front_matter.accepted import COMMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_digest.verify.form.page import Line

_YAML = re.compile(r"(?:^|\s)#[ \t]*check:(?P<word>.*)$")
_WORD = re.compile(r"\s*accept\s+(?P<codes>[A-Z]\d{3}(?:[\s,]+[A-Z]\d{3})*)(?P<reason>.*)$")
_SHORTEST_REASON = 2
# These say that something is broken, which no reason makes right.
NEVER = frozenset({Code.UNREADABLE, Code.CONFLICT, Code.BAD_ACCEPT, Code.IDLE_ACCEPT})


@dataclass(frozen=True, slots=True)
class _Word:
    """One comment: its line, the lines it is about, what it accepts (nothing if it is wrong)."""

    line: int
    about: tuple[int, ...]
    codes: frozenset[str]
    problem: str = ""


def without_accepted(
    findings: Iterable[Finding], head: Iterable[Line], body: Iterable[Line]
) -> Iterator[Finding]:
    """Yield the findings that nobody accepted, then the comments that are wrong or accept nothing."""
    words = [*_words(head, _YAML), *_words(body, COMMENT)]
    used: set[tuple[int, str]] = set()
    for finding in findings:
        accepting = [word for word in words if finding.line in word.about and finding.code in word.codes]
        used.update((word.line, finding.code) for word in accepting)
        if not accepting:
            yield finding
    for word in words:
        if word.problem:
            yield Finding(word.line, Code.BAD_ACCEPT, word.problem)
        for code in sorted(word.codes):
            if (word.line, code) not in used:
                message = f"it accepts {code}, but there is no such finding; delete it"
                yield Finding(word.line, Code.IDLE_ACCEPT, message)


def _words(lines: Iterable[Line], pattern: re.Pattern[str]) -> Iterator[_Word]:
    for line in lines:
        if "check:" not in line.text:
            continue
        alone = not pattern.sub("", line.text).strip()
        for comment in pattern.finditer(line.text):
            yield _read(
                line.number, comment["word"], (line.number, line.number + 1) if alone else (line.number,)
            )


def _read(line: int, text: str, about: tuple[int, ...]) -> _Word:
    found = _WORD.match(text)
    if not found:
        expected = "expected `check: accept CODE reason`, such as `check: accept N001 asked by telephone`"
        return _Word(line, about, frozenset(), f"a comment to the check that cannot be read; {expected}")
    codes = frozenset(re.findall(r"[A-Z]\d{3}", found["codes"]))
    wrong = sorted(codes - {*Code} | codes & NEVER)
    if wrong:
        return _Word(line, about, frozenset(), f"{', '.join(wrong)} cannot be accepted")
    if len(found["reason"].strip(" \t,:：，。-—")) < _SHORTEST_REASON:
        return _Word(line, about, frozenset(), f"no reason for accepting {', '.join(sorted(codes))}")
    return _Word(line, about, codes)
