"""Pelican plugin: what an edition rests on, for its readers.

It gives templates `evidence_of(article)`: the edition's evidence in the form in which a page shows it, or
None for an article that has none. Read once an article, when its page is written; whatever is wrong with it
costs the page its sources, never the build. What belongs to a draft is published with it, not before.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from pelican import signals

from .reading import evidence_of
from .withheld import withhold

__all__ = ["register"]


def equip_templates(generator: Any) -> None:
    """Give the templates of a generator the name they rely on."""
    generator.env.globals["evidence_of"] = partial(evidence_of, settings=generator.settings)


def register() -> None:
    """Connect the plugin."""
    signals.generator_init.connect(equip_templates)
    signals.all_generators_finalized.connect(withhold)
