"""Lines in another language than the page's, marked so: browsers then choose the right font and hyphenation.

In a Chinese font the apostrophe of "Amazon’s" is as wide as a character. A line without a Chinese character
and with at least two words in Latin letters is English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
_LINES = ("p", "li", "h2", "h3", "h4", "td", "th")


def language_of(text: str) -> str:
    """Return "en" for a line of English, "" for one in the language of the page."""
    return "en" if not _HAN.search(text) and len(_WORD.findall(text)) > 1 else ""


class LanguageTreeprocessor(Treeprocessor):
    """Sets `lang` on each line of English."""

    def run(self, root: Element) -> None:
        """Mark the elements in place."""
        for element in root.iter():
            if element.tag in _LINES and language_of("".join(element.itertext())):
                element.set("lang", "en")
