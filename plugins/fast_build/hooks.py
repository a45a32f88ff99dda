"""What other plugins use. All of it does nothing, or the plain thing, where fast_build is off.

    stories = product(article, "stories", key, lambda: stories_of(article.content), dump, load)

computes what belongs to a content and follows from its text and `key` alone, sets it as the attribute of that
name, and keeps it. `key` has to tell all that it depends on beside the text and what every page depends on.

    claim(path)

says that a file of the output folder that the plugin left as it was still belongs to the site; files that are
opened for writing are known without it.

    @keepable

names a class whose objects a reader puts into metadata (see coding.py). A reader with a method
`depends_on(path)` says what its output depends on beside the file. A page notes by itself what it reads of
articles, of lists and dicts in the context, and which files it opens; a function that templates call should
therefore take what it knows of other articles from the context or from their attributes, when it is called,
and not from a variable of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .coding import keepable
from .watching import claim

if TYPE_CHECKING:
    from collections.abc import Callable

    from .build import Build

__all__ = ["claim", "keepable", "product"]

current: list[Build] = []


def product(
    content: Any, name: str, key: str, make: Callable[[], Any], dump: Callable[[Any], Any], load: Callable[[Any], Any]
) -> Any:
    """Set an attribute that follows from a content's text and `key`, and return it.

    `dump` makes JSON of it, `load` the same again; `load` may raise ValueError, KeyError or TypeError.
    """
    value = current[-1].product(content, name, key, make, dump, load) if current else make()
    setattr(content, name, value)
    return value
