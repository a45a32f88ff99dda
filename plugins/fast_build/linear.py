"""What Pelican computes in the square of the number of articles, computed once each.

Both stand for methods and lists of one generator; where Pelican has others one day, they are left alone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any


class Quick(list):  # type: ignore[type-arg]
    """A list of articles that knows at once whether it has one; articles are equal to themselves only."""

    _ids: tuple[int, frozenset[int]] = (-1, frozenset())

    def __contains__(self, article: object) -> bool:
        """Say whether the list has an article."""
        if self._ids[0] != len(self):
            self._ids = (len(self), frozenset(map(id, self)))
        return id(article) in self._ids[1]


def straighten(generator: Any) -> None:
    """Spare a generator of articles its loops over all articles for each tag, category, author and period."""
    for name in ("tags", "categories", "authors"):
        if isinstance(getattr(generator, name, None), defaultdict):
            setattr(generator, name, defaultdict(Quick))
    original = getattr(generator, "_build_period_archives", None)
    if original is None:
        return

    def periods(sorted_articles: Any, articles: Any, settings: Any) -> Any:
        """Ask Pelican with no articles, and give each period those of its dates, in their order."""
        found = original(sorted_articles, [], settings)
        places = {id(article): at for at, article in enumerate(articles)}
        for archives in found.values():
            for archive in archives:
                own = [article for article in archive["dates"] if id(article) in places]
                archive["articles"] = sorted(own, key=lambda article: places[id(article)])
        return found

    generator._build_period_archives = periods  # noqa: SLF001
