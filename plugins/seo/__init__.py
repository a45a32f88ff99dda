"""Pelican plugin: what search engines, link previews and feed readers are told of each page.

It adds `description`, `keywords` and `cover` to articles and pages, `newer`, `older` and `related` to
articles, and gives templates `head()`, `t` (the words of the interface), `language`, `outline_of()`, `paper`
(the colours of the page's ground), `colophon()`, `qr_svg()` and the filters `json_ld` and `language_of`.
It writes the web app manifest.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator, PagesGenerator

from edition_page import add_outline, outline_of, relate
from front_matter.languages import language_of

from .colophon import colophon_of
from .content import complete, link_neighbours
from .cover_sizes import give_sizes
from .filters import json_ld, qr_svg
from .head import HeadBuilder
from .manifest import paper_of, write_manifest
from .site import site_of
from .texts import Interface, texts_for

__all__ = ["register"]


def equip_templates(generator: Any) -> None:
    """Give the templates of a generator the names they rely on."""
    settings = generator.settings
    site = site_of(settings)
    interface = Interface(site.language)
    head = HeadBuilder(site, interface, settings.get("CONTENT_POLICY"), settings.get("AI_DISCLOSURE"))
    generator.env.filters.update({"json_ld": json_ld, "language_of": language_of})
    generator.env.globals.update(
        {
            "head": head,
            "t": interface,
            "language": site.language,
            "outline_of": outline_of,
            "paper": paper_of(settings),
            "colophon": partial(colophon_of, settings),
            "qr_svg": qr_svg,
        }
    )


def complete_contents(generators: list[Any]) -> None:
    """Complete every article and page, once all of them are read and links between them resolve."""
    for generator in generators:
        site = site_of(generator.settings)
        for content in _contents(generator):
            complete(content, site, texts_for(getattr(content, "lang", None) or site.language))
        if isinstance(generator, ArticlesGenerator):
            for article in _contents(generator):
                add_outline(article)
            link_neighbours(generator.articles)
            relate(generator.articles)
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
    signals.finalized.connect(write_manifest)
