"""An article's HTML as the text of a feed: full addresses, and nothing that belongs to the page only."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urljoin

# the sign behind a heading that links to the heading itself
_ANCHOR = re.compile(r"<a\b[^>]*\bclass=\"anchor\"[^>]*>.*?</a>", re.DOTALL)
_AROUND_STORY = re.compile(r"</?article\b[^>]*>")
_ADDRESS = re.compile(r"(<[a-z][^>]*?\s(?:href|src)=\")([^\"]*)(\")", re.IGNORECASE)
# what XML 1.0 does not allow, even as a reference
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_feed_text(html: str, page: str) -> str:
    """Return the HTML without furniture, its addresses complete; `page` is the address it stands at."""
    bare = _AROUND_STORY.sub("", _ANCHOR.sub("", html))
    return plain(_ADDRESS.sub(lambda found: f"{found[1]}{_complete(found[2], page)}{found[3]}", bare)).strip()


def plain(text: str) -> str:
    """Return a text without the characters that no XML file can hold."""
    return _NOT_XML.sub("", text)


def _complete(address: str, page: str) -> str:
    try:
        return escape(urljoin(page, unescape(address)))
    except ValueError:  # no address at all, such as an unclosed bracket; it is left as it was
        return address
