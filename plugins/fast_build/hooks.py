"""What other plugins use. All of it does nothing, or the plain thing, where fast_build is off.

    product(article, "stories", key, make=lambda: stories_of(article.content), dump=…, load=…)
    settle()

gives a content an attribute that follows from its text and `key` alone; it is made, or read from what was
kept, when somebody asks for it. `key` has to tell all that it depends on beside text, settings and code.
`settle` makes all that are missing on all cores; it is for those that are asked for in every build.

    claim(path)

says that a file of the output folder that the plugin left as it was still belongs to the site; files that are
opened for writing are known without it.

    cores()

says how many processes may work at a time.

    @keepable

names a class whose objects a reader puts into metadata (coding.py). A reader with a method `depends_on(path)`
says what its output depends on beside the file.

A page notes by itself what it reads of contents, of lists and dicts in the context, and which files it opens.
A function that templates call should therefore take what it knows of other contents from the context or from
their attributes, when it is called, and not from a variable of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .coding import keepable
from .contents import is_kept
from .digest import ABSENT, digest, of_file
from .now import text_of
from .watching import claim
from .workers import cores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from .build import Build

__all__ = ["claim", "cores", "file_hash", "is_unchanged", "keepable", "leave", "product", "settle"]

current: list[Build] = []


def product(
    content: Any, name: str, key: str, *,
    make: Callable[[], Any], dump: Callable[[Any], Any], load: Callable[[Any], Any], by_value: bool = False,
) -> None:  # fmt: skip
    """Give a content an attribute that follows from its text and `key`.

    `dump` makes JSON of it, `load` the same again; `load` may raise ValueError, KeyError or TypeError. Pages
    that show it are compared by its key, or by its value where another key often gives the same.
    """
    if current and is_kept(content):
        current[-1].products.add(content, name, key, (make, dump, load), by_value=by_value)
    else:
        setattr(content, name, make())


def file_hash(path: str | Path) -> str:
    """Hash a file of the content folder, once a build; "" for one that cannot be read."""
    found = current[-1].file_hash(str(path)) if current else of_file(path)
    return "" if found == ABSENT else found


def is_unchanged(folder: str, contents: Iterable[Any], more: str = "") -> bool:
    """Say whether a folder below the output was made of these contents, as they are now; then it stays there.

    Compared are texts, titles, dates and addresses, and `more`. Always False where fast_build is off.
    """
    if not current:
        return False
    build = current[-1]
    shown = ((text_of(one), str(one.title), str(getattr(one, "date", "")), one.save_as) for one in contents)
    parts = (part for parts in shown for part in parts)
    return build.is_unchanged(folder, digest(build.fingerprint, more, *parts))


def leave(folder: str) -> None:
    """Let a folder below the output stay as the last build made it, because this one failed to make it."""
    for build in current:
        build.leave(folder)


def settle() -> None:
    """Make all products that are missing."""
    for build in current:
        build.products.settle()
