"""What every kind of feed boils down to before its texts are cleaned, and why one cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from ai_digest.gather.text import clean


class UnreadableError(Exception):
    """What was served is not what the source promised; the text says what it is instead."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the feed has it: HTML in `title` and `bodies`, links resolved against the feed.

    `links` and `dates` are ordered by how much they are to be trusted.
    """

    title: str
    links: tuple[str, ...]
    dates: tuple[str, ...]
    bodies: tuple[str, ...]


def resolved(base: str, link: str) -> str:
    """Resolve a link against a base; a malformed one comes back as it is."""
    link = link.strip()
    if not link or link.startswith(("http://", "https://")):
        return link or base
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def described(text: str) -> str:
    """Say what a text is that is no feed, by its first words and its title."""
    start = clean(text[:2000]).replace("\n", " ")[:60].rstrip()
    if not start:
        return "it is empty"
    title = re.search(r"<title[^>]*>([^<]{1,80})", text[:20_000], re.IGNORECASE)
    page = f", a web page titled {clean(title[1])!r}" if title and "<html" in text[:20_000].lower() else ""
    return f"it begins with {start!r}{page}"
