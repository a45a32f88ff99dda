"""Pelican plugin: a page to search the editions, and its index.

The index is Pagefind's (https://pagefind.app), and made where `SEARCH_INDEX` says so: it takes some seconds
for each thousand editions. It has parts (parts.py), of which those are made whose editions are new. Nothing
of it is loaded before a reader searches. Hits are stories, because every story's heading has an id.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.generators import Generator

from fast_build.hooks import is_unchanged, leave
from seo.site import site_of
from seo.texts import texts_for

from .index import build_indexes, is_whole, prune
from .parts import parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["register"]

logger = logging.getLogger(__name__)

FOLDER = "pagefind"


class SearchGenerator(Generator):  # type: ignore[misc]  # Pelican publishes no types
    """Writes the page `search/` and the index `pagefind/`."""

    def generate_output(self, writer: Any) -> None:
        """Write both; without an index the page says that there is none."""
        place = Path(self.output_path) / FOLDER
        parts = parts_of(self.context["articles"]) if self.settings.get("SEARCH_INDEX") else {}
        if self._make(parts, place):
            prune(place, parts)
        self._write_page(writer, [name for name in parts if is_whole(place / name)])

    def _make(self, parts: Mapping[str, Sequence[Any]], place: Path) -> bool:
        """Make the parts that are new, and say whether all are there.

        The first of all has the engine, so that a reader's browser keeps it over the years.
        """
        engine = {place / name for name in [*parts][:1]}
        new = {
            place / name: articles
            for name, articles in parts.items()
            if not is_unchanged(f"{FOLDER}/{name}", articles, "engine" if place / name in engine else "")
        }
        if not new:
            return True
        started = time.perf_counter()
        problems = build_indexes(new, engine=engine)
        for part, problem in problems.items():
            leave(f"{FOLDER}/{part.name}")
            logger.error("search: no index of %s was made: %s", part.name, problem)
        made = ", ".join(part.name for part in new if part not in problems)
        logger.info("search: index made of %s in %.1f s", made, time.perf_counter() - started)
        return not problems

    def _write_page(self, writer: Any, parts: list[str]) -> None:
        """Write the page; `listing` is its name and description for the head."""
        texts = texts_for(site_of(self.settings).language)["search"]
        writer.write_file(
            "search/index.html",
            self.get_template("search"),
            self.context,
            self.settings["RELATIVE_URLS"],
            url="search/",
            page_name="search",
            parts=" ".join(parts),
            listing=(texts["title"], texts["describe"]),
        )


def add_generator(_pelican: Any) -> type[SearchGenerator]:
    """Name the generator."""
    return SearchGenerator


def register() -> None:
    """Connect the plugin."""
    signals.get_generators.connect(add_generator)
