"""Pelican plugin: what search engines, link previews and feed readers are told of each page.

It adds `description`, `keywords` and `cover` to articles and pages, `newer` and `older` to articles, and
gives templates `head()`, `t` (the words of the interface), `language`, `qr_svg()` and the filter `json_ld`.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator, PagesGenerator

from front_matter.languages import language_of

from .content import complete, link_neighbours
from .cover_sizes import give_sizes
from .filters import json_ld, qr_svg
from .head import HeadBuilder
from .site import site_of
from .texts import texts_for

__all__ = ["register"]


def equip_templates(generator: Any) -> None:
    """Give the templates of a generator the names they rely on."""
    site = site_of(generator.settings)
    texts = texts_for(site.language)
    generator.env.filters.update({"json_ld": json_ld, "language_of": language_of})
    generator.env.globals.update(
        {"head": HeadBuilder(site, texts), "t": texts, "qr_svg": qr_svg, "language": site.language}
    )


def complete_contents(generators: list[Any]) -> None:
    """Complete every article and page, once all of them are read and links between them resolve."""
    for generator in generators:
        site = site_of(generator.settings)
        for content in _contents(generator):
            complete(content, site, texts_for(site.language))
        if isinstance(generator, ArticlesGenerator):
            link_neighbours(generator.articles)
            give_sizes(generator.articles, site, generator.settings)


def _contents(generator: Any) -> list[Any]:
    if isinstance(generator, ArticlesGenerator):
        g = generator
        lists = (g.articles, g.translations, g.hidden_articles, g.hidden_translations)
        return list(chain(*lists, g.drafts, g.drafts_translations))
    if isinstance(generator, PagesGenerator):
        g = generator
        lists = (g.pages, g.translations, g.hidden_pages, g.hidden_translations)
        return list(chain(*lists, g.draft_pages, g.draft_translations))
    return []


def register() -> None:
    """Connect the plugin."""
    signals.generator_init.connect(equip_templates)
    signals.all_generators_finalized.connect(complete_contents)
