"""Pelican plugin: at each old address of an article or a page, a small page that leads to the new one.

The front matter lists them (`aliases`). A server's own redirects would be better, and GitHub Pages has none.
The pages are in no list, feed, sitemap or index of search, since no generator makes them. They are written
last, when it is known what else the site has: a real page is never replaced.
"""

from __future__ import annotations

import logging
import os
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import signals

from seo.files import write_changed
from seo.site import site_of

from .page import page_of
from .planned import planned

__all__ = ["register"]

logger = logging.getLogger(__name__)


class _Build:
    """What the build under way knows: all contents, and the files that were written."""

    def __init__(self) -> None:
        self.context: dict[str, Any] = {}
        self.written: set[str] = set()


_build = _Build()


def begin(_pelican: Any) -> None:
    """Forget the build before; one process builds again and again under `pelican -r`."""
    _build.context, _build.written = {}, set()


def note_contents(generators: list[Any]) -> None:
    """Keep the context, which all generators share."""
    _build.context = generators[0].context


def note_written(path: str, context: Any) -> None:  # noqa: ARG001  # the signal's names
    """Keep where a page was written."""
    _build.written.add(path)


def write_redirects(pelican: Any) -> None:
    """Write the pages; an address that cannot have one is a warning."""
    context, output = _build.context, Path(pelican.output_path)
    contents = chain(
        context["articles"], context["hidden_articles"], context["pages"], context["hidden_pages"]
    )
    site = site_of(pelican.settings)
    redirects, problems = planned(contents, _taken(context, output))
    for redirect in redirects:
        try:
            write_changed(output / redirect.path, page_of(redirect, site).encode())
        except OSError as error:
            problems.append(f"{redirect.source}: no page can stand at {redirect.alias!r}: {error.strerror}")
    for problem in problems:
        logger.warning("%s", problem)


def _taken(context: dict[str, Any], output: Path) -> set[str]:
    """Return the files of the site by their paths in the output folder, whatever wrote them."""
    files = {Path(os.path.relpath(path, output)).as_posix() for path in _build.written}
    for contents in (context["generated_content"], context["static_content"]):
        files |= {str(content.save_as) for content in contents.values() if content is not None}
    return files


def register() -> None:
    """Connect the plugin."""
    signals.get_generators.connect(begin)
    signals.all_generators_finalized.connect(note_contents)
    signals.content_written.connect(note_written)
    signals.finalized.connect(write_redirects)
