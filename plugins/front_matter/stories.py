"""Stories as units of the page: each in an `article` of its own, with an id that lasts.

A story is an h3 with a web link and all that follows, up to the next h3, h2 or h1. In a list right below an
h2 each entry with a web link is a story told in one line. The id comes from the first link, not from the
words, so it stays the same when an editor changes the headline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from markdown.extensions.toc import unique
from markdown.treeprocessors import Treeprocessor

from ai_digest.links import story_id
from fast_build.hooks import keepable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

_WEB = re.compile(r"https?://", re.IGNORECASE)
_ENDS = ("h1", "h2", "h3")


@keepable
class Place(NamedTuple):
    """Where a page tells a story: the id of its place, its link, and whether it is told in one line."""

    id: str
    link: str
    brief: bool


class StoryTreeprocessor(Treeprocessor):
    """Wraps each story; `places` collects them in the order of the page."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.places: list[Place] = []
        self._used: set[str] = set()

    def run(self, root: Element) -> None:
        """Regroup the blocks of the body in place."""
        self._used = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
        blocks = list(self._blocks(root))
        for child in list(root):
            root.remove(child)
        root.extend(blocks)

    def _blocks(self, root: Element) -> Iterator[Element]:
        story: Element | None = None
        above = ""
        for child in root:
            if child.tag in _ENDS:
                story = self._story(child)
                if story is not None:
                    yield story
            if above == "h2" and child.tag == "ul":
                self._name_briefs(child)
            if story is None:
                yield child
            elif child.tag != "hr":  # a rule between stories; the theme draws its own
                story.append(child)
            above = child.tag

    def _story(self, heading: Element) -> Element | None:
        """Open the story of a heading, if it is one."""
        link = _web_link(heading) if heading.tag == "h3" else None
        if link is None:
            return None
        place = self._id(link, brief=False)
        heading.set("id", f"{place}-t")  # for search, which finds places by their headings
        return Element("article", {"class": "story", "id": place})

    def _name_briefs(self, entries: Element) -> None:
        for entry in entries:
            link = _web_link(entry)
            if link is not None:
                entry.set("id", self._id(link, brief=True))

    def _id(self, link: str, *, brief: bool) -> str:
        place = Place(unique(story_id(link), self._used), link, brief)
        self.places.append(place)
        return place.id


def _web_link(element: Element) -> str | None:
    links = (link.get("href", "") for link in element.iter("a"))
    return next(filter(_WEB.match, links), None)
