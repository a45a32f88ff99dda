"""An article page → its article as plain text.

page ─decode─▶ tree ─strip─▶ tree ─trafilatura─▶ lines ─main_run─▶ article
 │                            └─ all lines ─────────────main_run─▶ article, if that one is much longer
 └─ JSON in its scripts ─▶ the article of a page that is drawn by scripts
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from ai_digest.gather.encoding import decode
from ai_digest.gather.furniture import strip
from ai_digest.gather.passages import main_run, prose
from ai_digest.gather.text import parse_html, plain_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_digest.gather.client import Response

SHORTEST_ARTICLE = 80
MUCH_LONGER = 1.6
MOSTLY = 0.5
_BODY_KEYS = {
    "articlebody",
    "content",
    "contenthtml",
    "body",
    "bodyhtml",
    "html",
    "text",
    "article",
    "detail",
}
_DEPTH = 12
_SITE_NAME = re.compile(r"\s*[_|｜]\s*|\s+[-–—·»]\s+")


def article_text(response: Response) -> str:
    """Return the article on the page, a line a paragraph, "" if there is none worth the name."""
    if response.error:
        return ""
    root = parse_html(decode(response.body, response.content_type))
    if root is None:
        return ""
    from_scripts = max(_in_scripts(root), key=len, default="")
    titles = {_squeezed(title) for title in _titles(root)}
    strip(root)
    lines = [line for line in _article_lines(root) if _squeezed(line) not in titles]
    text = "\n".join(lines)
    if len(text) < MOSTLY * len(from_scripts):
        text = "\n".join(main_run(from_scripts.split("\n")))
    return text if len(text) >= SHORTEST_ARTICLE else ""


def _article_lines(root: etree._Element) -> list[str]:
    """Return the better of two readings.

    trafilatura knows pages; it fails where the markup is lost or misleading. The run of sentences knows
    nothing of markup; it takes over where it has much more to show.
    """
    import trafilatura  # takes 0.4 s to import, and most builds fetch nothing

    run = main_run(_all_lines(root), loose=True)
    html = etree.tostring(root, encoding="unicode", method="html")
    found = trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True) or ""
    known = [] if _markup_is_lost(root) else main_run(found.split("\n"))
    return run if prose(run) > MUCH_LONGER * prose(known) else known


def _markup_is_lost(root: etree._Element) -> bool:
    """Tell whether most of the text is one piece with line ends in it, where a page has paragraphs."""
    pieces = [piece for piece in root.itertext() if piece.strip()]
    longest = max(pieces, key=len, default="")
    return longest.count("\n") > 10 and len(longest) > MOSTLY * sum(map(len, pieces))  # noqa: PLR2004


def _all_lines(root: etree._Element) -> list[str]:
    return (shown(root) if not _markup_is_lost(root) else "\n".join(root.itertext())).split("\n")


def _titles(root: etree._Element) -> Iterator[str]:
    """Yield the page's title in its forms, also without the site's name: it is no text of the article."""
    for node in root.iter("h1", "title", "meta"):
        title = "".join(node.itertext())
        if node.tag == "meta":
            title = node.get("content", "") if node.get("property") == "og:title" else ""
        yield from (title, *_SITE_NAME.split(title)[:1])


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _in_scripts(root: etree._Element) -> Iterator[str]:
    """Yield what may be the article in the page's data (schema.org articleBody; the state of a script)."""
    for node in root.iter("script"):
        if node.get("type", "").lower() not in {"application/ld+json", "application/json"}:
            continue
        try:
            state = json.loads(node.text or "")
        except (ValueError, RecursionError):
            continue
        yield from (plain_text(body) for body in _bodies(state, _DEPTH))


def _bodies(state: Any, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    pairs = state.items() if isinstance(state, dict) else enumerate(state) if isinstance(state, list) else ()
    for key, value in pairs:
        if isinstance(value, str):
            if str(key).lower() in _BODY_KEYS and len(value) >= SHORTEST_ARTICLE:
                yield value
        else:
            yield from _bodies(value, depth - 1)
