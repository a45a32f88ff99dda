"""Pelican plugin: the feeds of the site, with the full text, as Atom, RSS and JSON Feed.

`feeds/all.*` has the newest editions, `feeds/stories.*` the newest single stories, `feeds/tag/*` the editions
of the most used tags. Templates get `feeds`, what every page names in its head, and `tag_feed()`. A site
without an address (SITEURL) has no feeds, for every link in them would be wrong.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from seo.files import write_changed
from seo.site import site_of
from seo.texts import texts_for

from .catalog import files, links, tag_path, tags_with_feeds

__all__ = ["register"]

DEFAULTS = {"FEED_EDITIONS": 20, "FEED_STORIES": 60, "FEED_TAGS": 30}


class FeedsGenerator(Generator):  # type: ignore[misc]  # Pelican publishes no types
    """Writes the feeds."""

    def generate_context(self) -> None:
        """Fill in what the settings leave open."""
        for name, number in DEFAULTS.items():
            self.context.setdefault(name, number)

    def generate_output(self, _writer: Any) -> None:
        """Write each feed that changed."""
        site = site_of(self.settings)
        if site.url:
            for path, data in files(self.context, site, texts_for(site.language)):
                write_changed(Path(self.output_path) / path, data)


def equip_templates(generator: Any) -> None:
    """Give the templates of a generator the names they rely on."""
    site = site_of(generator.settings)

    @cache
    def chosen() -> frozenset[str]:
        most = generator.context.get("FEED_TAGS", DEFAULTS["FEED_TAGS"])
        return frozenset(tag.slug for tag, _ in tags_with_feeds(generator.context["tags"], most) if site.url)

    def tag_feed(tag: Any) -> str:
        """Return the path of a tag's feed, "" if it has none."""
        return tag_path(tag) if tag.slug in chosen() else ""

    generator.env.globals.update(feeds=links(site, texts_for(site.language)), tag_feed=tag_feed)


def add_generator(_pelican: Any) -> type[FeedsGenerator]:
    """Name the generator."""
    return FeedsGenerator


def register() -> None:
    """Connect the plugin."""
    signals.generator_init.connect(equip_templates)
    signals.get_generators.connect(add_generator)
