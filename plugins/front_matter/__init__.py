"""Pelican plugin: articles with YAML front matter, in the Markdown that people and drafters write."""

from __future__ import annotations

from typing import Any

from pelican import signals

from .duplicates import leave_out_duplicates
from .reader import FrontMatterReader

__all__ = ["FrontMatterReader", "register"]


def add_reader(readers: Any) -> None:
    """Put the reader in the place of Pelican's for every extension of Markdown files."""
    for extension in FrontMatterReader.file_extensions:
        readers.reader_classes[extension] = FrontMatterReader


def register() -> None:
    """Connect the plugin."""
    signals.readers_init.connect(add_reader)
    signals.article_generator_pretaxonomy.connect(leave_out_duplicates)
