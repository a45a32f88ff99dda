"""Tables as people write them: right below a line of text, and without the rule that makes a header."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions.tables import TableProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from markdown.blockparser import BlockParser

_ROW = re.compile(r"\|.*\|\s*$")
_MIN_CELLS = 2


class TableGapPreprocessor(Preprocessor):
    """Puts a blank line between rows (`| … |`) and the text right above or below them."""

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines with the gaps."""
        if not any(map(_ROW.match, lines)):
            return lines
        spaced = lines[:1]
        for above, line in pairwise(lines):
            if above.strip() and line.strip() and bool(_ROW.match(above)) != bool(_ROW.match(line)):
                spaced.append("")
            spaced.append(line)
        return spaced


class RowsProcessor(TableProcessor):
    """Rows without a rule line: a table with a body and no header."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser, {"use_align_attribute": False})

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002  # the signature is Markdown's
        """Take a block all of whose lines are rows of two cells or more."""
        if not block.startswith("|"):
            return False
        rows = block.split("\n")
        return all(map(_ROW.match, rows)) and len(self._cells(rows[0])) >= _MIN_CELLS

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Build the table; short rows are filled up with empty cells."""
        body = SubElement(SubElement(parent, "table"), "tbody")
        rows = [self._cells(row) for row in blocks.pop(0).split("\n")]
        width = max(map(len, rows))
        for cells in rows:
            tr = SubElement(body, "tr")
            for cell in cells + [""] * (width - len(cells)):
                SubElement(tr, "td").text = cell.strip()

    def _cells(self, row: str) -> list[str]:
        self.border = True  # bars on both sides, which are no cells
        cells: list[str] = self._split_row(row.strip())  # type: ignore[attr-defined]  # missing in its types
        return cells


class TableScrollTreeprocessor(Treeprocessor):
    """Puts each table in a box that scrolls by finger, wheel or key, and leaves out an empty header."""

    def run(self, root: Element) -> None:
        """Wrap the tables in place."""
        if root.find(".//table") is None:
            return
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[position] = _scrolling(_without_empty_header(child))


def _without_empty_header(table: Element) -> Element:
    header = table.find("thead")
    if header is not None and not "".join(header.itertext()).strip():
        table.remove(header)
    return table


def _scrolling(table: Element) -> Element:
    box = Element("div", {"class": "table-scroll", "tabindex": "0"})
    box.tail, table.tail = table.tail, None
    box.append(table)
    return box
