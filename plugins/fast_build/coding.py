"""Metadata as JSON and back: what is kept can be read, and runs nothing when it is read.

Beside what JSON has: dates, Pelican's tags, categories and authors, marked-up text, and the classes that a
plugin names with `keepable`. Metadata with anything else is not kept.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from markupsafe import Markup
from pelican.urlwrappers import Author, Category, Tag
from pelican.utils import SafeDatetime

if TYPE_CHECKING:
    from collections.abc import Mapping

_WRAPPERS = {"tag": Tag, "category": Category, "author": Author}
_NAMES = {of_name: name for name, of_name in _WRAPPERS.items()}
_PLAIN = (str, int, float, bool, type(None))
_keepable: dict[str, type] = {}


class NotKeepable(TypeError):  # noqa: N818  a verdict, not a failure
    """A value that JSON cannot hold and no plugin has named."""


def keepable(kind: type) -> type:
    """Name a dataclass or a NamedTuple of plain values as one that may be kept. Use as a decorator."""
    _keepable[kind.__qualname__] = kind
    return kind


def encode(value: Any) -> Any:
    """Return a value as JSON holds it. Raises NotKeepable."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list:
        return _rows(value) or [encode(one) for one in value]
    if kind is dict:
        if not all(type(key) is str for key in value):
            raise NotKeepable("a dict with keys that are no text")
        return {"$": "dict", "v": {key: encode(one) for key, one in value.items()}}
    return _special(kind, value)


def _rows(values: list[Any]) -> dict[str, Any] | None:
    """Return objects of one class that hold nothing but plain values as a table; None for another list."""
    kind = type(values[0]) if values else list
    if _keepable.get(kind.__qualname__) is not kind or any(type(one) is not kind for one in values):
        return None
    rows = [_values(one) for one in values]
    plain = all(type(held) in _PLAIN for row in rows for held in row)
    return {"$": "rows", "k": kind.__qualname__, "v": rows} if plain else None


def _special(kind: type, value: Any) -> dict[str, Any]:
    if kind in _NAMES:
        if not value._slug_from_name:  # noqa: SLF001  a slug that someone set
            raise NotKeepable("a tag with a slug of its own")
        return {"$": _NAMES[kind], "v": value.name}
    if kind in (dt.datetime, SafeDatetime):
        return {"$": "time" if kind is dt.datetime else "safe", "v": _moment(value), "z": _zone(value)}
    if kind is dt.date:
        return {"$": "date", "v": value.isoformat()}
    if kind is Markup:
        return {"$": "markup", "v": str(value)}
    if _keepable.get(kind.__qualname__) is kind:
        return {"$": "kept", "k": kind.__qualname__, "v": [encode(one) for one in _values(value)]}
    if kind is tuple:
        return {"$": "tuple", "v": [encode(one) for one in value]}
    raise NotKeepable(f"a value of {kind.__qualname__}")


def _values(value: Any) -> list[Any]:
    return [getattr(value, field.name) for field in fields(value)] if is_dataclass(value) else list(value)


def _moment(value: dt.datetime) -> str:
    return value.replace(tzinfo=None).isoformat() if isinstance(value.tzinfo, ZoneInfo) else value.isoformat()


def _zone(value: dt.datetime) -> str | None:
    zone = value.tzinfo
    if zone is None or isinstance(zone, dt.timezone):
        return None
    if isinstance(zone, ZoneInfo) and zone.key and not value.fold:
        return str(zone.key)
    raise NotKeepable(f"the time zone {zone!r}")


class Decoder:
    """Makes metadata of what was kept. Tags of one name are one object, so that its slug is made once."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Take Pelican's settings, which tags, categories and authors hold."""
        self._settings = settings
        self._wrapped: dict[tuple[str, str], Any] = {}

    def decode(self, value: Any) -> Any:
        """Return the value. Raises ValueError, KeyError or TypeError for what `encode` did not write."""
        if type(value) is list:
            return [self.decode(one) for one in value]
        if type(value) is not dict:
            return value
        kind, held = value["$"], value["v"]
        if kind in _WRAPPERS:
            return self.wrapped(kind, held)
        if kind in {"time", "safe"}:
            return _read_moment(value, dt.datetime if kind == "time" else SafeDatetime)
        return self._other(kind, held, value)

    def wrapped(self, kind: str, name: str) -> Any:
        """Return the tag, category or author of a name."""
        found = self._wrapped.get((kind, name))
        if found is None:
            found = self._wrapped[kind, name] = _WRAPPERS[kind](name, self._settings)
        return found

    def _other(self, kind: str, held: Any, value: dict[str, Any]) -> Any:
        if kind == "dict":
            return {key: self.decode(one) for key, one in held.items()}
        if kind == "tuple":
            return tuple(map(self.decode, held))
        if kind == "rows":
            make = _keepable[value["k"]]
            return [make(*row) for row in held]
        if kind == "kept":
            return _keepable[value["k"]](*map(self.decode, held))
        if kind == "markup":
            return Markup(held)  # noqa: S704  it was marked up when it was kept
        return dt.date.fromisoformat(held)


def _read_moment(value: dict[str, Any], kind: type[dt.datetime]) -> dt.datetime:
    moment = kind.fromisoformat(value["v"])
    return moment.replace(tzinfo=ZoneInfo(value["z"])) if value["z"] else moment
