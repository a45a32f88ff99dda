"""What is set up and what is not: one line each, with what to do. Nothing here asks the network."""

from __future__ import annotations

import datetime as dt
import platform
import re
import shutil
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING, NamedTuple

from ai_digest.announce import channels_of
from ai_digest.costs import spent_in
from ai_digest.edition import has_key
from ai_digest.errors import DraftError, UsageError
from ai_digest.file.shelf import Shelf
from ai_digest.gather import load_sources
from ai_digest.gather.health import Health
from ai_digest.publish.address import pages_address, remote_of, repository_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ai_digest.config import Settings

WORKFLOW = ".github/workflows/daily.yml"
MUCH = 1_000_000_000  # bytes: a cache as large slows each scheduled run down
_NAME = re.compile(r"[\w.-]+")
_CRON = re.compile(r"""-\s*cron:\s*["'](\d{1,2}) (\d{1,2}) \* \* \*["']""")
_SECRET = re.compile(r"//[^/@]+@")


class Diagnosis(NamedTuple):
    """One thing looked at; `advice` is "" where all is well; without what is `vital` no run works."""

    subject: str
    state: str
    advice: str = ""
    vital: bool = False


def examine(settings: Settings, now: dt.datetime, root: Path) -> Iterator[Diagnosis]:
    """Look at everything a morning needs; `root` is the project's folder."""
    yield Diagnosis("python", platform.python_version())
    yield _packages()
    yield _font()
    yield from _sources(settings)
    yield _claude(settings)
    yield _edition(settings, now)
    yield _address(settings, root)
    yield _remote(root)
    yield _workflow(settings, now, root)
    yield from _channels(settings)
    yield _cache(settings)
    yield _costs(settings, now)


def _packages() -> Diagnosis:
    needed = [
        name[0]
        for line in requires("ai-digest") or ()
        if "extra ==" not in line and (name := _NAME.match(line))
    ]
    missing = [name for name in needed if not _is_installed(name)]
    if missing:
        return Diagnosis("packages", f"not installed: {', '.join(missing)}", "run make install", vital=True)
    return Diagnosis(
        "packages", f"{len(needed)}, pelican {version('pelican')}, anthropic {version('anthropic')}"
    )


def _is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def _font() -> Diagnosis:
    from ai_digest.file.covers.face import bundled_face

    try:
        able = bundled_face().covers("日")
    except (OSError, ValueError) as error:
        return Diagnosis("cover font", f"cannot be opened: {error}", "install the project anew", vital=True)
    return Diagnosis("cover font", "Noto Sans SC Bold, bundled" if able else "has no Chinese characters")


def _sources(settings: Settings) -> Iterator[Diagnosis]:
    try:
        sources = load_sources(settings.sources)
    except UsageError as error:
        for problem in error.problems:
            yield Diagnosis("sources", problem, f"correct {settings.sources}", vital=True)
        return
    regions = {
        region: sum(source.region is region for source in sources) for region in type(sources[0].region)
    }
    counts = ", ".join(f"{count} {region}" for region, count in regions.items())
    yield Diagnosis("sources", f"{len(sources)} in {settings.sources.name}: {counts}")
    health = Health(settings.cache)
    records = {source.name: health.of(source.url) for source in sources}
    if asked := {name: record for name, record in records.items() if record != type(record)()}:
        failing = [f"{name} {record.history}" for name, record in asked.items() if record.failing_days]
        state = f"{len(asked) - len(failing)} of {len(asked)} answered when they were asked last"
        yield Diagnosis(
            "answers", "; ".join([state, *failing[:5]]), "run ai-digest sources check" if failing else ""
        )
    else:
        yield Diagnosis("answers", "no source was asked yet", "run ai-digest sources check")


def _claude(settings: Settings) -> Diagnosis:
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


def _address(settings: Settings, root: Path) -> Diagnosis:
    published = pages_address(repository_of(root))
    if settings.site_url:
        return Diagnosis("address", settings.site_url)
    if published:
        return Diagnosis("address", f"{published} when published, the Pages of the repository")
    advice = "right for writing; to publish, set SITEURL, or push to a repository on GitHub"
    return Diagnosis("address", "none: SITEURL is empty", advice)


def _remote(root: Path) -> Diagnosis:
    remote = _SECRET.sub("//", remote_of(root))
    if remote:
        return Diagnosis("git remote", remote)
    return Diagnosis(
        "git remote", "no origin", "git remote add origin …; make github and the workflow need it"
    )


def _workflow(settings: Settings, now: dt.datetime, root: Path) -> Diagnosis:
    """Read when the scheduled workflow runs; before the edition's time it would file yesterday's."""
    try:
        text = (root / WORKFLOW).read_text(encoding="utf-8")
    except OSError:
        return Diagnosis("workflow", f"no {WORKFLOW}", "take it from the project; see docs/publishing.md")
    times = sorted(_local_times(text, settings, now))
    if not times:
        return Diagnosis("workflow", "it has no schedule of the form `M H * * *`", "see docs/publishing.md")
    state = f"runs at {', '.join(f'{time:%H:%M}' for time in times)} {settings.zone}"
    if any(time >= settings.options.edition_time for time in times):
        return Diagnosis("workflow", f"{state}; Pages must have GitHub Actions as its source")
    due = f"{settings.options.edition_time:%H:%M}"
    return Diagnosis(
        "workflow", state, f"before the edition's time, {due}: set its cron (UTC) to a later one"
    )


def _local_times(text: str, settings: Settings, now: dt.datetime) -> Iterator[dt.time]:
    for minute, hour in _CRON.findall(text):
        yield now.replace(hour=int(hour) % 24, minute=int(minute) % 60).astimezone(settings.zone).time()


def _channels(settings: Settings) -> Iterator[Diagnosis]:
    try:
        names = [channel.name for channel in channels_of(settings)]
    except UsageError as error:
        for problem in error.problems:
            yield Diagnosis("channels", "set up by half", problem)
    else:
        yield Diagnosis("channels", ", ".join(names) or "none; docs/telling.md sets one up")


def _cache(settings: Settings) -> Diagnosis:
    files = [path for path in settings.cache.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    free = shutil.disk_usage(settings.content if settings.content.exists() else ".").free
    state = f"{size / 1e6:.1f} MB in {len(files)} files; {free / 1e9:.0f} GB of the disk are free"
    return Diagnosis("cache", state, "run ai-digest tidy" if size > MUCH else "")


def _costs(settings: Settings, now: dt.datetime) -> Diagnosis:
    month = f"{now.astimezone(settings.zone):%Y-%m}"
    editions, dollars = spent_in(month, Shelf(settings.content).evidences())
    limit = settings.options.max_cost
    bound = f"at most ${limit:.2f} a run" if limit else "no limit a run"
    return Diagnosis("costs", f"${dollars:.2f} for {editions} editions in {month}; {bound}")


def as_json(found: Diagnosis) -> Mapping[str, str | bool]:
    """Return a diagnosis as JSON's types; the keys are documented in docs/operating.md."""
    return {**found._asdict(), "ok": not found.advice}
