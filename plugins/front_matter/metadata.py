"""Fields of the front matter as Pelican's metadata."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dateutil.parser import parse as parse_date

from .aliases import aliases_of
from .aliases import problem as problem_of_aliases
from .corrections import corrections_of
from .errors import FrontMatterError
from .summary import html_of, plain_text, points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .fields import Field

    Process = Callable[[str, Any], Any]  # Pelican's `BaseReader.process_metadata`

_TEXT = frozenset(
    {
        "author", "category", "cover", "coveralt", "coverimage", "description", "edition", "lang", "save_as",
        "slug", "status", "template", "title", "translation", "url",
    }
)  # fmt: skip
_LISTS = frozenset({"authors", "keywords", "seo", "tags"})
_DATES = frozenset({"date", "modified"})
_STATUSES = ("published", "draft", "hidden", "skip")
KNOWN = _TEXT | _LISTS | _DATES | {"aliases", "corrections", "summary"}
_SEPARATORS = re.compile(r"[,，、;；]")
# dateutil fills what is missing with today's date; only a whole date may reach it.
_WHOLE_DATE = re.compile(r"\d{4}([-/.]?)\d{1,2}\1\d{1,2}(?!\d)")


def metadata_of(fields: dict[str, Field], *, process: Process, time_zone: str) -> dict[str, Any]:
    """Turn fields into metadata; values that Pelican does not know keep the type YAML gave them.

    Raises FrontMatterError for a value that Pelican could not use: no title, a bad date, an unknown status.
    """
    if "title" not in fields or not "".join(fields["title"].texts).strip():
        line = fields["title"].line if "title" in fields else 1
        raise FrontMatterError(line, "no title", "a line `title: …`")
    metadata: dict[str, Any] = {}
    for name, field in fields.items():
        if name == "summary":
            metadata |= _summary(field)
        elif name in _DATES:
            metadata[name] = _date(name, field, process, time_zone)
        elif name == "corrections":
            metadata[name] = corrections_of(field)
        elif name == "aliases":
            metadata[name] = aliases_of(field)
        elif field.value is not None:
            metadata[name] = process(name, _value(name, field))
    return metadata | _modified(metadata)


def read_plainly(name: str, value: Any) -> Any:
    """Read dates, and leave all else as it is; it stands for Pelican's `process_metadata` outside a build."""
    return parse_date(value) if name in _DATES else value


def problem(name: str, field: Field) -> FrontMatterError | None:
    """Say what keeps Pelican from using a field: a bad date, an unknown status, a list where text belongs."""
    if name == "aliases":
        return problem_of_aliases(field)
    try:
        if name in _DATES:
            _date(name, field, read_plainly, "UTC")
        elif name in _TEXT:
            _text(name, field)
        elif name == "corrections":
            corrections_of(field)
    except FrontMatterError as error:
        return error
    return None


def _value(name: str, field: Field) -> Any:
    if name in _LISTS:
        return _list(field)
    return _text(name, field) if name in _TEXT else field.value


def _text(name: str, field: Field) -> str:
    """Give the one line of text that a field holds, as it was written."""
    if isinstance(field.value, list | dict) or not field.texts:
        raise FrontMatterError(field.line, f"{name} is a list", f"one value: `{name}: …`")
    text = " ".join(field.texts[0].split())
    if name == "status" and text.lower() not in _STATUSES:
        raise FrontMatterError(field.line, f"unknown status {text!r}", f"one of {', '.join(_STATUSES)}")
    return text


def _list(field: Field) -> list[str]:
    """Give the entries of a YAML list as written, or the parts of one text with commas."""
    entries = field.texts if isinstance(field.value, list) else _SEPARATORS.split(" ".join(field.texts))
    stripped = (" ".join(entry.split()) for entry in entries)
    return list(dict.fromkeys(entry for entry in stripped if entry))


def _date(name: str, field: Field, process: Process, time_zone: str) -> dt.datetime:
    """Read a date; one with an offset is told in the site's time zone, which also decides its address."""
    text = " ".join(field.texts)
    try:
        if not _WHOLE_DATE.match(text):
            raise ValueError(text)  # noqa: TRY301  # the same answer as for what dateutil refuses
        date: dt.datetime = process(name, text)
    except (ValueError, OverflowError) as error:
        expected = "a date such as `2026-08-13` or `2026-08-13 07:30`"
        raise FrontMatterError(field.line, f"{name} {text!r} is not a date", expected) from error
    return date.astimezone(ZoneInfo(time_zone)) if date.tzinfo else date


def _modified(metadata: dict[str, Any]) -> dict[str, Any]:
    """Make an article as new as its latest correction, whatever its own `modified` says."""
    corrections, date = metadata.get("corrections"), metadata.get("date")
    if not corrections or date is None:
        return {}
    day = dt.datetime.combine(corrections[0].date, dt.time(), date.tzinfo)
    times = (date, day, metadata.get("modified", date))
    return {"modified": max(times, key=lambda time: time.replace(tzinfo=None))}  # all are the site's time


def _summary(field: Field) -> dict[str, Any]:
    points = points_of(*field.texts)
    return {"summary": html_of(points), "summary_points": [plain_text(point) for point in points]}
