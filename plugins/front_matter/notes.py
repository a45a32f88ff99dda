"""Blocks that open with a bold label alone in its paragraph (`**影响：**`), put apart from the facts.

The label and what follows it, up to the next heading, rule or label, become one `div.note`. Two kinds have a
look of their own: `note--insight` (深度解读 …) and `note--impact` (影响 …). The line that leads to an earlier
edition (前情：…) ends a block and becomes `p.before`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = {
    "深度解读": "note--insight",
    "影响": "note--impact",
    "Insights": "note--insight",
    "Impact": "note--impact",
}
_BEFORE = ("前情：", "Earlier: ")
_ENDS = ("h1", "h2", "h3", "h4", "h5", "h6", "hr", "div")


class NoteTreeprocessor(Treeprocessor):
    """Wraps each labelled block of the body in a `div.note`."""

    def run(self, root: Element) -> None:
        """Regroup the blocks of the body in place."""
        blocks = list(_blocks(root))
        for child in list(root):
            root.remove(child)
        root.extend(blocks)


def _blocks(root: Element) -> Iterator[Element]:
    note: Element | None = None
    for child in root:
        label = _label(child)
        before = child.tag == "p" and len(child) > 0 and (child.text or "").startswith(_BEFORE)
        if before:
            child.set("class", "before")
        if label:
            if note is not None:
                yield note
            note = _note(child, label)
        elif note is not None and child.tag not in _ENDS and not before:
            note.append(child)
        else:
            if note is not None:
                yield note
            note = None
            yield child
    if note is not None:
        yield note


def _note(paragraph: Element, label: str) -> Element:
    kinds = [kind for prefix, kind in _KINDS.items() if label.startswith(prefix)]
    note = Element("div", {"class": " ".join(["note", *kinds])})
    note.append(paragraph)
    return note


def _label(element: Element) -> str:
    """Give the text of a paragraph that is a bold label and nothing else, or ""."""
    if element.tag != "p" or len(element) != 1 or (element.text or "").strip():
        return ""
    strong = element[0]
    text = "".join(strong.itertext()).strip()
    tail = (strong.tail or "").strip()
    if strong.tag != "strong" or tail not in ("", "：", ":"):
        return ""
    return text if (text + tail).endswith(("：", ":")) else ""
