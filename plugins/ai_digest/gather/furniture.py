"""A page's tree without what is not its article: hidden parts, share bars, lists of links.

Guard of every rule here: an element that holds a good part of the page's text stays, whatever it is called.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ai_digest.gather.text import BLOCKS, is_unseen

if TYPE_CHECKING:
    from lxml import etree

GOOD_PART = 0.4
LINK_SHARE = 0.8
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|recommend\w*|relat(?:e|ed)\w*|hot|rank(?:ing)?|comments?|breadcrumbs?|crumbs?"
    r"|sidebar|copyright|footer|nav|navbar|menu|toolbar|ads?|advert\w*|sponsor\w*|subscribe|newsletter|cookies?|popup|modal"
    r"|qr_?code|disclaimer|statement|sr-only|visually-hidden|screen-reader-text|d-none|hidden|byline|tags?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDING_RULE = re.compile(
    r"(?:^|[},;/])\s*([.#][\w-]+)\s*\{[^{}]*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE
)
_LISTS = ("ul", "ol", "div", "section", "aside", "p", "table", "dl")
_NEVER_TEXT = ("script", "style", "template", "noscript", "iframe", "svg", "object", "textarea", "select")
_OUTER = {"html", "body", "main", "article"}


def strip(root: etree._Element) -> None:
    """Take out of the tree, in place, what is hidden, named as furniture, or a list of links."""
    hidden = _hidden_by_rules(root)
    for node in list(root.iter(*_NEVER_TEXT)):
        _remove(node)
    allowed = len(_squeezed(root)) * GOOD_PART
    for node in list(root.iter("*")):
        if node.tag in _OUTER or node.getparent() is None:
            continue
        named = node.get("class", ""), node.get("id", "")
        goes = is_unseen(node) or _is_hidden(named, hidden) or any(map(_is_named, named)) or node.tag == "nav"
        if goes and len(_squeezed(node)) <= allowed:
            _remove(node)
    for node in root.iter("section"):  # trafilatura takes paragraphs that are sections for one line
        node.tag = "div" if any(child.tag in BLOCKS for child in node.iterdescendants()) else "p"
    for node in list(root.iter(*_LISTS)):
        if _is_link_list(node) and len(_squeezed(node)) <= allowed:
            _remove(node)


def _hidden_by_rules(root: etree._Element) -> set[str]:
    """Return the plain class and id selectors that the page's own style sheets hide."""
    sheets = ("".join(node.itertext()) for node in root.iter("style"))
    return {selector for sheet in sheets for selector in _HIDING_RULE.findall(sheet.partition("@media")[0])}


def _is_hidden(named: tuple[str, str], hidden: set[str]) -> bool:
    classes, identity = named
    return f"#{identity}" in hidden or any(f".{name}" in hidden for name in classes.split())


def _is_named(name: str) -> bool:
    return bool(name) and bool(_NAMED.search(_CAMEL.sub("-", name)))


def _is_link_list(node: etree._Element) -> bool:
    """Tell whether an element is three or more links and little else."""
    links = list(node.iter("a"))
    text = len(_squeezed(node))
    return len(links) > 2 and sum(len(_squeezed(link)) for link in links) >= LINK_SHARE * text  # noqa: PLR2004


def _squeezed(node: etree._Element) -> str:
    return "".join("".join(node.itertext()).split())


def _remove(node: etree._Element) -> None:
    """Remove an element but keep the text that follows it."""
    parent, tail = node.getparent(), node.tail or ""
    if parent is None:
        return
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)
