"""An article as the parts a person moves about: entries of the front matter, sections, stories, briefs.

    opening │ entries │ closing │ preface, title, section, story, story, section, brief, brief, …

Nothing is lost on the way: the parts of a manuscript, one after the other, are the file again to the byte.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ai_digest.file.article import WORDS
from ai_digest.links import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_END = re.compile(r"\r\n|\r|\n")
_FIELD = re.compile(r"""^["']?([^\s#"'][^:"']*)["']?:(?=\s|$)""")
_HEADING = re.compile(r"^ {0,3}(#{1,3})[ \t]*(?!#)(.*?)[ \t#]*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_ENTRY = re.compile(r"^[-*+][ \t]+")
_LINK = re.compile(r"\]\(<?([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)")
_MORE = frozenset(words.more.casefold() for words in WORDS.values())


class Line(str):
    """A line and its end; equal to every line of the same words, whatever ends it."""

    __slots__ = ("end",)
    end: str

    @classmethod
    def of(cls, text: str, end: str = "\n") -> Line:
        """Make a line."""
        line = cls(text)
        line.end = end
        return line


class Kind(StrEnum):
    """What a part is."""

    FIELD = "field"
    PREFACE = "preface"
    TITLE = "title"
    SECTION = "section"
    STORY = "story"
    BRIEF = "brief"


@dataclass(frozen=True, slots=True)
class Unit:
    """A part: its lines up to the last that is not blank, and the blank ones behind them.

    `name` is the same in every version of an article: of a field its key, of a section its heading, of a
    story or brief its link (its headline if it has none) in comparable form. `nth` tells apart what has one
    name. `section` is the name of the section it stands in.
    """

    kind: Kind
    name: str
    lines: tuple[Line, ...]
    blanks: tuple[Line, ...] = ()
    nth: int = 0
    section: str = ""

    @property
    def key(self) -> tuple[str, str, int]:
        """What a part is found by; a story stays itself as a brief, and the other way round."""
        kind = Kind.STORY if self.kind is Kind.BRIEF else self.kind
        return (kind.value, self.name, self.nth)

    @property
    def is_more(self) -> bool:
        """Tell whether this is the heading of 更多动态."""
        return self.kind is Kind.SECTION and self.name.casefold() in _MORE

    @property
    def text(self) -> str:
        """The words, for people and for comparing."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole article; `closing` is empty where there is no front matter."""

    opening: tuple[Line, ...]
    fields: tuple[Unit, ...]
    closing: tuple[Line, ...]
    body: tuple[Unit, ...]

    @property
    def lines(self) -> Iterator[Line]:
        """Yield all lines in order."""
        yield from self.opening
        yield from lines_of(self.fields)
        yield from self.closing
        yield from lines_of(self.body)

    @property
    def text(self) -> str:
        """The file's text."""
        return "".join(line + line.end for line in self.lines)

    @property
    def stories(self) -> tuple[Unit, ...]:
        """The stories and briefs."""
        return tuple(unit for unit in self.body if unit.kind in {Kind.STORY, Kind.BRIEF})

    def field(self, name: str) -> Unit | None:
        """Return an entry of the front matter, None if it is not there."""
        return next((unit for unit in self.fields if unit.name == name), None)


EMPTY = Manuscript((), (), (), ())


def lines_of(units: Iterable[Unit]) -> Iterator[Line]:
    """Yield the lines of parts with the blank ones between them."""
    for unit in units:
        yield from unit.lines
        yield from unit.blanks


def read_manuscript(text: str) -> Manuscript:
    """Take an article's text apart."""
    lines = split_lines(text)
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if first == len(lines) or lines[first].rstrip() != "---":
        return Manuscript((), (), (), _body(lines))
    last = next((at for at in range(first + 1, len(lines)) if lines[at].rstrip() in {"---", "..."}), None)
    if last is None:
        return Manuscript((), (), (), _body(lines))
    return Manuscript(
        tuple(lines[: first + 1]),
        _fields(lines[first + 1 : last]),
        (lines[last],),
        _body(lines[last + 1 :]),
    )


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text with their ends; the last one may have none."""
    ends = [found.group() for found in _END.finditer(text)]
    pieces = _END.split(text)
    lines = [Line.of(piece, end) for piece, end in zip(pieces, [*ends, ""], strict=True)]
    return lines if lines[-1] else lines[:-1]


def name_of_link(text: str) -> str:
    """Return the comparable form of the first link in a line, "" if there is none."""
    link = link_of(text)
    return canonical(link) if link else ""


def link_of(text: str) -> str:
    """Return the first link in a line as it stands there, "" if there is none."""
    found = _LINK.search(text)
    return found[1] if found else ""


def numbered(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Tell apart the parts that have one name, by their order."""
    seen: Counter[tuple[str, str, int]] = Counter()
    found = []
    for unit in units:
        plain = replace(unit, nth=0)
        found.append(replace(unit, nth=seen[plain.key]))
        seen[plain.key] += 1
    return tuple(found)


def _fields(lines: list[Line]) -> tuple[Unit, ...]:
    """Divide the front matter; a comment on a line of its own belongs to the entry below it."""
    parts: list[tuple[str, list[Line]]] = []
    waiting: list[Line] = []
    for line in lines:
        found = _FIELD.match(line)
        if found:
            parts.append((found[1].strip().lower(), [*waiting, line]))
            waiting = []
        elif line.startswith("#") or not parts:
            waiting.append(line)
        else:
            parts[-1][1].extend([*waiting, line])
            waiting = []
    if waiting:
        parts.append(("", waiting))
    return numbered(Unit(Kind.FIELD, name, tuple(own)) for name, own in parts)


def _body(lines: list[Line]) -> tuple[Unit, ...]:
    """Divide the body at its titles, at the headings of sections and stories, and at the briefs."""
    parts: list[tuple[Kind, str, str, list[Line]]] = [(Kind.PREFACE, "", "", [])]
    section, in_briefs, fence = "", False, ""
    for line in lines:
        fenced = _FENCE.match(line)
        if fenced and fence in {"", fenced[1]}:
            fence = "" if fence else fenced[1]
        begun = None if fence or fenced else _begins(line, in_briefs=in_briefs)
        if begun is None:
            parts[-1][3].append(line)
            continue
        kind, name = begun
        if kind in {Kind.SECTION, Kind.TITLE}:
            section = name if kind is Kind.SECTION else ""
            in_briefs = section.casefold() in _MORE
        elif kind is Kind.STORY:
            in_briefs = False
        parts.append((kind, name, section, [line]))
    return numbered(
        _unit(kind, name, within, own) for kind, name, within, own in parts if own or kind is not Kind.PREFACE
    )


def _begins(line: str, *, in_briefs: bool) -> tuple[Kind, str] | None:
    """Say which part begins with a line, and its name."""
    heading = _HEADING.match(line) if "#" in line else None
    if heading:
        level, text = len(heading[1]), heading[2].strip()
        if level == 1:
            return Kind.TITLE, ""
        if level == 2:  # noqa: PLR2004  `##`
            return Kind.SECTION, text
        return Kind.STORY, name_of_link(line) or text
    if in_briefs and _ENTRY.match(line):
        return Kind.BRIEF, name_of_link(line) or _ENTRY.sub("", line).strip()
    return None


def _unit(kind: Kind, name: str, section: str, lines: list[Line]) -> Unit:
    kept = len(lines)
    while kept and not lines[kept - 1].strip():
        kept -= 1
    return Unit(kind, name, tuple(lines[:kept]), tuple(lines[kept:]), section=section)
