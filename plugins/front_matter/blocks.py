"""Blocks of the common forms go straight to the processor that would have them after all others.

Python-Markdown asks each of its block processors about each block and about each entry of a list. A line that
begins like text is a paragraph, a heading with its `#` is a heading, and entries of one line each are a list,
whatever else is registered below; with a block processor of another extension all are asked as before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from markdown.blockprocessors import BlockProcessor

from .shortcuts import knows_all

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# one line that begins no heading, code, table, quote, list, footnote or reference, and is no rule
_TEXT = r"(?![\s#|>]|[*+-] |\d+\. |\[[^\]\n]*\]:|[-_* ]*$)[^\n]+"
_PARAGRAPH = re.compile(_TEXT, re.MULTILINE)
_ENTRIES = re.compile(rf"- {_TEXT}(?:\n- {_TEXT})*", re.MULTILINE)
_RULE = re.compile(r"---+")
_LISTS = ("ul", "ol")
_KNOWN = frozenset(
    {
        "quick", "empty", "indent", "code", "table", "rows", "hashheader", "setextheader", "hr", "olist",
        "ulist", "quote", "footnote", "reference", "paragraph",
    }
)  # fmt: skip


class QuickBlockProcessor(BlockProcessor):
    """Comes first, and leaves to the others what is not certain."""

    _knows_all = False

    def reset(self) -> None:
        """Look whether all block processors are known; extensions may have come since the last text."""
        self._knows_all = knows_all(self.parser.blockprocessors, _KNOWN)

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002  # the signature is Markdown's
        """Take every block, to look at it once."""
        return self._knows_all

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Give a block to the one that will have it; False for one that all others have to be asked about."""
        block = blocks[0]
        if _PARAGRAPH.fullmatch(block):
            return self._run("paragraph", parent, blocks)
        if _ENTRIES.fullmatch(block):
            return self._list(parent, blocks)
        if block.startswith("#") and "|" not in block:
            return self._run("hashheader", parent, blocks)
        return self._run("hr", parent, blocks) if _RULE.fullmatch(block) else False

    def _run(self, name: str, parent: Element, blocks: list[str]) -> bool | None:
        processor = self.parser.blockprocessors[name]
        return processor.run(parent, blocks) if processor.test(parent, blocks[0]) else False

    def _list(self, parent: Element, blocks: list[str]) -> bool | None:
        """Make a list; below or behind another one it is Markdown's to say what belongs where."""
        if parent.tag in _LISTS or (len(parent) and parent[-1].tag in _LISTS):
            return self._run("ulist", parent, blocks)
        made = SubElement(parent, "ul")
        for line in blocks.pop(0).split("\n"):
            SubElement(made, "li").text = line[2:]
        return None
