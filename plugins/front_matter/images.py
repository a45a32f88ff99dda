"""Pictures in the body load when they come near, never before the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class LazyImageTreeprocessor(Treeprocessor):
    """Sets `loading` and `decoding` on every picture of the body."""

    def run(self, root: Element) -> None:
        """Set the attributes in place."""
        for image in root.iter("img"):
            image.set("loading", "lazy")
            image.set("decoding", "async")
