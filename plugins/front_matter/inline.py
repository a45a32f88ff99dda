"""Text without any sign of Markdown, which is most of an article, passes through without a search for it.

Python-Markdown tries each of its inline patterns on each piece of text. None of its own can match a text that
has none of the signs below, so such a text is given back at once, and one that has only signs of emphasis is
tried on those patterns only. Two forms that make up most of the rest, a label in bold and a link to the web,
are made as Markdown would make them. Together that halves the time of an article.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown.treeprocessors import InlineProcessor

# \ and ` for escapes and code, [ for links, pictures and footnotes, < for addresses and HTML, & for entities,
# two spaces before a line's end for a break, STX for a placeholder.
_SIGN = re.compile("[\\\\`\\[<\x02]|&[#\\w]|  \n")
# `**label** rest` and `[text](https://…) rest`, with no other sign, in no way that has a second reading
_PLAIN = r"[^*_!\\`\[\]<&\x02\n]"
_BOLD = re.compile(rf"\*\*((?!\s){_PLAIN}+(?<!\s))\*\*((?!\s*$){_PLAIN}*)")
_LINK = re.compile(rf"\[((?!\^){_PLAIN}+)\]\((https?://[\w\-./?=&%#~:,+@;]+)\)({_PLAIN}*)")
_EMPHASIS = re.compile("[*_]")
_KNOWN = frozenset(
    {
        "backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference",
        "short_image_ref", "autolink", "automail", "linebreak", "html", "entity", "not_strong", "em_strong",
        "em_strong2", "footnote",
    }
)  # fmt: skip


class QuickInlineProcessor(InlineProcessor):
    """Takes the short way where it is certain; with patterns of other extensions it is Markdown's own.

    The method is private to Markdown: should it get another name, this class only loses its speed.
    """

    _knows_all = False
    _emphasis = 0  # the first pattern that looks for emphasis

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the inline patterns in place."""
        patterns = self.md.inlinePatterns
        self._knows_all = sum(name in patterns for name in _KNOWN) == len(patterns)
        stars = [name for name in ("not_strong", "em_strong", "em_strong2") if name in patterns]
        self._emphasis = min(map(patterns.get_index_for_name, stars), default=0)
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if self._knows_all and patternIndex == 0 and (made := self._made(data)):
            return made
        start = patternIndex
        if self._knows_all and not _SIGN.search(data):
            if not _EMPHASIS.search(data):
                return data
            start = max(start, self._emphasis)
        text: str = super()._InlineProcessor__handleInline(data, start)  # type: ignore[misc]
        return text

    def _made(self, data: str) -> str:
        """Make what one of the two forms stands for; "" for another text."""
        element: Any
        if data.startswith("**") and (bold := _BOLD.fullmatch(data)):
            element, rest = Element("strong"), bold[2]
            element.text = bold[1]
        elif data.startswith("[") and (link := _LINK.fullmatch(data)):
            element, rest = Element("a", {"href": link[2]}), link[3]
            element.text = link[1]
        else:
            return ""
        placeholder = self._InlineProcessor__stashNode(element, "made")  # type: ignore[attr-defined]
        return f"{placeholder}{rest}"
