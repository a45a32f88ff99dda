"""The links of a text. An image is no link, but an image in a link is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_digest.verify.form.page import Line

_IMAGE = re.compile(r"!\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_LINK = re.compile(
    r"\]\(\s*<?(https?://[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+[\"'][^\"']*[\"'])?\s*\)"
    r"|<(https?://[^\s>]+)>|\bhref\s*=\s*[\"']?(https?://[^\"'\s>]+)",
    re.IGNORECASE,
)
_TEXT_OF_LINK = re.compile(
    r"\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*[^()]*\)"
)
# a link to another page of the site, with the day behind it: 前情：[…]({filename}…)（2026-08-13）
_OWN_PAGE = re.compile(
    r"\[(?:\\.|[^\]\\])*\]\(\{filename\}[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)(?:[（(]\d{4}-\d\d-\d\d[)）])?"
)
_DEFINITION = re.compile(r" {0,3}\[([^\]^]+)\]:\s*<?(\S+?)>?(?:\s+[\"'(].*)?$")
_REFERENCE = re.compile(r"(?<!!)\[([^\[\]]+)\](?:\[([^\[\]]*)\])?(?![(:\[])")


def links(markdown: str) -> list[str]:
    """Return the web addresses that a text links to, in order."""
    if "http" not in markdown:
        return []
    if "![" in markdown:
        markdown = _IMAGE.sub("", markdown)
    return [next(filter(None, groups)) for groups in _LINK.findall(markdown)]


def without_links(text: str) -> str:
    """Return a text with the addresses of its links and pictures taken out."""
    return _LINK.sub(" ", _IMAGE.sub(" ", text)) if "http" in text else text


def without_own_pages(text: str) -> str:
    """Return a text without its links to pages of the site: their words are those of another edition."""
    return _OWN_PAGE.sub(" ", text) if "]({filename}" in text else text


def texts_of_links(text: str) -> str:
    """Return a text with each link replaced by its words."""
    return _TEXT_OF_LINK.sub(r"\1", text) if "](" in text else text


def resolved(lines: Iterable[Line]) -> Iterable[Line]:
    """Write links that are defined elsewhere (`[words][1]`, `[1]: https://…`) as `[words](address)`."""
    lines = [*lines]
    defined = {
        found[1].casefold(): found[2]
        for line in lines
        if line.text.lstrip().startswith("[") and (found := _DEFINITION.match(line.text))
    }
    if not defined:
        return lines

    def inline(found: re.Match[str]) -> str:
        address = defined.get((found[2] or found[1]).casefold())
        return f"[{found[1]}]({address})" if address else found[0]

    return [
        line._replace(text="" if _DEFINITION.match(line.text) else _REFERENCE.sub(inline, line.text))
        for line in lines
    ]
