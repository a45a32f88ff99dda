"""What Pelican computes in the square of the number of articles, computed once each.

For the pages of each tag, category, author and period it looks through the articles of the whole site. Here
it is asked about one at a time, with that one's articles. All of it goes by methods and lists of one
generator; where Pelican has others one day, they are left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LISTS = ("tags", "categories", "authors")


class _Members(list):  # type: ignore[type-arg]
    """The articles of a tag, say, which knows at once whether it has one."""

    def __init__(self, articles: Iterable[Any]) -> None:
        super().__init__(articles)
        self._ids = frozenset(map(id, self))

    def __contains__(self, article: object) -> bool:
        return id(article) in self._ids


def straighten(generator: Any) -> None:
    """Spare a generator of articles its loops over all articles."""
    for name in _LISTS:
        method = f"generate_{name}"
        if hasattr(generator, method):
            setattr(generator, method, _one_by_one(generator, name, getattr(generator, method)))
    if hasattr(generator, "_build_period_archives"):
        generator._build_period_archives = _periods(generator._build_period_archives)  # noqa: SLF001


def _one_by_one(generator: Any, name: str, original: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return what writes the pages of each of a site's tags, say, while the generator knows of no other."""

    def generate(write: Any) -> None:
        lists, dates = getattr(generator, name), generator.dates
        places = _places(dates)
        try:
            for one, articles in [*(lists.items() if isinstance(lists, dict) else lists)]:
                members = _Members(articles)
                setattr(generator, name, {one: members} if isinstance(lists, dict) else [(one, members)])
                generator.dates = _in_order(articles, places)
                original(write)
        finally:
            setattr(generator, name, lists)
            generator.dates = dates

    return generate


def _periods(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return what asks Pelican with no articles, and gives each period those of its dates, in their order."""

    def periods(sorted_articles: Any, articles: Any, settings: Any) -> Any:
        found = original(sorted_articles, [], settings)
        places = _places(articles)
        for archives in found.values():
            for archive in archives:
                archive["articles"] = _in_order(archive["dates"], places)
        return found

    return periods


def _places(articles: Iterable[Any]) -> dict[int, int]:
    return {id(article): place for place, article in enumerate(articles)}


def _in_order(articles: Iterable[Any], places: dict[int, int]) -> list[Any]:
    """Return those of some articles that have a place, in the order of their places."""
    return sorted((one for one in articles if id(one) in places), key=lambda one: places[id(one)])
