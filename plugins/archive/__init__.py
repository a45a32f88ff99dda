"""Pelican plugin: ways into the archive by story, day, tag and thread.

It adds to each article `stories` (what it tells, see stories.py) and `threads` (the address of a story's
thread by the story's link), gives the tags their one name, and writes the pages of threads. Templates get
`weeks_of`, `count_stories`, `grouped_tags` and `tagged`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator

from ai_digest.file.shelf import Shelf
from fast_build.hooks import file_hash, product, settle

from .calendar import count_stories, weeks_of
from .generator import ThreadsGenerator
from .stories import Told, stories_of
from .tags import aliases_of, grouped, name_tags, tagged
from .threads import thread_keys, threads_of

__all__ = ["register"]

_NAMES = [field.name for field in fields(Told)]
_FIELDS = attrgetter(*_NAMES)


def equip_templates(generator: Any) -> None:
    """Give the templates of a generator the names they rely on."""
    grouped_tags = partial(grouped, settings=generator.settings)
    generator.env.globals.update(
        weeks_of=weeks_of, count_stories=count_stories, grouped_tags=grouped_tags, tagged=tagged
    )


def unify_tags(generator: Any) -> None:
    """Give the tags of every article their one name, before Pelican collects them."""
    g = generator
    name_tags(chain(g.articles, g.drafts, g.hidden_articles), g.settings)


def find_stories(generators: list[Any]) -> None:
    """Give every article its stories and threads, once all are read and links between them resolve."""
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            shelf, aliases = Shelf(Path(generator.settings["PATH"])), aliases_of(generator.settings)
            for article in chain(generator.articles, generator.drafts, generator.hidden_articles):
                _tell(article, shelf, aliases)
                article.threads = {}
            settle()
            for article in chain(generator.articles, generator.drafts, generator.hidden_articles):
                _sum_up(article, shelf)
            settle()
            _thread(generator)


def _read(kept: list[Any]) -> Told:
    values = dict(zip(_NAMES, kept, strict=True))
    return Told(**values | {"tags": tuple(values["tags"])})


def _evidence_hash(shelf: Shelf, article: Any) -> str:
    """Hash the evidence of an article's edition; "" where there is none."""
    try:
        return file_hash(shelf.evidence(dt.date.fromisoformat(str(getattr(article, "edition", "")))))
    except ValueError:
        return ""


def _sum_up(article: Any, shelf: Shelf) -> None:
    """Say of an article's stories what lists ask of every article, so that these need not be read."""
    rests_on = _evidence_hash(shelf, article)
    product(article, "thread_keys", rests_on, make=lambda: thread_keys(article.stories), dump=list, load=list)
    product(article, "story_count", rests_on, make=lambda: len(article.stories), dump=int, load=int)


def _tell(article: Any, shelf: Shelf, aliases: dict[str, str]) -> None:
    """Give an article its stories, which are kept with its text as long as its evidence is the same."""

    def told() -> tuple[Told, ...]:
        from .known import known_stories

        known = known_stories(shelf, str(getattr(article, "edition", "")))
        return stories_of(article.content, known, aliases)

    product(
        article,
        "stories",
        _evidence_hash(shelf, article),
        make=told,
        dump=lambda stories: [_FIELDS(story) for story in stories],
        load=lambda kept: tuple(map(_read, kept)),
    )


def _thread(generator: Any) -> None:
    threads = threads_of(generator.articles)
    for thread in threads:
        for step in thread.steps:
            step.article.threads[step.story.link] = thread.url
    generator.context["threads"] = threads


def add_generators(_pelican: Any) -> type[ThreadsGenerator]:
    """Name the generator of the pages of threads."""
    return ThreadsGenerator


def register() -> None:
    """Connect the plugin."""
    signals.generator_init.connect(equip_templates)
    signals.article_generator_pretaxonomy.connect(unify_tags)
    signals.all_generators_finalized.connect(find_stories)
    signals.get_generators.connect(add_generators)
