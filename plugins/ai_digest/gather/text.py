"""HTML as it arrives → plain text: tags and entities resolved, scripts and hidden parts gone."""

from __future__ import annotations

import re
import unicodedata
import warnings

from bs4 import BeautifulSoup, Comment, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning

MAX_TITLE = 120
_BLOCKS = [
    *("p", "div", "li", "ul", "ol", "br", "tr", "table", "section", "article", "blockquote", "figure"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "dt", "dd", "figcaption"),
]
_UNSEEN = ["script", "style", "template", "noscript", "iframe", "svg", "object", "form", "head"]
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\s*\n\s*")
_KEPT_CONTROLS = {"\n", "\t"}
# What publishing systems append to every entry; a line of it says nothing of the story.
_BOILERPLATE = re.compile(
    r"^(?:the (?:post|article) .* (?:appeared first|first appeared) on .*"
    r"|this (?:article|story) .*appeared .*on .*|read (?:the )?(?:full|more|rest|original)\b.*"
    r"|continue reading\b.*|comments?|source|advertisement"
    r"|(?:点击)?(?:阅读|查看)(?:原文|全文|更多).*|本文(?:来自|转载自|由).{0,60}"
    r"|责任编辑.{0,20}|(?:广告|推广|相关阅读)[:：]?)$",
    re.IGNORECASE | re.MULTILINE,
)


def plain_text(html: str) -> str:
    """Return the text a reader would see, a line a block, without what publishing systems append."""
    return clean(_BOILERPLATE.sub("", _shown_text(html)))


def plain_line(html: str) -> str:
    """Return the text on one line, cut to the length of a title."""
    line = " ".join(_shown_text(html).split())
    return line if len(line) <= MAX_TITLE else line[: MAX_TITLE - 1].rstrip() + "…"


def _shown_text(html: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(html, "lxml")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(_is_unseen):
        tag.decompose()
    for tag in soup.find_all(_BLOCKS):
        tag.insert_before("\n")
        tag.insert_after("\n")
    return clean(soup.get_text())


def clean(text: str) -> str:
    """Drop control, bidi and zero-width characters and private-use ones, and fold runs of blanks."""
    kept = "".join(char for char in text.replace("\r", "\n") if char in _KEPT_CONTROLS or _is_shown(char))
    return _LINE_ENDS.sub("\n", _BLANKS.sub(" ", kept)).strip()


def _is_shown(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cs", "Cn"}


def _is_unseen(tag: Tag) -> bool:
    if tag.name in _UNSEEN or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(str(tag.get("style", ""))))
