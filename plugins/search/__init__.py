"""Pelican plugin: a page to search the editions, and its index.

The index is Pagefind's (https://pagefind.app), and made where `SEARCH_INDEX` says so: it takes some seconds
for each thousand editions. Nothing of it is loaded before a reader searches. Hits are stories, because every
story's heading has an id.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from fast_build.hooks import is_unchanged, leave
from seo.site import site_of
from seo.texts import texts_for

from .index import build_index

__all__ = ["register"]

logger = logging.getLogger(__name__)

FOLDER = "pagefind"


class SearchGenerator(Generator):  # type: ignore[misc]  # Pelican publishes no types
    """Writes the page `search/` and the index `pagefind/`."""

    def generate_output(self, writer: Any) -> None:
        """Write both; without an index the page says that there is none."""
        self._write_page(writer)
        articles = self.context["articles"]
        if self.settings.get("SEARCH_INDEX") and articles and not is_unchanged(FOLDER, articles):
            started = time.perf_counter()
            problem = build_index(articles, Path(self.output_path) / FOLDER)
            if problem:
                leave(FOLDER)
                logger.error("search: no index was made: %s", problem)
            else:
                logger.info("search: index made in %.1f s", time.perf_counter() - started)

    def _write_page(self, writer: Any) -> None:
        """Write the page; `listing` is its name and description for the head."""
        texts = texts_for(site_of(self.settings).language)["search"]
        writer.write_file(
            "search/index.html",
            self.get_template("search"),
            self.context,
            self.settings["RELATIVE_URLS"],
            url="search/",
            page_name="search",
            listing=(texts["title"], texts["describe"]),
        )


def add_generator(_pelican: Any) -> type[SearchGenerator]:
    """Name the generator."""
    return SearchGenerator


def register() -> None:
    """Connect the plugin."""
    signals.get_generators.connect(add_generator)
