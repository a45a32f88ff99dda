"""Headings: one h1 a page (the template prints it), ids that keep Chinese, a link to each place."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags, unique
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

_MAX_ID = 48
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINKED = ("h2", "h3")
_PLACEHOLDER = re.compile("[&\x02]")


class HeadingTreeprocessor(Treeprocessor):
    """Drops an h1 that opens the body, makes any other an h2, and drops a rule that closes the body."""

    def run(self, root: Element) -> None:
        """Change the headings in place."""
        if len(root) and root[0].tag == "h1":
            root.remove(root[0])
        for heading in root.iter("h1"):
            heading.tag = "h2"
        while len(root) and root[-1].tag == "hr":
            root.remove(root[-1])


class IdTreeprocessor(Treeprocessor):
    """Gives each heading an id, and each section a link to itself; the theme draws its sign.

    A story's heading has none: the story around it has. `sections` collects the id and name of each section
    (h2), for the jump list.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.sections: list[dict[str, str]] = []

    def run(self, root: Element) -> None:
        """Add ids and links in place."""
        used = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
        of_stories = {story[0] for story in root if story.tag == "article"}
        headings = [element for element in root.iter() if element.tag in _HEADINGS]
        for heading in [heading for heading in headings if heading not in of_stories]:
            name = self._name(heading)
            target = heading.attrib.setdefault("id", unique(slugify(name), used))
            if heading.tag == "h2":
                self.sections.append({"id": target, "name": name})
            if heading.tag in _LINKED:
                attributes = {"class": "anchor", "href": f"#{target}", "aria-labelledby": target}
                SubElement(heading, "a", attributes)

    def _name(self, heading: Element) -> str:
        """Give the plain text of a heading; one that holds more than text and links is rendered for it."""
        text = "".join(heading.itertext())
        if _PLACEHOLDER.search(text) or heading.find(".//sup") is not None:
            text = unescape(strip_tags(render_inner_html(remove_fnrefs(heading), self.md)))
        return " ".join(text.split())


def slugify(text: str) -> str:
    """Make an id of a heading: its letters and digits in any script, at most 48 characters.

    The same heading gives the same id, so that links to a story last; repeated ones are numbered.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).lower())
    return "-".join(words)[:_MAX_ID].rstrip("-") or "section"
