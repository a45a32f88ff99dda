"""The values of this build, as traces compare them; each is written once a build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .contents import LazyText
from .digest import digest
from .trace import answer, short

if TYPE_CHECKING:
    from collections.abc import Mapping

GONE = "gone"
_TEXTS = frozenset({"content", "_content"})
_CONTAINERS = (list, tuple, dict)
_LONG = 200


class Now:
    """Answers what a page would read in this build."""

    def __init__(self, contents: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """`contents` are Pelican's by their path, `values` the lists and dicts of the context."""
        self._contents = contents
        self._values = values
        self._attributes: dict[str, dict[str, str]] = {}
        self._queries: dict[tuple[str, str], str] = {}

    def content(self, path: str, names: tuple[str, ...]) -> str:
        """Write some attributes of a content. Raises Doubt."""
        known = self._attributes.get(path)
        if known is None:
            known = self._attributes[path] = {}
        try:
            return "\n".join([known[name] for name in names])
        except KeyError:
            pass
        content = self._contents.get(path)
        if content is None:
            return GONE
        for name in names:
            if name not in known:
                known[name] = _attribute(content, name)
        return "\n".join([known[name] for name in names])

    def query(self, name: str, query: str, own: Mapping[str, Any]) -> str:
        """Write the answer to a question; `own` are the lists that were made for this page. Raises Doubt."""
        if name in own:
            return short(answer(own[name], query))
        known = self._queries.get((name, query))
        if known is None:
            values = self._values.get(name)
            known = GONE if values is None else short(answer(values, query))
            self._queries[name, query] = known
        return known


def _attribute(content: Any, name: str) -> str:
    own = content.__dict__
    if name in _TEXTS:
        return text_of(content)
    products = own.get("_kept_products")
    if products and name in products and not products[name].by_value:
        return str(products[name].key)
    try:
        value = own[name] if name in own else getattr(content, name)
    except AttributeError:
        return GONE
    if type(value) is str:
        return f"s{value}" if len(value) < _LONG else digest(value)
    if isinstance(value, _CONTAINERS):
        text = own.get("_text")
        if type(text) is LazyText and text.metadata.get(name) is value:
            return text.key
    elif callable(value):
        return ""
    return short(value)


def text_of(content: Any) -> str:
    """Write a text by what it was rendered from, and what its links to other contents lead to."""
    text = content.__dict__.get("_text")
    if not isinstance(text, LazyText) or hasattr(content, "_get_content"):
        return digest(content.content)
    if not text.links:
        return text.key
    return digest(text.key, content._update_content(text.links, content.get_siteurl()))  # noqa: SLF001
