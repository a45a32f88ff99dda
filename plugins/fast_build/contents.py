"""Articles and pages whose text is read from the cache when somebody asks for it.

While a page is rendered, every attribute that is read of an article is noted (see trace.py). At all other
times reading one costs nothing more than before.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from operator import is_
from string import Formatter
from typing import TYPE_CHECKING, Any

from .trace import SEEN

if TYPE_CHECKING:
    from collections.abc import Callable

_FIRST = 999  # the last year that systems write in more than one way
_RECENT = 48  # texts that stay in memory
# what Pelican makes addresses of, and what decides by which pattern
_NAMED = ("slug", "lang", "date", "category", "author")
_CHOOSING = ("_status", "in_default_lang")
_kinds: dict[type, type] = {}
_patterns: dict[str, tuple[Any, bool]] = {}
_recent: OrderedDict[int, tuple[Any, str, str]] = OrderedDict()


class LazyText(str):
    """An empty text for Pelican to pass on; `load` gives the real one, `key` says what it was made from."""

    __slots__ = ("key", "links", "load", "metadata")

    key: str
    links: str  # the places of the text that lead to other contents
    load: Callable[[], str]
    metadata: dict[str, Any]  # as its reader gave it


def kept(kind: type) -> type:
    """Return a class of contents that can hold lazy texts; Pelican goes by its name, so it has the same."""
    if kind not in _kinds:
        _kinds[kind] = type(kind.__name__, (_Kept, kind), {"__module__": kind.__module__})
    return _kinds[kind]


class _Kept:
    """What is added to Pelican's class of articles or pages."""

    _text: str | LazyText

    def _get_text(self) -> str:
        text = self._text
        return text.load() if isinstance(text, LazyText) else text

    def _set_text(self, text: str) -> None:
        self._text = text
        _recent.pop(id(self), None)

    _content = property(_get_text, _set_text)

    def get_content(self, siteurl: str) -> str:
        """Return the text with its links complete; the last few stay in memory."""
        found = _recent.get(id(self))
        if found is not None and found[0] is self and found[1] == siteurl:
            _recent.move_to_end(id(self))
            return found[2]
        own, text = getattr(self, "_get_content", None), self._text
        content: str = own() if own else self._content
        if own or not isinstance(text, LazyText) or text.links:
            content = self._update_content(content, siteurl)
        _recent[id(self)] = (self, siteurl, content)
        if len(_recent) > _RECENT:
            _recent.popitem(last=False)
        return content

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

    def __getattr__(self, name: str) -> Any:
        """Give a product when it is first asked for; Python asks here for what is not there."""
        product = self.__dict__.get("_kept_products", {}).get(name)
        if product is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        value = self.__dict__[name] = product.value()
        return value

    def get_static_links(self) -> set[str]:
        """Name the files that the text links to; the places that can are all there is to look at."""
        text = self._text
        if isinstance(text, LazyText):
            if not text.links:
                return set()
            return _static_links(self, text.links)
        return super().get_static_links()  # type: ignore[misc,no-any-return]


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


def _static_links(content: Any, links: str) -> set[str]:
    text, content.__dict__["_text"] = content.__dict__["_text"], links
    try:
        found: set[str] = super(_Kept, content).get_static_links()
    finally:
        content.__dict__["_text"] = text
    return found


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


def is_kept(content: Any) -> bool:
    """Say whether a content can hold products."""
    return isinstance(content, _Kept)


def forget_recent() -> None:
    """Let the texts in memory go."""
    _recent.clear()


def watch() -> None:
    """Begin to note what is read of contents."""
    _Kept.__getattribute__ = SEEN.read  # type: ignore[method-assign]


def unwatch() -> None:
    """Stop noting."""
    if "__getattribute__" in _Kept.__dict__:
        del _Kept.__getattribute__
