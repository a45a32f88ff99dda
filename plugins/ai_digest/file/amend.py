"""Small changes to an article that is there: one entry of its front matter, all other bytes as they were."""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ai_digest.atomic import locked, write_over
from ai_digest.errors import UsageError
from ai_digest.file.manuscript import Kind, Line, Manuscript, Unit, read_manuscript

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Version:
    """An article's file as it was read: what is written back must still find it so."""

    path: Path
    raw: bytes

    @classmethod
    def of(cls, path: Path) -> Version:
        """Read a file. Raises UsageError if it cannot be read."""
        try:
            return cls(path, path.read_bytes())
        except OSError as error:
            raise UsageError(f"{path}: cannot be read: {error.strerror}") from error

    @property
    def text(self) -> str:
        """The text with its line ends, without a byte order mark. Raises UsageError if it is not UTF-8."""
        try:
            return self.raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.raw.count(b"\n", 0, error.start) + 1
            raise UsageError(
                f"{self.path}:{line}: bytes that are not UTF-8; expected a file saved as UTF-8"
            ) from error

    def encoded(self, text: str) -> bytes:
        """Return a text as this file would have it, with its byte order mark."""
        mark = codecs.BOM_UTF8 if self.raw.startswith(codecs.BOM_UTF8) else b""
        return mark + text.encode()

    def write(self, text: str, content: Path) -> None:
        """Write a text in its place. Raises ChangedError if the file was changed since it was read."""
        with locked(content):
            write_over(self.path.resolve(), self.raw, self.encoded(text))


def with_field(text: str, name: str, *lines: str, after: str = "") -> str:
    """Return the text with an entry of the front matter set to these lines, in the place it has.

    A new one stands behind the entry `after`, else at the end.
    """
    manuscript = read_manuscript(text)
    end = Counter(line.end for line in manuscript.lines if line.end).most_common(1)[0][0]
    own = tuple(Line.of(line, end) for line in lines)
    return replace(manuscript, fields=_fields(manuscript, name, own, after)).text


def without_field(text: str, name: str) -> str:
    """Return the text without an entry of the front matter; comments above it stay."""
    manuscript = read_manuscript(text)
    fields = [unit if unit.name != name else _comments(unit) for unit in manuscript.fields]
    return replace(manuscript, fields=tuple(fields)).text


def _comments(unit: Unit) -> Unit:
    return replace(unit, lines=tuple(line for line in unit.lines if line.startswith("#")))


def _fields(manuscript: Manuscript, name: str, own: tuple[Line, ...], after: str) -> tuple[Unit, ...]:
    fields = manuscript.fields
    there = manuscript.field(name)
    if there:
        above = _comments(there).lines
        return tuple(replace(unit, lines=(*above, *own)) if unit is there else unit for unit in fields)
    behind = manuscript.field(after)
    at = fields.index(behind) + 1 if behind else len(fields)
    return (*fields[:at], Unit(Kind.FIELD, name, own), *fields[at:])
