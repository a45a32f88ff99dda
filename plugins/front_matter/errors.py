"""The one mistake this plugin reports: front matter that a person has to correct."""

from __future__ import annotations


class FrontMatterError(ValueError):
    """Front matter that cannot be used: what is wrong, on which line, and what was expected there."""

    def __init__(self, line: int, problem: str, expected: str) -> None:
        """`line` counts from 1 in the file."""
        super().__init__(f"{problem}; expected {expected}")
        self.line = line

    def at(self, path: str) -> str:
        """Give the line for the log, in the form that editors turn into a link."""
        return f"{path}:{self.line}: {self}"
