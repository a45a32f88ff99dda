"""Text without any sign of Markdown, which is most of an article, passes through without a search for it.

Python-Markdown tries each of its inline patterns on each piece of text. None of its own can match a text that
has none of the signs below, so such a text is left as it is, and one that has only signs of emphasis is tried
on those patterns only. Two forms that make up most of the rest, a label in bold and a link to the web, are
made as Markdown would make them. Together that halves the time of an article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from .shortcuts import knows_all

if TYPE_CHECKING:
    from collections.abc import Iterator

# \ and ` for escapes and code, [ for links, pictures and footnotes, < for addresses and HTML, & for entities,
# two spaces before a line's end for a break, STX for a placeholder.
_SIGN = re.compile("[\\\\`\\[<\x02]|&[#\\w]|  \n")
# `**label** rest` and `[text](https://…) rest`, with no other sign, in no way that has a second reading
_PLAIN = r"[^*_!\\`\[\]<\x02\n]"
_BOLD = re.compile(rf"\*\*((?!\s){_PLAIN}+(?<!\s))\*\*({_PLAIN}*)")
_LINK = re.compile(rf"\[((?!\^){_PLAIN}+)\]\((https?://[\w\-./?=&%#~:,+@;]+)\)({_PLAIN}*)")
_EMPHASIS = re.compile("[*_]")
_HOLDERS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th"})
_KNOWN = frozenset(
    {
        "backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference",
        "short_image_ref", "autolink", "automail", "linebreak", "html", "entity", "not_strong", "em_strong",
        "em_strong2", "footnote",
    }
)  # fmt: skip


class QuickInlineProcessor(InlineProcessor):
    """Takes the short way where it is certain; with patterns of other extensions it is Markdown's own.

    The second method is private to Markdown: should it get another name, this class loses some of its speed.
    """

    _knows_all = False
    _emphasis = 0  # the first pattern that looks for emphasis

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the inline patterns in place."""
        patterns = self.md.inlinePatterns
        self._knows_all = knows_all(patterns, _KNOWN)
        stars = [name for name in ("not_strong", "em_strong", "em_strong2") if name in patterns]
        self._emphasis = min(map(patterns.get_index_for_name, stars), default=0)
        if self._knows_all and not ancestors:
            for holder in list(_holders(tree)):
                _take_short_way(holder)
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        start = patternIndex
        if self._knows_all and not _SIGN.search(data):
            if not _EMPHASIS.search(data):
                return data
            start = max(start, self._emphasis)
        text: str = super()._InlineProcessor__handleInline(data, start)  # type: ignore[misc]
        return text


def _holders(tree: Element) -> Iterator[Element]:
    """Yield the blocks whose text Markdown has not looked at."""
    for element in tree.iter():
        if element.tag in _HOLDERS and type(element.text) is str:
            yield element


def _take_short_way(holder: Element) -> None:
    """Make one of the two forms, and mark what is done, or needs nothing, as Markdown marks it: atomic."""
    text = holder.text or ""
    if _SIGN.search(text):
        link = _LINK.fullmatch(text) if text.startswith("[") else None
        if link and not _SIGN.search(link[1]) and not _SIGN.search(link[3]):
            _open(holder, Element("a", {"href": link[2]}), link[1], link[3])
    elif not _EMPHASIS.search(text):
        holder.text = AtomicString(text)
    elif text.startswith("**") and (bold := _BOLD.fullmatch(text)):
        _open(holder, Element("strong"), bold[1], bold[2])


def _open(holder: Element, element: Element, text: str, rest: str) -> None:
    """Let a block begin with an element; nothing with a sign of Markdown is in the texts."""
    holder.text = None
    element.text = AtomicString(text)
    element.tail = AtomicString(rest) if rest else None
    holder.insert(0, element)
