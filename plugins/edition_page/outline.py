"""What an article tells, read from its finished HTML: its stories, its points and how long it takes to read.

Made once an article, when a template first asks; lists of editions ask for every article they show.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from fast_build.hooks import product

from .points import targets

if TYPE_CHECKING:
    from collections.abc import Sequence

_STORY = re.compile(
    r'<(?:article class="story" id="(?P<full>[^"]+)">'
    r"\s*<h3\b[^>]*>(?P<headline>.*?)</h3>(?P<text>.*?)</article>"
    r'|li\b[^>]*\bid="(?P<brief>s[0-9a-f]{10}\w*)"[^>]*>(?P<line>.*?)</li>)',
    re.DOTALL,
)
_LINKED = re.compile(r"(.*?)<a\b[^>]*>(.*?)</a>", re.DOTALL)
_NOTE = '<div class="note'
_TAG = re.compile(r"<[^>]*>")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z][\w'’-]+")
_HAN_A_MINUTE, _LATIN_A_MINUTE = 400, 220  # slow readers of news
_BULLET = re.compile(r"(<li\b[^>]*>)(.*?)(</li>)", re.DOTALL)


class Told(NamedTuple):
    """A story as the page tells it: the id of its place, its headline, its facts as text."""

    id: str
    headline: str
    text: str
    brief: bool


@dataclass(frozen=True)
class Outline:
    """An article's stories in the order of its page."""

    html: str
    points: Sequence[str]

    @cached_property
    def stories(self) -> tuple[Told, ...]:
        """Return the stories, in full and in brief."""
        return tuple(map(_told, _STORY.finditer(self.html)))

    @cached_property
    def places(self) -> list[str | None]:
        """Return for each point of the summary the id of the story it speaks of, or None."""
        return targets(self.points, self.stories)

    @cached_property
    def minutes(self) -> int:
        """Return how long the article takes to read, at least 1."""
        text = _TAG.sub(" ", self.html)
        han = sum(map(len, _HAN.findall(text)))
        return max(1, math.ceil(han / _HAN_A_MINUTE + len(_LATIN.findall(text)) / _LATIN_A_MINUTE))

    def linked(self, summary: str) -> Markup:
        """Return the summary's list with each point linked to its story, as far as it has one."""
        places = iter(self.places)

        def link(bullet: re.Match[str]) -> str:
            place = next(places, None)
            if place is None or "<a" in bullet[2]:
                return bullet[0]
            return f'{bullet[1]}<a href="#{place}">{bullet[2]}</a>{bullet[3]}'

        return Markup(_BULLET.sub(link, summary))  # noqa: S704  # the summary's own HTML; ids are ours


def outline_of(article: Any) -> Outline:
    """Return an article's outline, the same one however often it is asked for."""
    if getattr(article, "outline", None) is None:
        add_outline(article)
    found: Outline = article.outline
    return found


def add_outline(article: Any) -> None:
    """Give an article its outline, which is kept with its text."""
    points = getattr(article, "summary_points", None) or []
    product(
        article, "outline", "\n".join(points),
        make=lambda: Outline(article.content, points), dump=_dumped, load=lambda kept: _loaded(points, *kept),
    )  # fmt: skip


def _dumped(outline: Outline) -> list[Any]:
    stories = [(story.id, story.headline, story.brief) for story in outline.stories]
    return [stories, outline.places, outline.minutes]


def _loaded(points: Sequence[str], stories: list[Any], places: list[str | None], minutes: int) -> Outline:
    """Make an outline whose parts are known; the text of its stories is not kept, for only they needed it."""
    outline = Outline("", points)
    told = tuple(Told(place, headline, "", brief) for place, headline, brief in stories)
    outline.__dict__.update(stories=told, places=places, minutes=minutes)
    return outline


@lru_cache(maxsize=512)
def host_of(link: str) -> str:
    """Return the name of a link's site without `www.`, "" for what is no address."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _told(found: re.Match[str]) -> Told:
    if found["full"]:
        facts = found["text"].partition(_NOTE)[0]
        return Told(found["full"], _plain(found["headline"]), _plain(facts), brief=False)
    linked = _LINKED.match(found["line"])
    headline = (_plain(linked[1]) or _plain(linked[2])) if linked else ""  # some write it before the link
    return Told(found["brief"], headline, _plain(found["line"]), brief=True)


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())
