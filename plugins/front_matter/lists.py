"""Lists as people write them, in the form that Python-Markdown reads.

Python-Markdown wants a blank line before a list and four spaces for each level below another item. The house
style has neither. Steps, line by line:

1. Lines inside a fence stay as they are. (Raw HTML and fences at the margin are placeholders by now.)
2. A line `- …`, `* …`, `+ …` or `1. …` is an item. It lies below the item above it when it is indented by at
   least two columns more, else beside it; it is written with four spaces a level.
3. An item right below a line of a paragraph, also one in the item above, gets a blank line before it; so does
   one that goes back to a level above the one its block of lines began with.
4. What follows in a list, indented, goes on with the item; not indented and after a blank line, or a rule, a
   heading or a bold label alone on its line, it ends the list.

Guards: a rule (`- - -`) is no item; a number other than 1 does not interrupt a paragraph (a line that begins
with a year); four columns outside a list are code.
"""

from __future__ import annotations

import re

from markdown.preprocessors import Preprocessor

_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|(?P<number>\d{1,9})\.) +(?P<text>\S.*)")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
_LABEL = re.compile(r"\*\*[^*]+\*\*[：:]\s*$|\*\*[^*]+[：:]\*\*\s*$")
_FENCE = re.compile(r" +(```+(?=[^`]*$)|~~~+)")
_HEADING = re.compile(r"#{1,6} ")
_QUOTE = re.compile(r" {0,3}> ?")
_LEVEL = 4  # columns that Python-Markdown wants for each level
_PARAGRAPH = 1_000_000  # a level above that of any item
_NESTS = 2  # columns more than the item above that make an item lie below it


class ListPreprocessor(Preprocessor):
    """Runs `normalise` after raw HTML and fenced code were put aside."""

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines with their lists rewritten."""
        return normalise(lines)


def normalise(lines: list[str]) -> list[str]:
    """Rewrite the lists among `lines` by the steps above; quoted lines are a text of their own."""
    normaliser = _Normaliser()
    quoted: list[str] = []
    for line in lines:
        quote = _QUOTE.match(line) if ">" in line else None
        if quote:
            quoted.append(line[quote.end() :])
            continue
        _flush(quoted, normaliser)
        normaliser.take(line)
    _flush(quoted, normaliser)
    return normaliser.lines


def _flush(quoted: list[str], normaliser: _Normaliser) -> None:
    for line in normalise(quoted) if quoted else ():
        normaliser.keep(f"> {line}")
    quoted.clear()


class _Normaliser:
    """The lines written so far, and the columns of the items that the next line may lie below."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[int] = []
        self._fence = ""
        self._numbered = False
        self._block = 0  # level of the first line since the last blank one; a paragraph's is above any item's

    def take(self, line: str) -> None:
        """Write one line in the form that Python-Markdown reads."""
        if self._is_fenced(line):
            self.lines.append(line)
        elif not line.strip():
            self.lines.append("")
        elif (item := _ITEM.match(line)) and self._begins_item(item):
            self._take_item(item)
        elif self._open:
            self._take_text(line)
        else:
            self.lines.append(line)

    def keep(self, line: str) -> None:
        """Write a line that is none of the list's, which it ends."""
        self._end_list()
        self.lines.append(line)

    def _is_fenced(self, line: str) -> bool:
        """Tell whether a line belongs to an indented fence, which Python-Markdown does not put aside."""
        if not self._fence and "```" not in line and "~~~" not in line:
            return False
        fence = _FENCE.match(line)
        if self._fence:
            if fence and fence[1].startswith(self._fence) and line.strip() == fence[1]:
                self._fence = ""
            return True
        self._fence = fence[1] if fence else ""
        return bool(fence)

    def _begins_item(self, item: re.Match[str]) -> bool:
        if _RULE.match(item.string):
            return False
        if self._open:
            return True
        interrupts = self._after_text() and item["number"] not in (None, "1")
        return len(item["indent"]) < _LEVEL and not interrupts

    def _take_item(self, item: re.Match[str]) -> None:
        column, numbered = len(item["indent"]), item["number"] is not None
        starts = not self._open
        while len(self._open) > 1 and column < self._open[-1]:
            self._open.pop()
        if starts or column >= self._open[-1] + _NESTS:
            self._open.append(column)
        level = len(self._open) - 1
        other_kind = level == 0 and numbered != self._numbered
        if (starts or other_kind or level < self._block) and self._after_text():
            self.lines.append("")
        if not self._after_text():
            self._block = level
        if level == 0:
            self._numbered = numbered
        self.lines.append(f"{' ' * _LEVEL * level}{item['marker']} {item['text']}")

    def _take_text(self, line: str) -> None:
        column = len(line) - len(line.lstrip())
        after_blank = not self._after_text()
        if column < _NESTS and (after_blank or any(end.match(line) for end in (_RULE, _LABEL, _HEADING))):
            self._end_list()
            self.lines.append(line)
            return
        if after_blank:
            self._block = _PARAGRAPH
        while len(self._open) > 1 and column < self._open[-1] + _NESTS:
            self._open.pop()
        deeper = column - self._open[-1] - _NESTS
        code = " " * (deeper // _LEVEL * _LEVEL) if after_blank else ""
        indent = " " * _LEVEL * len(self._open) if column >= _NESTS else ""
        self.lines.append(f"{indent}{code}{line.lstrip()}")

    def _end_list(self) -> None:
        if self._open and self._after_text():
            self.lines.append("")
        self._open.clear()

    def _after_text(self) -> bool:
        return bool(self.lines and self.lines[-1].strip())
