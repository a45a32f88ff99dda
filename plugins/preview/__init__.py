"""Pelican plugin for `make devserver`: drafts and held editions, the findings of `check` beside the lines.

Active with the setting PREVIEW only, never in a site that is published. A save rebuilds what it changed, by
the plugin `fast_build`. The browser asks for `preview/stamp.txt` and loads the page anew when that changes;
`preview/index.html` lists all editions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

__all__ = ["register"]

_articles: list[Any] = []


def use_reader(readers: Any) -> None:
    """Read articles with their findings."""
    if not readers.settings.get("PREVIEW"):
        return
    from .reader import PreviewReader

    for extension in PreviewReader.file_extensions:
        readers.reader_classes[extension] = PreviewReader


def note_articles(generators: Any) -> None:
    """Remember where each article's page is."""
    for generator in generators:
        if generator.settings.get("PREVIEW") and hasattr(generator, "articles"):
            _articles[:] = [*generator.articles, *generator.drafts, *generator.hidden_articles]


def write_list(pelican: Any) -> None:
    """List the editions, and tell open pages that they are old."""
    if pelican.settings.get("PREVIEW"):
        from .listing import write_listing

        write_listing(Path(pelican.output_path), _articles)


def register() -> None:
    """Connect the plugin; it must come after `front_matter`, whose reader it replaces."""
    signals.readers_init.connect(use_reader)
    signals.all_generators_finalized.connect(note_articles)
    signals.finalized.connect(write_list)
