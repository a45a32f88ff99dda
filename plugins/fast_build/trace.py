"""What a page shows: every read of an article, a list or a file while it is rendered.

The reads of a rendering are its trace. In the next build the same reads are made again: where they give the
same, the page would come out the same, and it is left as it is. What is read is compared

- of contents (articles, pages) by attribute: texts by the key they were rendered for, everything else by value;
- of lists and dicts of the context by what was asked: their length, a slice, an entry, or all of it;
- of files by the hash of their content.

Another content in a value stands for itself: what is read of it is a read of its own. A value that cannot be
compared, or a warning in the log, leaves the page without a trace: then it is rendered in every build.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from pelican.contents import Content
from pelican.urlwrappers import URLWrapper

from .digest import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

# how a content does its work, which its values tell of
_IGNORED = frozenset(
    {
        "settings", "_context", "_text", "_update_content", "get_siteurl", "get_content", "_link_replacer",
        "_kept_products", "get_url_setting",
    }
)  # fmt: skip
_raw = object.__getattribute__


class Doubt(Exception):  # noqa: N818  a verdict, not a failure
    """Something that cannot be compared with the last build."""


class Seen:
    """The reads of the page that is being rendered."""

    def __init__(self) -> None:
        self.active = False
        self.contents: set[tuple[Any, str]] = set()
        self.queries: dict[tuple[str, str], Any] = {}
        self.files: set[str] = set()
        self._inside = False

        def read(content: Any, name: str) -> Any:
            """Stand in for `__getattribute__`: a property's own reads are part of its value."""
            if self._inside or name in _IGNORED or name[:2] == "__" or not self.active:
                return _raw(content, name)
            self.contents.add((content, name))
            self._inside = True
            try:
                return _raw(content, name)
            finally:
                self._inside = False

        self.read = read

    def start(self) -> None:
        """Begin with nothing."""
        self.active, self._inside = True, False
        self.contents, self.queries, self.files = set(), {}, set()

    def stop(self) -> None:
        """Take no further reads."""
        self.active = False

    def ask(self, name: str, query: str, answer: Any) -> None:
        """Note a question to a list or dict of the context."""
        if self.active and not self._inside:
            self.queries[name, query] = answer


SEEN = Seen()


class TracedList(list):  # type: ignore[type-arg]
    """A list of the context that notes what is asked of it."""

    __slots__ = ("name",)

    def __init__(self, name: str, values: Any) -> None:
        super().__init__(values)
        self.name = name

    def __len__(self) -> int:
        SEEN.ask(self.name, "len", None)
        return list.__len__(self)

    def __bool__(self) -> bool:
        SEEN.ask(self.name, "any", None)
        return list.__len__(self) > 0

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            SEEN.ask(self.name, f"{place.start}:{place.stop}:{place.step}", None)
        else:
            SEEN.ask(self.name, f"at {place}", None)
        return list.__getitem__(self, place)

    def __iter__(self) -> Iterator[Any]:
        SEEN.ask(self.name, "all", None)
        return list.__iter__(self)

    def __reversed__(self) -> Iterator[Any]:
        SEEN.ask(self.name, "all", None)
        return list.__reversed__(self)

    def __contains__(self, value: object) -> bool:
        SEEN.ask(self.name, "all", None)
        return list.__contains__(self, value)

    def __add__(self, other: Any) -> Any:
        return [*self, *other]

    def __eq__(self, other: object) -> bool:
        SEEN.ask(self.name, "all", None)
        return list.__eq__(self, other)

    __hash__ = None  # type: ignore[assignment]

    def index(self, *args: Any) -> int:
        SEEN.ask(self.name, "all", None)
        return list.index(self, *args)

    def count(self, value: Any) -> int:
        SEEN.ask(self.name, "all", None)
        return list.count(self, value)

    def copy(self) -> list[Any]:
        return [*self]


class TracedDict(dict):  # type: ignore[type-arg]
    """A dict of the context that notes what is asked of it."""

    __slots__ = ("name",)

    def __init__(self, name: str, values: Any) -> None:
        super().__init__(values)
        self.name = name

    def _entry(self, key: Any) -> None:
        SEEN.ask(self.name, f"key {key}" if type(key) is str else "all", None)

    def __getitem__(self, key: Any) -> Any:
        self._entry(key)
        return dict.__getitem__(self, key)

    def get(self, key: Any, default: Any = None) -> Any:
        self._entry(key)
        return dict.get(self, key, default)

    def __contains__(self, key: object) -> bool:
        self._entry(key)
        return dict.__contains__(self, key)

    def _all(self) -> None:
        SEEN.ask(self.name, "all", None)

    def __iter__(self) -> Iterator[Any]:
        self._all()
        return dict.__iter__(self)

    def __len__(self) -> int:
        self._all()
        return dict.__len__(self)

    def __bool__(self) -> bool:
        self._all()
        return dict.__len__(self) > 0

    def keys(self) -> Any:
        self._all()
        return dict.keys(self)

    def values(self) -> Any:
        self._all()
        return dict.values(self)

    def items(self) -> Any:
        self._all()
        return dict.items(self)

    def copy(self) -> dict[Any, Any]:
        self._all()
        return dict(dict.items(self))


def answer(values: Any, query: str) -> Any:
    """Ask a list or dict again, unnoted. Raises Doubt for a question that it does not know."""
    kind, _, rest = query.partition(" ")
    try:
        if query == "len":
            return len(values)
        if query == "any":
            return len(values) > 0
        if query == "all":
            return list(dict.items(values)) if isinstance(values, dict) else list(list.__iter__(values))
        if kind == "at":
            return list.__getitem__(values, int(rest))
        if kind == "key":
            return dict.get(values, rest)
        return list.__getitem__(values, slice(*(None if part == "None" else int(part) for part in query.split(":"))))
    except (IndexError, TypeError, ValueError) as error:
        raise Doubt(str(error)) from error


def written(value: Any) -> str:
    """Write a value so that equal ones of two builds are written alike. Raises Doubt."""
    kind = type(value)
    if kind is str or kind is Markup:
        return f"s{len(value)}:{value}"
    if value is None or kind in (bool, int, float):
        return f"{value!r};"
    if isinstance(value, Content):
        return f"c{_raw(value, 'relative_source_path')};"
    if isinstance(value, URLWrapper):
        return f"u{kind.__name__}:{value.name}:{value.slug};"
    if isinstance(value, dict):
        return f"d{''.join(f'{written(key)}={written(one)}' for key, one in dict.items(value))};"
    if isinstance(value, list):
        return f"l{''.join(map(written, list.__iter__(value)))};"
    return _rare(kind, value)


def _rare(kind: type, value: Any) -> str:
    if isinstance(value, tuple):
        return f"t{kind.__name__}{''.join(map(written, value))};"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return f"{value.isoformat()};"
    if is_dataclass(value):
        held = (getattr(value, field.name) for field in fields(value))
        return f"o{kind.__qualname__}{''.join(map(written, held))};"
    if isinstance(value, set | frozenset):
        return f"f{''.join(sorted(map(written, value)))};"
    if isinstance(value, Path | str):
        return f"{kind.__name__}:{value};"
    raise Doubt(f"a value of {kind.__qualname__} cannot be compared")


def short(value: Any) -> str:
    """Write a value, a long one as its hash."""
    text = written(value)
    return text if len(text) < 64 else digest(text)  # noqa: PLR2004  twice a hash
