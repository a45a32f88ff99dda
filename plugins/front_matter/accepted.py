"""An editor's word to `ai-digest check` in the text, which no reader sees: taken out of the page.

    <!-- check: accept N001 the desk asked by telephone -->

It stands at the end of the line it is about, or on a line of its own above it.
"""

from __future__ import annotations

import re

from markdown.preprocessors import Preprocessor

COMMENT = re.compile(r"[ \t]*<!--[ \t]*check:(?P<word>[^\n]{0,500}?)-->")


class AcceptedPreprocessor(Preprocessor):
    """Runs `without_comments` after fenced code, where one may be shown as an example, was put aside."""

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines without the comments."""
        return without_comments(lines)


def without_comments(lines: list[str]) -> list[str]:
    """Take the comments out; a line that held nothing else goes too, so that it parts no list."""
    cleaned = [(line, COMMENT.sub("", line) if "<!--" in line else line) for line in lines]
    return [clean for line, clean in cleaned if clean.strip() or clean == line]
