"""What a page shows: every read of an article, a list or a file while it is rendered.

The reads of a rendering are its trace. In the next build the same reads are made again (now.py): where they
give the same, the page would come out the same, and it is left as it is. What is read is compared

- of contents (articles, pages) by attribute: texts by the key they were rendered for, all else by value;
- of lists and dicts of the context by what was asked of them (questions.py);
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
    from collections.abc import Iterable

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
        self.questions: set[tuple[str, str]] = set()
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
        self.contents, self.questions = set(), set()

    def stop(self) -> None:
        """Take no further reads."""
        self.active = False

    def ask(self, name: str, question: str) -> None:
        """Note a question to a list or dict of the context."""
        if self.active and not self._inside:
            self.questions.add((name, question))


SEEN = Seen()


def written(value: Any) -> str:
    """Write a value so that equal ones of two builds are written alike. Raises Doubt."""
    kind = type(value)
    if kind is str or kind is Markup:
        text = f"s{len(value)}:{value}"
    elif value is None or kind in {bool, int, float}:
        text = f"{value!r};"
    elif isinstance(value, Content):
        text = f"c{_raw(value, 'relative_source_path')};"
    elif isinstance(value, URLWrapper):
        text = f"u{kind.__name__}:{value.name}:{value.slug};"
    elif isinstance(value, list):
        text = f"l{''.join(map(written, list.__iter__(value)))};"
    else:
        text = _rare(kind, value)
    return text


def _rare(kind: type, value: Any) -> str:
    held: Iterable[Any]
    if isinstance(value, dict):
        held = (part for pair in dict.items(value) for part in pair)
    elif isinstance(value, tuple):
        held = value
    elif is_dataclass(value):
        held = (getattr(value, field.name) for field in fields(value))
    elif isinstance(value, set | frozenset):
        return f"{kind.__qualname__}({''.join(sorted(map(written, value)))});"
    elif isinstance(value, dt.date | dt.time | Path | str):
        return f"{kind.__qualname__}:{value};"
    else:
        raise Doubt(f"a value of {kind.__qualname__} cannot be compared")
    return f"{kind.__qualname__}({''.join(map(written, held))});"


def short(value: Any) -> str:
    """Write a value, a long one as its hash."""
    text = written(value)
    return text if len(text) < 64 else digest(text)  # noqa: PLR2004  twice a hash
