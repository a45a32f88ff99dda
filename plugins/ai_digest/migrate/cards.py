"""The Telegram card of old articles, taken out of the text for good; the site prints its own.

Only a card that is closed goes, and none that is shown as code. The blank lines that parted it from the text
go with it; every other byte stays.
"""

from __future__ import annotations

import re

from front_matter.card import find_card

_FENCED = re.compile(r"^ {0,3}(```|~~~)[^\n]*\n.*?(?:^ {0,3}\1|\Z)", re.DOTALL | re.MULTILINE)
_TAIL = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")
_BLANKS = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*")
_BLANK_END = re.compile(r"(?:(?<=\n)|(?<=\r)(?!\n))(?:[ \t]*(?:\r\n|\r|\n))+\Z")


def without_closed_cards(text: str) -> tuple[str, int, int]:
    """Return the text without its cards, how many were taken out, and how many were left unclosed."""
    taken = left = start = 0
    while card := find_card(text, start):
        begin, end, closed = card
        code = next((found for found in _FENCED.finditer(text) if found.start() <= begin < found.end()), None)
        if code:
            start = code.end()
        elif not closed:
            left, start = left + 1, end
        else:
            text, taken, start = _cut(text, begin, end), taken + 1, begin
    return text, taken, left


def _cut(text: str, begin: int, end: int) -> str:
    """Take out a part that begins a line, with the rest of its last line."""
    above, below = text[:begin], text[_end_of(_TAIL, text, end) :]
    if not below.strip():
        return _BLANK_END.sub("", above) + below.lstrip()
    return above + below[_end_of(_BLANKS, below, 0) :]


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
