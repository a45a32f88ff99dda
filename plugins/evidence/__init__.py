"""Pelican plugin: what an edition rests on, for its readers.

It gives templates `evidence_of(article)`: the edition's evidence in the form in which a page shows it, or
None for an article that has none. Read once an article, when its page is written; whatever is wrong with it
costs the page its sources, never the build. What belongs to a draft is published with it, not before.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator

from .reading import evidence_of, note_evidence
from .withheld import withhold

__all__ = ["register"]


def equip_templates(generator: Any) -> None:
    """Give the templates of a generator the name they rely on."""
    generator.env.globals["evidence_of"] = partial(evidence_of, settings=generator.settings)


def note_all(generators: list[Any]) -> None:
    """Note what every article rests on."""
    for g in generators:
        if isinstance(g, ArticlesGenerator):
            published = chain(g.articles, g.translations, g.hidden_articles, g.hidden_translations)
            for article in chain(published, g.drafts, g.drafts_translations):
                note_evidence(article, g.settings)


def register() -> None:
    """Connect the plugin."""
    signals.generator_init.connect(equip_templates)
    signals.all_generators_finalized.connect(withhold)
    signals.all_generators_finalized.connect(note_all)
