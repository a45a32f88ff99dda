"""Two articles for one address: the later file is left out, instead of a build that stops half-way."""

from __future__ import annotations

import logging
from typing import Any

logger = logging.getLogger(__name__)


def leave_out_duplicates(generator: Any) -> None:
    """Keep, of articles with the same address, the first by path; the log names the others."""
    generator.articles[:] = _first_of_each(generator.articles, taken={})
    generator.drafts[:] = _first_of_each(generator.drafts, taken={})


def _first_of_each(articles: list[Any], taken: dict[str, str]) -> list[Any]:
    for article in sorted(articles, key=lambda article: str(article.source_path)):
        first = taken.setdefault(article.save_as, article.source_path)
        if first != article.source_path and article.save_as:
            logger.error(
                "%s:1: same address as %s; expected another date or slug",
                article.get_relative_source_path(),
                article.get_relative_source_path(first),
            )
    return [a for a in articles if not a.save_as or taken[a.save_as] == a.source_path]
