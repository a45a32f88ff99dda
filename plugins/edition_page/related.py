"""Editions that speak of the same things: those that share rare tags.

A tag that more than a quarter of all articles have (AI, AI 日报) says nothing; of the others each counts the
more the fewer have it. An article's neighbours are not named again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST = 3
_COMMON = 0.25
_FEW = 4  # articles of a small site: a tag that so many have still says something
_NEWEST = 60  # of a tag: so that a long-lived one does not cost the square of its articles


def relate(articles: Sequence[Any]) -> None:
    """Set `related` on each article: at most three others, the most alike first, then the newest."""
    by_tag = _telling_tags(articles)
    for article in articles:
        scores: defaultdict[Any, float] = defaultdict(float)
        for tag in _tags(article):
            others = by_tag.get(tag, ())
            for other in others:
                scores[other] += 1 / len(others)
        known = {id(article), id(getattr(article, "newer", None)), id(getattr(article, "older", None))}
        ranked = sorted(scores.items(), key=lambda found: (-found[1], -found[0].date.timestamp()))
        article.related = [other for other, _ in ranked if id(other) not in known][:MOST]


def _telling_tags(articles: Sequence[Any]) -> dict[str, list[Any]]:
    by_tag: dict[str, list[Any]] = {}
    for article in articles:
        for tag in _tags(article):
            by_tag.setdefault(tag, []).append(article)
    most = max(_FEW, _COMMON * len(articles))
    return {tag: having[:_NEWEST] for tag, having in by_tag.items() if 1 < len(having) <= most}


def _tags(article: Any) -> Iterable[str]:
    return (str(tag) for tag in getattr(article, "tags", []))
