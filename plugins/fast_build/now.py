"""The values of this build, as traces compare them; each is written once a build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pelican.urlwrappers import URLWrapper

from .contents import LazyText, has_getter, lacks
from .digest import digest
from .questions import answer
from .trace import short

if TYPE_CHECKING:
    from collections.abc import Mapping

GONE = "gone"
_TEXTS = frozenset({"content", "_content"})
_CONTAINERS = (list, tuple, dict)
_PLAIN = (str, *_CONTAINERS)
_LONG = 200


class Now:
    """Answers what a page would read in this build."""

    def __init__(self, contents: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """`contents` are Pelican's by their path, `values` the lists and dicts of the context."""
        self._contents = contents
        self._values = values
        self._attributes: dict[str, dict[str, str]] = {}
        self._answers: dict[tuple[str, str], str] = {}

    def content(self, path: str, names: tuple[str, ...]) -> str:
        """Write some attributes of a content. Raises Doubt."""
        known = self._attributes.get(path)
        if known is None:
            known = self._attributes[path] = {}
        try:
            return "\0".join([known[name] for name in names])
        except KeyError:
            pass
        content = self._contents.get(path)
        if content is None:
            return GONE
        for name in names:
            if name not in known:
                known[name] = _attribute(content, name)
        return "\0".join([known[name] for name in names])

    def state(self, path: str, names: tuple[str, ...]) -> str:
        """Hash some attributes of a content, together: those that came with the text go by its key.

        Raises Doubt.
        """
        content = self._contents.get(path)
        if content is None:
            return GONE
        own, text = content.__dict__, content.__dict__.get("_text")
        given = text.metadata if type(text) is LazyText else {}
        known = self._attributes.setdefault(path, {})
        parts = [text_of(content), *names]
        for name in names:
            value = own.get(name)
            kind = type(value)
            if kind in _PLAIN and given.get(name) is value and not _holds_names(value):
                parts.append("")
            elif kind is str and len(value) < _LONG:
                parts.append(f"={value}")
            else:
                if name not in known:
                    known[name] = _attribute(content, name)
                parts.append(known[name])
        return digest("\0".join(parts))

    def answer(self, name: str, question: str, own: Mapping[str, Any]) -> str:
        """Write the answer to a question; `own` are the lists that were made for this page. Raises Doubt."""
        if name in own:
            return short(answer(own[name], question))
        known = self._answers.get((name, question))
        if known is None:
            values = self._values.get(name)
            known = GONE if values is None else short(answer(values, question))
            self._answers[name, question] = known
        return known


def _attribute(content: Any, name: str) -> str:
    own = content.__dict__
    if name in _TEXTS:
        return text_of(content)
    products = own.get("_kept_products")
    if products and name in products and not products[name].by_value:
        return str(products[name].key)
    if lacks(content, name):
        return GONE
    try:
        value = own[name] if name in own else getattr(content, name)
    except AttributeError:
        return GONE
    return _value(value, name, own.get("_text"))


def _holds_names(value: Any) -> bool:
    """Say whether a value holds tags or authors, which a plugin may give other names where they are."""
    return type(value) is list and bool(value) and isinstance(value[0], URLWrapper)


def _value(value: Any, name: str, text: Any) -> str:
    """Write a value; a list or dict that came with the text goes by the text's key, a method by nothing."""
    if type(value) is str and len(value) < _LONG:
        return f"={value}"
    given = isinstance(value, _CONTAINERS) and type(text) is LazyText and text.metadata.get(name) is value
    if given and not _holds_names(value):
        return str(text.key)
    return "" if callable(value) else short(value)


def text_of(content: Any) -> str:
    """Write a text by what it was rendered from, and what its links to other contents lead to."""
    text = content.__dict__.get("_text")
    if not isinstance(text, LazyText) or has_getter(content):
        return digest(content.content)
    if not text.links:
        return text.key
    return digest(text.key, content._update_content(text.links, content.get_siteurl()))  # noqa: SLF001
