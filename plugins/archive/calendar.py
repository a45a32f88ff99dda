"""A month as a calendar: weeks from Monday, each day with its editions."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONDAY_FIRST = calendar.Calendar(calendar.MONDAY)


class Day(NamedTuple):
    """A day: its number (0 outside the month), its newest article, how many articles and stories it has."""

    number: int
    article: Any = None
    articles: int = 0
    stories: int = 0


def weeks_of(year: int, month: int, articles: Iterable[Any]) -> list[list[Day]]:
    """Lay out a month; `articles` are those of the month, from the newest."""
    by_day: dict[int, list[Any]] = {}
    for article in articles:
        by_day.setdefault(article.date.day, []).append(article)
    return [
        [_day(number, by_day.get(number, [])) for number in week]
        for week in _MONDAY_FIRST.monthdayscalendar(year, month)
    ]


def count_stories(articles: Iterable[Any]) -> int:
    """Count the stories of some articles."""
    return sum(article.story_count for article in articles)


def _day(number: int, articles: list[Any]) -> Day:
    if not articles:
        return Day(number)
    return Day(number, articles[0], len(articles), count_stories(articles))
