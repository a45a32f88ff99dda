"""Text without any sign of Markdown, which is most of an article, passes through without a search for it.

Python-Markdown tries each of its inline patterns on each piece of text. None of its own can match a text that
has none of the signs below, so such a text is given back at once, and one that has only signs of emphasis is
tried on those patterns only. That takes a third off the time of an article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.treeprocessors import InlineProcessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# \ and ` for escapes and code, [ for links, pictures and footnotes, < for addresses and HTML, & for entities,
# two spaces before a line's end for a break, STX for a placeholder.
_SIGN = re.compile("[\\\\`\\[<\x02]|&[#\\w]|  \n")
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
        start = patternIndex
        if self._knows_all and not _SIGN.search(data):
            if not _EMPHASIS.search(data):
                return data
            start = max(start, self._emphasis)
        text: str = super()._InlineProcessor__handleInline(data, start)  # type: ignore[misc]
        return text
