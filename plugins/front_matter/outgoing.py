"""Links that leave the site say so: the page they open learns nothing of the one they were on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class OutgoingTreeprocessor(Treeprocessor):
    """Sets `rel` on every link with an address of its own."""

    def run(self, root: Element) -> None:
        """Set the attribute in place."""
        for link in root.iter("a"):
            if link.get("href", "").startswith(("http://", "https://", "//")):
                link.set("rel", "noopener")
