"""Earlier editions that speak of the same things: those that share rare tags.

A tag that more than a quarter of the articles up to then have (AI, AI 日报) says nothing; of the others each
counts the more the fewer have it. An article's neighbours are not named again. Later editions are not named:
every new one would change the pages of years; threads lead from a story to what came of it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

from fast_build.hooks import product

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST = 3
_COMMON = 0.25
_FEW = 4  # articles of a small site: a tag that so many have still says something
_NEWEST = 60  # of a tag: so that a long-lived one does not cost the square of its articles


def relate(articles: Sequence[Any]) -> None:
    """Set `related` on each article: at most three earlier ones, the most alike first, then the newest.

    What an article is related to follows from the tags of all before it, which are its key in the cache.
    """
    having: defaultdict[str, list[int]] = defaultdict(list)
    in_order = articles[::-1]
    by_path = {getattr(article, "relative_source_path", ""): article for article in articles}
    before = hashlib.sha256()
    for seen, article in enumerate(in_order):
        tags = [*map(str, getattr(article, "tags", ()))]
        before.update("\n".join([getattr(article, "relative_source_path", ""), *tags, ""]).encode())
        most = max(_FEW, _COMMON * seen)
        telling = {tag: len(having[tag]) for tag in tags if 0 < len(having[tag]) <= most}
        product(
            article, "related", before.hexdigest(),
            make=partial(_related, article, in_order, having, telling),
            dump=_paths, load=partial(_found, by_path), by_value=True,
        )  # fmt: skip
        for tag in tags:
            having[tag].append(seen)


def _related(
    article: Any, in_order: Sequence[Any], having: Mapping[str, Sequence[int]], telling: Mapping[str, int]
) -> list[Any]:
    """Choose from the articles that had each of the tags before this one did; `telling` is how many."""
    scores: defaultdict[int, float] = defaultdict(float)
    for tag, count in telling.items():
        places = having[tag][max(0, count - _NEWEST) : count]
        for place in places:
            scores[place] += 1 / len(places)
    known = {id(getattr(article, "newer", None)), id(getattr(article, "older", None))}
    ranked = sorted(((score, place) for place, score in scores.items()), reverse=True)
    others = (in_order[place] for _, place in ranked)
    return [other for other in others if id(other) not in known][:MOST]


def _paths(articles: Iterable[Any]) -> list[str]:
    return [article.relative_source_path for article in articles]


def _found(by_path: Mapping[str, Any], paths: Iterable[str]) -> list[Any]:
    return [by_path[path] for path in paths]
