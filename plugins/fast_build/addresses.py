"""Addresses of contents, which Pelican formats anew whenever somebody asks: here once each."""

from __future__ import annotations

import datetime as dt
from operator import is_
from string import Formatter
from typing import Any

_FIRST = 999  # the last year that systems write in more than one way
# what Pelican makes addresses of, and what decides by which pattern
_NAMED = ("slug", "lang", "date", "category", "author")
_CHOOSING = ("_status", "in_default_lang")
_patterns: dict[str, tuple[Any, bool]] = {}


class Addressed:
    """What is added to Pelican's class of articles or pages."""

    def get_url_setting(self, key: str) -> str:
        """Return an address or a place; made once, as long as all that its pattern names is the same."""
        own = self.__dict__
        made_of = [own.get(name) for name in (*_NAMED, *_CHOOSING, "override_" + key)]
        known = own.get("_known_" + key)
        if known is not None and all(map(is_, made_of, known[1])):
            return str(known[0])
        made: str = super().get_url_setting(key)  # type: ignore[misc]
        if _is_simple(self):
            own["_known_" + key] = (made, made_of)
        return made

    @property
    def url_format(self) -> dict[str, Any]:
        """Return what addresses are made of; all metadata only where a pattern names more than is usual."""
        if not _is_simple(self):
            return super().url_format  # type: ignore[misc,no-any-return]
        own = self.__dict__
        author, category = own.get("author"), own.get("category")
        return {
            "slug": own.get("slug", ""),
            "lang": own.get("lang", "en"),
            "date": _Date(own["date"] if "date" in own else dt.datetime.now()),  # noqa: DTZ005  as Pelican's
            "author": author.slug if author else "",
            "category": category.slug if category else "",
        }

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        """Return a path as the content folder knows it; the content's own is looked up once."""
        own = self.__dict__
        if source_path or not own.get("source_path"):
            return super().get_relative_source_path(source_path)  # type: ignore[misc,no-any-return]
        known = own.get("_known_place")
        if known is None or known[0] is not own["source_path"]:
            made = super().get_relative_source_path()  # type: ignore[misc]
            known = own["_known_place"] = (own["source_path"], made)
        return known[1]  # type: ignore[no-any-return]


class _Date:
    """A date in an address: its year, month and day as numbers need no strftime, which takes longest."""

    __slots__ = ("_date",)

    def __init__(self, date: Any) -> None:
        self._date = date

    def __format__(self, how: str) -> str:
        date = self._date
        if how == "%m":
            return f"{date.month:02}"
        if how == "%d":
            return f"{date.day:02}"
        return str(date.year) if how == "%Y" and date.year > _FIRST else format(date, how)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._date, name)


def _is_simple(content: Any) -> bool:
    """Say whether the address patterns of a content's class name nothing but what `_NAMED` has."""
    settings, kind = content.settings, type(content).__name__.upper()
    known = _patterns.get(kind)
    if known is None or known[0] is not settings:
        values = [
            str(value)
            for name, value in settings.items()
            if name.startswith((f"{kind}_", "DRAFT_")) and name.endswith(("_URL", "_SAVE_AS"))
        ]
        fields = {field.partition(".")[0].partition("[")[0] for value in values for field in _fields(value)}
        known = _patterns[kind] = (settings, fields <= set(_NAMED))
    return known[1]


def _fields(pattern: str) -> list[str]:
    try:
        return [field for _, field, _, _ in Formatter().parse(pattern) if field]
    except ValueError:
        return ["?"]
