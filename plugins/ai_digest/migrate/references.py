"""The addresses that a text of Markdown leads to, and putting others in their place.

Read line by line: inline links and pictures, definitions of links, `src` and `href` of tags. Code is left
alone. Every byte but those of a replaced address stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ADDRESS = re.compile(
    r"\]\(\s*(?:<(?P<pointed>[^<>\r\n]+)>|(?P<plain>[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*))"
    r"|^ {0,3}\[[^\]\r\n]+\]:[ \t]+<?(?P<defined>[^\s<>]+)"
    r"|\b(?:src|href)\s*=\s*(?P<sign>[\"'])(?P<tag>[^\"'\r\n]+)(?P=sign)",
    re.IGNORECASE,
)
_GROUPS = ("pointed", "plain", "defined", "tag")
_FENCE = re.compile(r"^\s*(```|~~~)")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


def replaced(body: str, replace: Callable[[str], str]) -> str:
    """Return the text with each address replaced by what `replace` makes of it."""
    lines, fence = [], ""
    for line in body.splitlines(keepends=True):
        found = _FENCE.match(line)
        if found and fence in {"", found[1]}:
            fence = "" if fence else found[1]
        lines.append(line if fence or found else _replaced(line, replace))
    return "".join(lines)


def without_addresses(body: str) -> str:
    """Return the text with every address left out: what it says, wherever it leads."""
    return replaced(body, lambda _address: "")


def _replaced(line: str, replace: Callable[[str], str]) -> str:
    code = [found.span() for found in _CODE.finditer(line)] if "`" in line else []
    parts, done = [], 0
    for found in _ADDRESS.finditer(line):
        group = next(name for name in _GROUPS if found[name] is not None)
        begin, end = found.span(group)
        if not any(first <= begin < last for first, last in code):
            parts += [line[done:begin], replace(line[begin:end])]
            done = end
    return "".join([*parts, line[done:]])
