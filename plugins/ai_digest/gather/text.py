"""HTML as it arrives → plain text: tags and entities resolved, scripts and hidden parts gone."""

from __future__ import annotations

import html
import re

from lxml import etree

from ai_digest.characters import without_unseen

MAX_TITLE = 120
LAYERS = 3
BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "br", "tr", "table", "section", "article", "blockquote", "figure"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "dt", "dd", "figcaption", "main", "header"),
        *("footer", "aside", "nav", "details", "summary", "dl", "center", "address", "caption", "thead"),
        *("tbody", "option"),
    )
)
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset(
    (
        *("script", "style", "template", "noscript", "iframe", "svg", "object", "form", "head"),
        *("textarea", "select"),
    )
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity|max-height)\s*:\s*0(?![.\d])"
    r"|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
# HTML Living Standard, section 4, and what it calls obsolete; anything else in angle brackets is text
_TAGS = (
    "a|abbr|acronym|address|area|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|canvas|caption"
    "|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset"
    "|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|i|iframe|img|input|ins"
    "|kbd|label|legend|li|link|main|map|mark|marquee|math|menu|meta|meter|nav|nobr|noframes|noscript|object|ol"
    "|optgroup|option|output|p|param|picture|pre|progress|q|rp|rt|ruby|s|samp|script|search|section|select|slot"
    "|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|text|textarea|tfoot|th"
    "|thead|time|title|tr|track|tt|u|ul|var|video|wbr|o:p|path|g"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_NO_TAG = re.compile(rf"<(?!/?(?:{_TAGS})(?:[\s/>]|$)|[!?])", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d?);", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\s*\n\s*")
_NO_HTML = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What publishing systems append to every entry; a line of it says nothing of the story.
_BOILERPLATE = re.compile(
    r"^(?:the (?:post|article) .* (?:appeared first|first appeared) on .*"
    r"|this (?:article|story) .*appeared .*on .*|read (?:the )?(?:full|more|rest|original)\b.*"
    r"|continue reading\b.*|comments?|source|advertisement"
    r"|(?:点击)?(?:阅读|查看)(?:原文|全文|更多).*|本文(?:来自|转载自|由).{0,60}"
    r"|责任编辑.{0,20}|(?:广告|推广|相关阅读)[:：]?)$",
    re.IGNORECASE | re.MULTILINE,
)


def plain_text(written: str) -> str:
    """Return the text a reader would see, a line a block, without what publishing systems append."""
    return clean(_BOILERPLATE.sub("", _shown_text(written)))


def plain_line(written: str) -> str:
    """Return the text on one line, cut to the length of a title."""
    line = " ".join(_shown_text(written).split())
    return line if len(line) <= MAX_TITLE else line[: MAX_TITLE - 1].rstrip() + "…"


def parse_html(written: str) -> etree._Element | None:
    """Parse HTML of any depth without its comments; None if nothing is left."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(_NO_HTML.sub("", written).encode(), parser)
    except etree.XMLSyntaxError:  # empty, or nothing but comments
        return None


def shown(root: etree._Element) -> str:
    """Return the text of a tree, a line a block, table cells parted by a blank, unseen parts left out."""
    parts: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        edge = "\n" if node.tag in BLOCKS else " " if node.tag in _CELLS else ""
        if event == "end":
            parts += (edge, node.tail or "")
        elif is_unseen(node):
            walk.skip_subtree()
        else:
            parts += (edge, node.text or "")
    return clean("".join(parts))


def is_unseen(node: etree._Element) -> bool:
    """Tell whether a reader sees nothing of an element: a script, a hidden part."""
    if node.tag in _UNSEEN or node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(node.get("style", "")))


def clean(text: str) -> str:
    """Drop control, bidi and zero-width characters and private-use ones, and fold runs of blanks."""
    text = without_unseen(text.replace("\r", "\n"))
    return _LINE_ENDS.sub("\n", _BLANKS.sub(" ", text)).strip()


def _shown_text(written: str) -> str:
    """Resolve tags and entities, also those of a text that was escaped once or twice too often.

    Guard: where the text has tags of its own, a tag that shows once they are gone is meant to be seen (a
    piece of code); only a text without any is taken apart again.
    """
    for _layer in range(LAYERS):
        had_tags = bool(_TAG.search(written))
        written = _resolved(written) if "<" in written or "&" in written else clean(written)
        if had_tags or not (_TAG.search(written) or _ENTITY.search(written)):
            break
    return clean(html.unescape(written)) if _ENTITY.search(written) else written


def _resolved(written: str) -> str:
    if "<" not in written:
        return clean(html.unescape(written))
    root = parse_html(_NO_TAG.sub("&lt;", written))
    return "" if root is None else shown(root)
