"""Which old addresses get a page, and why others do not. Decides only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from front_matter.aliases import path_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Redirect(NamedTuple):
    """A page at an old address: its file, the address as written, and the content that it leads to."""

    path: str
    alias: str
    url: str
    title: str
    language: str
    source: str


def planned(contents: Iterable[Any], taken: Collection[str]) -> tuple[list[Redirect], list[str]]:
    """Return the redirects, and a line for each address that gets none; `taken` are the site's own files.

    A real page wins; of two contents with one old address, the first by the path of its file does. An
    address that is the content's own (again) needs nothing.
    """
    found: dict[str, Redirect] = {}
    problems: list[str] = []
    for content in sorted(contents, key=lambda content: str(content.source_path)):
        source, own = content.get_relative_source_path(), {content.save_as}
        aliases = getattr(content, "aliases", ())
        for alias in [aliases] if isinstance(aliases, str) else aliases:  # a page in HTML has one text
            try:
                path = path_of(alias)
            except ValueError as error:
                problems.append(f"{source}: the alias {alias!r} {error}; it gets no page")
                continue
            if path in own:
                continue
            own.add(path)
            if path in taken:
                problems.append(f"{source}: the alias {alias!r} is the address of a page, which stays")
            elif path in found:
                problems.append(f"{source}: the alias {alias!r} is one of {found[path].source}, too")
            else:
                language = str(getattr(content, "lang", ""))
                found[path] = Redirect(path, alias, content.url, str(content.title), language, source)
    return list(found.values()), problems
