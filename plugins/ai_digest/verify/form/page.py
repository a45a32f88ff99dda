"""The body of an article taken apart: headings, sections, and every story told in it.

A story is a `###` heading with what follows it, or an entry of the list of one-line news (更多动态). Code,
the Telegram card of old articles and editors' words to the check are no part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ai_digest.verify.form.address import links, resolved, texts_of_links
from ai_digest.verify.form.labels import is_label, is_more
from front_matter.accepted import COMMENT
from front_matter.card import without_cards

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FENCE = re.compile(r"^\s*(```|~~~)")
_HEADING = re.compile(r"(#{1,6})[ \t]*(.*?)[ \t]*#*$")
_ENTRY = re.compile(r"[-*+] +(?=\S)|\d+\. +(?=\S)")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
_MARKUP = re.compile(r"\*\*|__|[*`]|\\(?=[\\`*_\[\]{}<>#|])")
_CARD = "\0"
STORY = 3


class Line(NamedTuple):
    """A line of the file and its number there."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its line, its level, and its text as written."""

    line: Line
    level: int
    text: str


@dataclass
class Story:
    """A story as told: the line of its headline, its plain headline, and all its lines."""

    line: Line
    headline: str
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Return its web addresses, in order."""
        return tuple(link for line in self.lines for link in links(line.text))


@dataclass(frozen=True)
class Page:
    """A body: `written` are its lines as they stand, without code and cards; `lines` what is read of them.

    In `lines`, comments to the check are gone and links that are defined elsewhere are written out.
    """

    written: tuple[Line, ...]
    lines: tuple[Line, ...]

    @cached_property
    def as_written(self) -> frozenset[Line]:
        """Return the lines that are read as they stand."""
        return frozenset(self.written) & frozenset(self.lines)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Return all headings."""
        return tuple(filter(None, map(heading_of, self.lines)))

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Return every story that is told, in order."""
        return tuple(_stories(self.lines))

    @cached_property
    def by_line(self) -> dict[int, Story]:
        """Return the story that each line belongs to, by number of line."""
        return {line.number: story for story in self.stories for line in story.lines}


def page_of(lines: Iterable[tuple[int, str]]) -> Page:
    """Take a body apart."""
    written = tuple(_outside_code(_without_cards([Line(*line) for line in lines])))
    return Page(written, tuple(resolved(_without_comments(written))))


def heading_of(line: Line) -> Heading | None:
    """Read a line as a heading, or give None."""
    found = _HEADING.match(line.text) if line.text.startswith("#") else None
    return Heading(line, len(found[1]), found[2]) if found else None


def is_rule(text: str) -> bool:
    """Tell whether a line is a rule between parts (`---`)."""
    return bool(_RULE.match(text))


def plain(text: str) -> str:
    """Return the words of a line, without the marks of Markdown."""
    return _MARKUP.sub("", texts_of_links(text)).strip()


def _without_cards(lines: list[Line]) -> list[Line]:
    text = "\n".join(line.text for line in lines)
    if "telegram-card" not in text:
        return lines
    left = without_cards(text, mark=_CARD).split("\n")
    return [line for line, rest in zip(lines, left, strict=True) if _CARD not in rest]


def _without_comments(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        text = COMMENT.sub("", line.text) if "<!--" in line.text else line.text
        if text.strip() or text == line.text:
            yield line._replace(text=text)


def _outside_code(lines: Iterable[Line]) -> Iterator[Line]:
    fence = ""
    for line in lines:
        found = _FENCE.match(line.text)
        if found and fence in {"", found[1]}:
            fence = "" if fence else found[1]
        elif not fence:
            yield line


def _stories(lines: Iterable[Line]) -> Iterator[Story]:
    story: Story | None = None
    in_briefs = False
    for line in lines:
        heading = heading_of(line)
        if heading and is_label(heading.text):  # a slip, and a finding of its own
            heading = None
        if (heading and heading.level <= STORY) or is_rule(line.text):
            if story:
                yield story
            story = None
            in_briefs = (heading.level < STORY and is_more(heading.text)) if heading else in_briefs
            if heading and heading.level == STORY:
                story = _story(line, heading.text)
        elif in_briefs and _ENTRY.match(line.text):
            if story:
                yield story
            story = _story(line, _headline(_ENTRY.sub("", line.text, count=1)))
        if story:
            story.lines.append(line)
    if story:
        yield story


def _story(line: Line, headline: str) -> Story:
    return Story(line, plain(headline))


def _headline(text: str) -> str:
    """Return what a brief is called: its bold words, else the text of its link, else all up to a colon."""
    for pattern in (r"\*\*(.+?)\*\*", r"\[(.+?)\]\(", r"(.+?)[：:]"):
        found = re.match(pattern, text)
        if found:
            return found[1]
    return text
