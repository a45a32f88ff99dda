"""What a check finds: where, which rule, and the lines that would put it right if that is mechanical."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Code(StrEnum):
    """The rules; docs/checks.md says what each means."""

    UNREADABLE = "F000"
    NO_KEY = "F001"
    BAD_VALUE = "F002"
    UNKNOWN_KEY = "F003"
    SUMMARY = "F004"
    TITLE = "F005"
    CONFLICT = "T001"
    STUB = "T002"
    LABEL = "H001"
    LEVEL = "H002"
    EMPTY = "H003"
    TABLE = "B001"
    MARKUP = "B002"
    NO_PICTURE = "P001"
    NO_DESCRIPTION = "P002"
    TOLD_TWICE = "S001"
    NO_LINK = "L001"
    LINK_TWICE = "L002"
    FOREIGN_LINK = "L003"
    FIGURE = "N001"
    NAME = "N002"
    BLANK_LINES = "W001"
    BLANKS = "W002"
    NO_EVIDENCE = "E001"
    UNCORRECTED = "C001"
    BAD_ACCEPT = "A001"
    IDLE_ACCEPT = "A002"


class Finding(NamedTuple):
    """One finding; prints as `path:line: CODE message` with the path before it.

    `instead` is what should stand in place of its line (nothing, one or more lines), None where a person has
    to decide.
    """

    line: int
    code: str
    message: str
    instead: tuple[str, ...] | None = None
