"""The front matter: complete, each value of its kind, no key that nobody reads."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ai_digest.verify.form.finding import Code, Finding
from front_matter.metadata import KNOWN, problem
from front_matter.summary import points_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ai_digest.verify.form.page import Line
    from front_matter.fields import Field

REQUIRED = ("title", "date", "category", "tags", "coverImage", "summary")
FEWEST_POINTS, MOST_POINTS = 8, 15
LONGEST_TITLE = 40.0  # Chinese characters; 90 Latin letters are as long
_LATIN = 40 / 90
_SLUG = re.compile(r"[\w.-]+")
_NEAR = 0.8
_SPELLING = {"coverimage": "coverImage", "coveralt": "coverAlt"}


def matter(fields: Mapping[str, Field], head: tuple[Line, ...], told: int) -> Iterator[Finding]:
    """Yield what is wrong with the front matter of an article that tells so many stories."""
    closing = head[-1].number + 1 if head else 1
    for key in REQUIRED:
        if not "".join(fields[key.lower()].texts if key.lower() in fields else ()).strip():
            yield Finding(closing, Code.NO_KEY, f"no {key!r} in the front matter")
    for name, field in fields.items():
        if name not in KNOWN:
            yield _unknown(name, field, fields, {line.number: line.text for line in head})
        elif found := _wrong(name, field):
            yield Finding(field.line, Code.BAD_VALUE, found)
    if "summary" in fields:
        yield from _summary(fields["summary"], told)
    if "title" in fields:
        yield from _title(fields["title"])


def _unknown(name: str, field: Field, fields: Mapping[str, Field], head: Mapping[int, str]) -> Finding:
    """Name the nearest known key; it is put right if it is near enough and not there already."""
    near = difflib.get_close_matches(name, sorted(KNOWN), n=1, cutoff=_NEAR)
    if not near:
        return Finding(field.line, Code.UNKNOWN_KEY, f"unknown key {name!r}; known are {_listed()}")
    right, line = _SPELLING.get(near[0], near[0]), head.get(field.line, "")
    instead = None
    if near[0] not in fields and line.lower().startswith(f"{name}:"):
        instead = (f"{right}{line[len(name) :]}",)
    return Finding(field.line, Code.UNKNOWN_KEY, f"unknown key {name!r}; did you mean {right!r}?", instead)


def _listed() -> str:
    return ", ".join(_SPELLING.get(name, name) for name in sorted(KNOWN))


def _wrong(name: str, field: Field) -> str:
    """Say what is wrong with a value, "" if nothing is."""
    if not field.texts and not isinstance(field.value, list | dict):
        return ""  # an empty value is a missing one
    found = problem(name, field)
    if found:
        return str(found)
    wrong = _CHECKS[name](field) if name in _CHECKS else ""
    return f"{name}: {wrong}" if wrong else ""


def _edition(field: Field) -> str:
    try:
        dt.date.fromisoformat(field.texts[0])
    except ValueError:
        return f"{field.texts[0]!r} is no date; expected one such as `2026-08-13`"
    return ""


def _cover(field: Field) -> str:
    address = field.texts[0]
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        scheme = "none"
    if scheme in {"", "http", "https"} and "\\" not in address:
        return ""
    return f"{address!r} is neither a path in content/ nor a web address"


def _slug(field: Field) -> str:
    slug = field.texts[0]
    return "" if _SLUG.fullmatch(slug) else f"{slug!r}; expected letters, digits, `-`, `.` and `_`"


def _texts(field: Field) -> str:
    """Say what is wrong with a list of texts; one text with commas is a list too."""
    entries = field.value if isinstance(field.value, list) else [field.value]
    if any(isinstance(entry, list | dict) for entry in entries):
        return "a list of texts was expected"
    return "" if field.texts else "an empty list"


_CHECKS: dict[str, Callable[[Field], str]] = {
    "edition": _edition,
    "coverimage": _cover,
    "slug": _slug,
    "tags": _texts,
    "seo": _texts,
    "keywords": _texts,
    "summary": _texts,
}


def _summary(field: Field, told: int) -> Iterator[Finding]:
    """Eight points at least, or one a story where fewer are told; fifteen at most."""
    points = len(points_of(*field.texts))
    fewest = min(FEWEST_POINTS, told)
    if field.texts and not fewest <= points <= MOST_POINTS:
        said = f"{points} point{'s' * (points != 1)} in the summary"
        yield Finding(field.line, Code.SUMMARY, f"{said}; expected {fewest} to {MOST_POINTS}, one a line")


def _title(field: Field) -> Iterator[Finding]:
    title = "".join(field.texts)
    if width(title) > LONGEST_TITLE:
        said = f"the title is as long as {width(title):.0f} Chinese characters"
        yield Finding(field.line, Code.TITLE, f"{said}; expected 40, or 90 Latin letters")


def width(text: str) -> float:
    """Measure a text in Chinese characters; a Latin letter is four ninths of one."""
    if text.isascii():
        return len(text) * _LATIN
    return sum(1 if unicodedata.east_asian_width(char) in "WF" else _LATIN for char in text)
