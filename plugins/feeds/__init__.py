"""Pelican plugin: the feeds of the site, with the full text, as Atom, RSS and JSON Feed.

`feeds/all.*` has the newest editions, `feeds/stories.*` the newest single stories, `feeds/tag/*` the editions
of the most used tags. Templates get `feeds`, what every page names in its head, and `tag_feed()`. A site
without an address (SITEURL) has no feeds, for every link in them would be wrong.
"""

from __future__ import annotations

from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator, Generator

from seo.site import site_of
from seo.texts import texts_for

from .catalog import FeedFile, links, tag_path, tags_with_feeds

__all__ = ["register"]

DEFAULTS = {"FEED_EDITIONS": 20, "FEED_STORIES": 60, "FEED_TAGS": 30}


class FeedsGenerator(Generator):  # type: ignore[misc]  # Pelican publishes no types
    """Writes the feeds."""

    def generate_output(self, writer: Any) -> None:
        """Write each feed; a template is whatever renders."""
        site = site_of(self.settings)
        self.context["localsiteurl"] = self.settings["SITEURL"]  # a feed has no place for links to begin from
        most = {name: self.settings.get(name, number) for name, number in DEFAULTS.items()}
        sizes = (site, most["FEED_EDITIONS"], most["FEED_STORIES"])
        for link in links(site, texts_for(site.language)):
            writer.write_file(link.path, FeedFile(link.path, *sizes), self.context)
        for tag, articles in self.context["tags"] if site.url else ():
            path = self.context["tag_feeds"].get(tag.slug)
            if path:
                writer.write_file(path, FeedFile(path, *sizes), self.context, tag=tag, articles=articles)


def choose_tags(generators: list[Any]) -> None:
    """Put into the context which tags have a feed: their paths by slug."""
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            settings, context = generator.settings, generator.context
            most = settings.get("FEED_TAGS", DEFAULTS["FEED_TAGS"])
            chosen = tags_with_feeds(context["tags"], most) if site_of(settings).url else []
            context["tag_feeds"] = {tag.slug: tag_path(tag) for tag, _ in chosen}


def equip_templates(generator: Any) -> None:
    """Give the templates of a generator the names they rely on."""
    site = site_of(generator.settings)

    def tag_feed(tag: Any) -> str:
        """Return the path of a tag's feed, "" if it has none."""
        path: str = generator.context["tag_feeds"].get(tag.slug, "")
        return path

    generator.env.globals.update(feeds=links(site, texts_for(site.language)), tag_feed=tag_feed)


def add_generator(_pelican: Any) -> type[FeedsGenerator]:
    """Name the generator."""
    return FeedsGenerator


def register() -> None:
    """Connect the plugin."""
    signals.generator_init.connect(equip_templates)
    signals.all_generators_finalized.connect(choose_tags)
    signals.get_generators.connect(add_generator)
