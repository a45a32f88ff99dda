"""The summary of an article: bullets as HTML for the page, and as plain text for descriptions and cards.

A summary is text. Its Markdown may stress, quote code and link; HTML in it is shown, not obeyed.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from .languages import language_of
from .outgoing import OutgoingTreeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_BULLET = re.compile(r"^\s*(?:[-*+•·]|\d+[.、])\s+")
_MARKUP = re.compile(r"[*_`\[<\\]|&\w*;|&#")
_HARMLESS = re.compile(r"https?://|[/#]|[^:]*$", re.IGNORECASE)


def points_of(*texts: str) -> list[str]:
    """Split a summary into its points: one for each bullet, for each entry of a list, else for each line."""
    points: list[str] = []
    for text in texts:
        has_bullets = any(_BULLET.match(line) for line in text.splitlines())
        for line in filter(None, map(str.rstrip, text.splitlines())):
            bullet = _BULLET.match(line)
            if bullet or not (has_bullets and points):
                points.append(line[bullet.end() if bullet else 0 :].strip())
            else:  # a bullet goes on in the next line
                points[-1] = f"{points[-1]} {line.strip()}"
    return [point for point in points if point]


def html_of(points: list[str]) -> str:
    """Render points as a list, a single one as a paragraph, none as nothing."""
    if len(points) <= 1:
        return "".join(f"<p>{_inline(point)}</p>" for point in points)
    return "<ul>\n" + "\n".join(map(_bullet, points)) + "\n</ul>"


def _bullet(point: str) -> str:
    language = f' lang="{language_of(point)}"' if language_of(point) else ""
    return f"<li{language}>{_inline(point)}</li>"


def plain_text(point: str) -> str:
    """Give a point without its markup."""
    return Markup(_inline(point)).striptags()  # noqa: S704  # read as HTML to take the tags off


@cache
def _inline(point: str) -> str:
    """Render one line of Markdown; what looks like a heading or a list in it stays text."""
    if not _MARKUP.search(point):
        return escape(point, quote=False)
    html = _markdown().reset().convert("\u200b" + point)
    return html.removeprefix("<p>").removesuffix("</p>").removeprefix("\u200b")


@cache
def _markdown() -> Markdown:
    md = Markdown(output_format="html")
    md.preprocessors.deregister("html_block")
    for pattern in ("html", "image_link", "image_reference", "short_image_ref"):
        md.inlinePatterns.deregister(pattern)
    md.treeprocessors.register(_LinkTreeprocessor(md), "harmless_links", 0)
    md.treeprocessors.register(OutgoingTreeprocessor(md), "outgoing", -1)
    return md


class _LinkTreeprocessor(Treeprocessor):
    """Takes the address off links that are neither web addresses nor places of this site."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if not _HARMLESS.match(link.get("href", "")):
                link.attrib.pop("href")
