"""What is set up and what is not: one line each, with what to do."""

from __future__ import annotations

import datetime as dt
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, NamedTuple

from ai_digest.edition import has_key
from ai_digest.errors import DraftError, UsageError
from ai_digest.file.shelf import Shelf
from ai_digest.gather import load_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_digest.config import Settings

PACKAGES = ("pelican", "anthropic", "feedparser", "pillow", "trafilatura")


class Diagnosis(NamedTuple):
    """One thing looked at; `advice` is "" where all is well; without what is `vital` no run works."""

    subject: str
    state: str
    advice: str = ""
    vital: bool = False


def examine(settings: Settings, now: dt.datetime) -> Iterator[Diagnosis]:
    """Look at everything a run needs."""
    yield Diagnosis("python", platform.python_version())
    yield from _packages()
    yield from _sources(settings)
    yield _key(settings)
    yield Diagnosis("cover font", "Noto Sans SC Bold, bundled")
    yield _edition(settings, now)
    yield _site(settings)


def _packages() -> Iterator[Diagnosis]:
    for name in PACKAGES:
        try:
            yield Diagnosis(name, version(name))
        except PackageNotFoundError:
            yield Diagnosis(name, "not installed", "run make install", vital=True)


def _sources(settings: Settings) -> Iterator[Diagnosis]:
    try:
        sources = load_sources(settings.sources)
    except UsageError as error:
        for problem in error.problems:
            yield Diagnosis("sources", problem, f"correct {settings.sources}", vital=True)
    else:
        regions = {
            region: sum(source.region is region for source in sources) for region in type(sources[0].region)
        }
        counts = ", ".join(f"{count} {region}" for region, count in regions.items())
        yield Diagnosis("sources", f"{len(sources)} in {settings.sources.name}: {counts}")


def _key(settings: Settings) -> Diagnosis:
    models = f"{settings.options.choose_model} chooses, {settings.options.write_model} writes"
    if has_key():
        return Diagnosis("claude", f"key present; {models}")
    return Diagnosis("claude", "no key", "set ANTHROPIC_API_KEY; until then editions are automatic extracts")


def examine_models(settings: Settings, now: dt.datetime) -> Iterator[Diagnosis]:
    """Ask the API what the models are; what it says is kept, so that a run can warn without asking."""
    from ai_digest.write.models import look_up

    options = settings.options
    today = now.astimezone(settings.zone).date()
    try:
        states = look_up((options.choose_model, options.write_model), settings.cache, today)
    except DraftError as error:
        yield Diagnosis("models", "not asked", str(error))
        return
    for state in states:
        able = "structured outputs, batches" if state.batch else "structured outputs, no batches"
        advice = f"{state.problem}; choose another one in the settings" if state.problem else ""
        yield Diagnosis("models", f"{state.id}: {state.lifecycle}, {able}", advice)


def _edition(settings: Settings, now: dt.datetime) -> Diagnosis:
    date = settings.due_date(now)
    filed = Shelf(settings.content).find(date)
    following = settings.edition_end(date + dt.timedelta(days=1))
    state = (
        f"{date} is {'filed' if filed else 'due'}; the next is due {following:%Y-%m-%d %H:%M} {settings.zone}"
    )
    return Diagnosis("edition", state, "" if filed else "run make digest")


def _site(settings: Settings) -> Diagnosis:
    if settings.site_url:
        return Diagnosis("address", settings.site_url)
    return Diagnosis(
        "address", "SITEURL is empty", "right for writing; make publish takes it from the environment"
    )
