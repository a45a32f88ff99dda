"""Pelican plugin: builds that render only what changed, on all cores, and give the same site to the byte.

    PLUGINS = [..., "fast_build"]   # the last: it has to see what the others have made
    FAST_BUILD = True
    FAST_BUILD_CACHE = ".cache/fast-build"   # what is kept; it can be lost, and taken to other machines

Texts that were rendered are kept by the hash of what they were made from (reading.py). Each page notes what
it shows while it is rendered, and is rendered again when something of that is new (trace.py). A file is
written when its bytes changed; files of earlier builds that no longer belong to the site are removed, others
never (outputs.py). Whatever cannot be compared is rendered again. What other plugins can add is in hooks.py.
The environment may name another folder (FAST_BUILD_CACHE) and how many processes work (FAST_BUILD_JOBS).
"""

from __future__ import annotations

import gc
from typing import Any

from pelican import signals
from pelican.generators import Generator

from . import hooks
from .build import Build
from .contents import forget_recent
from .writer import FastWriter

__all__ = ["register"]


class FlushGenerator(Generator):  # type: ignore[misc]  # Pelican publishes no types
    """Comes after the generators of all plugins, and renders what they have written."""

    def generate_output(self, writer: Any) -> None:
        """Render the pages."""
        if isinstance(writer, FastWriter):
            writer.flush()


def begin(pelican: Any) -> Any:
    """Begin a build; the signal is one that Pelican sends at the start of each and of nothing else."""
    hooks.current.clear()
    if not pelican.settings.get("FAST_BUILD"):
        return None
    if gc.get_freeze_count():  # a server's next build: now is the time to look through those of the last
        gc.unfreeze()
        gc.collect()
    hooks.current.append(Build(pelican.settings, pelican.plugins))
    gc.disable()  # a build makes hardly any cycles, and looking for them is a sixteenth of its time
    return FlushGenerator


def quicken(generator: Any) -> None:
    """Let a generator read what was kept."""
    for build in hooks.current:
        build.quicken(generator)


def copy_less(generator: Any) -> None:
    """Let a generator copy only what is new."""
    for build in hooks.current:
        build.copy_less(generator)


def trace(generators: Any) -> None:
    """Note what pages ask of the context."""
    for build in hooks.current:
        build.trace_context(generators[0].context)


def use_writer(_pelican: Any) -> type[FastWriter] | None:
    """Write by what was kept."""
    if not hooks.current:
        return None
    FastWriter.build = hooks.current[-1]
    return FastWriter


def finish(_pelican: Any) -> None:
    """Keep what was made; the build is over."""
    for build in hooks.current:
        build.finish()
    hooks.current.clear()
    forget_recent()
    gc.freeze()  # else all that is left is looked through at once, and again at the end of the process
    gc.enable()


def register() -> None:
    """Connect the plugin."""
    signals.get_generators.connect(begin)
    signals.article_generator_init.connect(quicken)
    signals.page_generator_init.connect(quicken)
    signals.static_generator_init.connect(copy_less)
    signals.all_generators_finalized.connect(trace)
    signals.get_writer.connect(use_writer)
    signals.finalized.connect(finish)
