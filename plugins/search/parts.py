"""The parts of the search index: one for each year, and the newest year's by quarter.

Pagefind cannot add to an index. With parts, a new edition costs the indexing of its quarter, a second or so,
and not that of ten years; the browser asks them all as one. Each year the quarters of the last become one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def parts_of(articles: Iterable[Any]) -> dict[str, list[Any]]:
    """Return articles by the name of their part (`2025`, `2026q3`), parts from the oldest."""
    ordered = sorted(articles, key=lambda article: (article.date, article.save_as))
    newest = ordered[-1].date.year if ordered else 0
    parts: defaultdict[str, list[Any]] = defaultdict(list)
    for article in ordered:
        year, month = article.date.year, article.date.month
        parts[f"{year}q{(month + 2) // 3}" if year == newest else f"{year}"].append(article)
    return dict(parts)
