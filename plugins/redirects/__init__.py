"""Pelican plugin: at each old address of an article or a page, a small page that leads to the new one.

The front matter lists them (`aliases`). A server's own redirects would be better, and GitHub Pages has none.
The pages are in no list, feed, sitemap or index of search. A real page is never replaced: one that is known
already is left alone with a warning, one that is written later takes the place.
"""

from __future__ import annotations

import logging
import os
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from seo.files import write_changed
from seo.site import site_of

from .page import page_of
from .planned import planned

__all__ = ["register"]

logger = logging.getLogger(__name__)


class RedirectsGenerator(Generator):  # type: ignore[misc]  # Pelican publishes no types
    """Writes the pages."""

    def generate_output(self, writer: Any) -> None:
        """Write them; an address that cannot have one is a warning."""
        output = Path(self.output_path)
        kinds = ("articles", "hidden_articles", "pages", "hidden_pages")
        contents = chain.from_iterable(self.context[kind] for kind in kinds)
        moved = [content for content in contents if getattr(content, "aliases", ())]
        redirects, problems = planned(moved, self._taken(writer, output) if moved else ())
        site = site_of(self.settings)
        for redirect in redirects:
            try:
                write_changed(output / redirect.path, page_of(redirect, site).encode())
            except OSError as error:
                problems.append(
                    f"{redirect.source}: no page can stand at {redirect.alias!r}: {error.strerror}"
                )
        for problem in problems:
            logger.warning("%s", problem)

    def _taken(self, writer: Any, output: Path) -> set[str]:
        """Return the files of the site by their paths in the output folder, whatever wrote them."""
        written = writer._written_files  # noqa: SLF001  signals name only what is new in this build
        files = {Path(os.path.relpath(path, output)).as_posix() for path in written}
        for contents in (self.context["generated_content"], self.context["static_content"]):
            files |= {str(content.save_as) for content in contents.values() if content is not None}
        return files


def add_generator(_pelican: Any) -> type[RedirectsGenerator]:
    """Name the generator."""
    return RedirectsGenerator


def register() -> None:
    """Connect the plugin."""
    signals.get_generators.connect(add_generator)
