"""An article as it stands in content/: taken apart, with the line of everything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.errors import UsageError
from front_matter.document import split
from front_matter.errors import FrontMatterError
from front_matter.fields import parse

if TYPE_CHECKING:
    from pathlib import Path

    from front_matter.fields import Field


@dataclass(frozen=True, slots=True)
class Article:
    """The front matter's fields by name in lower case; its lines and the body's, numbered as in the file."""

    path: Path
    fields: dict[str, Field]
    head: tuple[tuple[int, str], ...]
    lines: tuple[tuple[int, str], ...]

    def text(self, name: str) -> str:
        """Return a field's single value as written, "" if there is none."""
        return self.fields[name].texts[0] if name in self.fields and self.fields[name].texts else ""

    def day(self, name: str = "date") -> dt.date:
        """Return a field's date. Raises UsageError if it is none."""
        text = self.text(name)
        try:
            return dt.date.fromisoformat(text[:10])
        except ValueError as error:
            raise UsageError(f"{self.path}: {name} {text!r} is no date; write it as 2026-08-13") from error


def read_article(path: Path) -> Article:
    """Read an article. Raises UsageError with `path:line: what is wrong; what was expected`."""
    try:
        return parse_article(path.read_text(encoding="utf-8-sig"), path)
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}:1: bytes that are not UTF-8; expected a file saved as UTF-8") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error


def parse_article(text: str, path: Path) -> Article:
    """Take an article's text apart; `path` is for messages. Raises UsageError as `read_article` does."""
    try:
        document = split(text)
        if document is None:
            raise UsageError(f"{path}:1: no front matter; expected a first line `---`")
        fields = parse(document.front_matter, document.first_line)
    except FrontMatterError as error:
        raise UsageError(error.at(str(path))) from error
    body = document.body.split("\n")
    first = text.count("\n") + 2 - len(body)
    head = document.front_matter.split("\n")
    return Article(
        path, fields, tuple(enumerate(head, document.first_line)), tuple(enumerate(body, start=first))
    )
