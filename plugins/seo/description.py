"""Descriptions for search results and link previews: as much as fits, cut where the sense allows."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# What result pages show before they cut: about 160 Latin letters or 120 Chinese characters.
_LIMIT = 160.0
_WIDE = _LIMIT / 120
_SENTENCE_ENDS = re.compile(r"[。！？；]|[.!?;](?=\s)")
_PAUSES = re.compile(r"[，、：,:）)」』”]|\s")


def describe(points: Iterable[str]) -> str:
    """Join whole points as long as they fit; a first point that is too long by itself is cut."""
    described = ""
    for point in points:
        joined = f"{described}{_glue(described)}{point}" if described else cut(point)
        if width(joined) > _LIMIT:
            break
        described = joined
    return described


def cut(text: str) -> str:
    """Cut a text to the limit: after a sentence, else at a pause, else anywhere, with `…` unless whole."""
    text = " ".join(text.split())
    if width(text) <= _LIMIT:
        return text
    head = _prefix(text)
    sentences = [m.end() for m in _SENTENCE_ENDS.finditer(head)]
    if sentences and sentences[-1] * 2 >= len(head):
        return head[: sentences[-1]].strip()
    pauses = [m.start() for m in _PAUSES.finditer(head) if m.start() * 2 >= len(head)]
    return (head[: pauses[-1]] if pauses else head).rstrip("，、：；,:; ") + "…"


def width(text: str) -> float:
    """Measure a text in Latin letters; a wide (Chinese, Japanese, Korean) character counts 4/3."""
    return sum(_WIDE if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _prefix(text: str) -> str:
    used = 1.0  # for the `…`
    for position, char in enumerate(text):
        used += width(char)
        if used > _LIMIT:
            return text[:position]
    return text


def _glue(before: str) -> str:
    if before[-1] in "。！？；.!?;":
        return ""
    return "；" if any(unicodedata.east_asian_width(char) == "W" for char in before) else "; "
