"""RSS, RDF and Atom as text → entries, by feedparser.

text ─well_formed─▶ XML ─feedparser─▶ entries

feedparser reads what XML allows in many dialects, and most of what it does not. It is never given a document
type, a lone surrogate or a control character: those it expands, dies of, or gives up the strict reading for.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import feedparser

from ai_digest.gather.entries import Entry, UnreadableError, described, resolved
from ai_digest.gather.markup import root_name, well_formed

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOTS = {"rss", "feed", "rdf", "channel"}
_DATES = ("published", "created", "updated")
_PAGES = ("alternate", "related", "via")


def read_xml(text: str, base: str, limit: int) -> Iterator[Entry]:
    """Yield at most `limit` entries; raises UnreadableError if it is no feed or not safe to read."""
    xml = well_formed(text)
    if root_name(xml).rpartition(":")[2] not in ROOTS:
        raise UnreadableError(f"not a feed: {described(text)}")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    try:
        feed = feedparser.parse(xml.encode(), response_headers=headers, sanitize_html=False)
    except Exception as error:  # feedparser lets whatever its dialects run into out
        raise UnreadableError(f"cannot be parsed: {type(error).__name__}: {error}") from error
    if not feed.entries and feed.bozo:
        raise UnreadableError(f"broken XML without an entry that is whole: {feed.bozo_exception}")
    for entry in islice(feed.entries, limit):
        yield _entry(entry, base)


def _entry(entry: Any, base: str) -> Entry:
    bodies = [part.get("value", "") for part in entry.get("content", [])] + [entry.get("summary", "")]
    # FeedParserDict.get would lend one key's value to another
    dates = (str(dict.get(entry, key, "")) for key in _DATES)
    return Entry(
        title=entry.get("title", ""),
        links=tuple(resolved(base, link) for link in _links(entry) if link.strip()),
        dates=tuple(date for date in dates if date),
        bodies=tuple(filter(None, bodies)),
    )


def _links(entry: Any) -> Iterator[str]:
    """Yield addresses: the entry's page, its other addresses, then an id that is an address itself."""
    links = entry.get("links", [])
    for relation in _PAGES:
        yield from (link.get("href", "") for link in links if link.get("rel", "alternate") == relation)
    yield entry.get("link", "")
    yield entry.get("feedburner_origlink", "")
    identity = str(entry.get("id", "")).strip()
    yield identity if identity.lower().startswith(("http://", "https://")) else ""
