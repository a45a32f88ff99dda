"""Small rules of wording that both drafters share: plain lines, titles that fit, points of the summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ai_digest.characters import without_unseen
from ai_digest.model import Importance, Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ai_digest.model import WrittenBrief, WrittenSection

MOST_POINTS, FEWEST_POINTS = 15, 8
_TITLE_LIMIT = {"zh-CN": 40, "en": 90}
_BREAK = re.compile(r"[；;，,。！!？?：:|｜、]|\s[-–—]\s")
_MARK = re.compile(r"^(?:[-*•·#>]+\s+|\d+[.、)]\s+)+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_SHORTEST_TITLE = 8


def one_line(text: str) -> str:
    """Return a text on one line: runs of white space, of any kind, become one space."""
    return " ".join(text.split())


def visible(text: str) -> str:
    """Drop what a reader would not see (controls, invisible characters, lone surrogates) and empty lines."""
    return re.sub(r"\s*\n\s*", "\n", without_unseen(text)).strip()


def plain(text: str) -> str:
    """Return a line of an answer without the list mark or bold marks that a model may add."""
    return _MARK.sub("", one_line(visible(text))).replace("**", "").strip()


def has_han(text: str) -> bool:
    """Tell whether a text has a Chinese character."""
    return _HAN.search(text) is not None


def title_limit(language: str) -> int:
    """Return how many characters an edition's title may have: 40 in Chinese, 90 in English."""
    return _TITLE_LIMIT.get(language, _TITLE_LIMIT["en"])


def fit_title(title: str, limit: int) -> str:
    """Cut a title that is too long behind its last whole part; at a space, or hard, if there is none."""
    title = plain(title).rstrip("。；;，, ")
    if len(title) <= limit:
        return title
    breaks = [match.start() for match in _BREAK.finditer(title[: limit + 1])]
    fitting = [position for position in breaks if position >= _SHORTEST_TITLE]
    space = title.rfind(" ", _SHORTEST_TITLE, limit + 1)
    cut = fitting[-1] if fitting else space if space > 0 and not has_han(title) else limit
    return title[:cut].rstrip()


def clean_headline(title: str, source: str) -> str:
    """Return an item's title without the source's name that many feeds append or prepend to it."""
    text = one_line(title)
    name = re.escape(one_line(source))
    text = re.sub(rf"\s*[-–—|｜_·]\s*{name}\s*$", "", text, flags=re.IGNORECASE)
    text = re.sub(rf"^(?:[【\[]{name}[】\]]|{name}\s*[|｜:：])\s*", "", text, flags=re.IGNORECASE)
    return text or one_line(title)


def summary_points(
    sections: Sequence[WrittenSection], briefs: Sequence[WrittenBrief], points: Mapping[str, str]
) -> tuple[Point, ...]:
    """Return the bullets of the summary: a story each, leads first, then the order of the page.

    At most 15; the headlines of briefs are added only where the stories told in full give fewer than 8.
    `points` holds the sentence for a story's id; where there is none, its headline serves.
    """
    stories = [story for section in sections for story in section.stories]
    stories.sort(key=lambda story: story.planned.importance is not Importance.LEAD)
    told = [
        Point(points.get(story.planned.story.id) or story.headline, story.planned.story.id)
        for story in stories
    ]
    short = [Point(brief.headline, brief.planned.story.id) for brief in briefs]
    return _distinct([*told[:MOST_POINTS], *short[: max(0, FEWEST_POINTS - len(told))]])


def _distinct(points: Iterable[Point]) -> tuple[Point, ...]:
    first: dict[str, Point] = {}
    for point in points:
        first.setdefault(point.text, point)
    return tuple(first.values())
