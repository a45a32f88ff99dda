"""Articles and pages whose text is read from the cache when somebody asks for it.

While a page is rendered, every attribute that is read of an article is noted (see trace.py). At all other
times reading one costs nothing more than before.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from .addresses import Addressed
from .trace import SEEN

if TYPE_CHECKING:
    from collections.abc import Callable

_RECENT = 48  # texts that stay in memory
_kinds: dict[type, type] = {}
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


class _Kept(Addressed):
    """What is added to Pelican's class of articles or pages."""

    _text: str | LazyText
    _get_content: Callable[[], str]  # where a plugin has put one

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
        own, text = has_getter(self), self._text
        content: str = self._get_content() if own else self._content
        if own or not isinstance(text, LazyText) or text.links:
            content = self._update_content(content, siteurl)
        _recent[id(self)] = (self, siteurl, content)
        if len(_recent) > _RECENT:
            _recent.popitem(last=False)
        return content

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


def _static_links(content: Any, links: str) -> set[str]:
    text, content.__dict__["_text"] = content.__dict__["_text"], links
    try:
        found: set[str] = super(_Kept, content).get_static_links()
    finally:
        content.__dict__["_text"] = text
    return found


def has_getter(content: Any) -> bool:
    """Say whether a plugin has put its own way to get the text on a content."""
    return "_get_content" in content.__dict__ or hasattr(type(content), "_get_content")


def lacks(content: Any, name: str) -> bool:
    """Say for certain that a content has no such attribute, without the cost of an exception."""
    kind, own = type(content), content.__dict__
    if name in own or name in own.get("_kept_products", ()) or hasattr(kind, name):
        return False
    return getattr(kind, "__getattr__", None) is _Kept.__getattr__


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
