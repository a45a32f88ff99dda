"""The stories of an article as its page tells them, with what the evidence knows of each.

The page decides: a story that an editor took out is in no list, one that was added is in all of them.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from ai_digest.links import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .known import Known

# a heading with the element that may stand around its story, or an entry of a list that begins with a link
_PLACE = re.compile(
    r"<(?:(?:article\b(?P<around>[^>]*)>\s*<)?h(?P<level>[23])\b(?P<own>[^>]*)>(?P<inner>.*?)</h(?P=level)>"
    r"|li\b(?P<entry>[^>]*)>\s*(?:<p>\s*)?<a\b(?P<link>[^>]*)>(?P<text>.*?)</a>)",
    re.DOTALL,
)
_ID = re.compile(r"\bid=\"([^\"]+)\"")
_LINK = re.compile(r"<a\b([^>]*\bhref=\"(?:https?:)?//[^>]*)>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r"\bhref=\"((?:https?:)?//[^\"]+)\"")
_SAFE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Told:
    """A story on the page of its edition.

    `id` and `thread` are the evidence's; a story without evidence is called by its link in comparable form.
    `anchor` is the place on the page. A brief is told in one line. `begin` and `end` are where its text
    stands in the page's HTML.
    """

    id: str
    headline: str
    link: str
    anchor: str
    thread: str
    tags: tuple[str, ...] = ()
    brief: bool = False
    begin: int = 0
    end: int = 0


def stories_of(html: str, known: Mapping[str, Known], aliases: Mapping[str, str]) -> tuple[Told, ...]:
    """Find the stories of a page: headings that link to their source, and briefs in lists without one.

    In a section with stories the entries of lists are facts, so only a section without any has briefs.
    """
    places = list(_PLACE.finditer(html))
    ends = [place.start() for place in places if place["level"]] + [len(html)]
    return tuple(_told(places, ends, known, aliases))


def _told(
    places: list[re.Match[str]], ends: list[int], known: Mapping[str, Known], aliases: Mapping[str, str]
) -> Iterator[Told]:
    section, in_story = "", False
    for place in places:
        if place["level"] == "2":
            section, in_story = _id(place["own"]), False
        elif place["level"]:
            in_story = True
            end = next(end for end in ends if end > place.start())
            if found := _LINK.search(place["inner"]):
                anchor = _id(place["around"] or "") or _id(place["own"])
                yield _story(found, anchor, known, aliases, span=(place.end(), end))
        elif not in_story and (address := _HREF.search(place["link"])):
            yield _brief(address[1], place["text"], _id(place["entry"]) or section, known, aliases)


def _story(
    found: re.Match[str],
    anchor: str,
    known: Mapping[str, Known],
    aliases: Mapping[str, str],
    *,
    span: tuple[int, int],
) -> Told:
    address = _HREF.search(found[1])
    named = _named(address[1] if address else "", known, aliases)
    return Told(headline=_plain(found[2]), anchor=anchor, begin=span[0], end=span[1], **named)


def _brief(
    address: str, text: str, anchor: str, known: Mapping[str, Known], aliases: Mapping[str, str]
) -> Told:
    return Told(headline=_plain(text), anchor=anchor, brief=True, **_named(address, known, aliases))


def _named(address: str, known: Mapping[str, Known], aliases: Mapping[str, str]) -> dict[str, Any]:
    link = unescape(address)
    key = canonical(link)
    story = known.get(key)
    if story is None:
        return {"id": key, "link": link, "thread": key}
    tags = tuple(dict.fromkeys(aliases.get(tag.casefold(), tag) for tag in story.tags))
    thread = story.thread or story.id
    thread = canonical(thread) if "://" in thread else thread
    return {"id": story.id, "link": link, "thread": thread, "tags": tags}


def name_of(key: str) -> str:
    """Return an id or the key of a thread as a name for addresses; that of a link is its hash."""
    return key if _SAFE.fullmatch(key) else f"l{hashlib.sha256(key.encode()).hexdigest()[:10]}"


def _id(attributes: str) -> str:
    found = _ID.search(attributes or "")
    return unescape(found[1]) if found else ""


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())
