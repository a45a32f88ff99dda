"""A check-up of the sources: each is asked now, and what to do is said about each that fails.

It works in a scratch cache, so that it neither spends the validators of the day's run nor marks undated items
as seen; only the record of health is the run's own.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ai_digest import gather
from ai_digest.edition import WINDOW, limits_of
from ai_digest.gather.health import Health, Record
from ai_digest.gather.seen import Seen
from ai_digest.model import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_digest.config import Settings
    from ai_digest.model import Item, Source, SourceReport

_EVER = Window(dt.datetime(1900, 1, 1, tzinfo=dt.UTC), dt.datetime(2200, 1, 1, tzinfo=dt.UTC))

# what to do about a failure, by the first pattern that its words match
_ADVICE = (
    (r"HTTP (401|403|451)\b", "the site turns programs away: look for another feed of it, or drop it"),
    (r"HTTP (404|410)\b", "the address is gone: look for the feed's new address on the site"),
    (r"HTTP 429\b", "it was asked too often: wait a while, or lower AI_DIGEST_PER_HOST"),
    (r"HTTP 5\d\d\b", "the site's own trouble: nothing to do unless it lasts"),
    (r"HTTP \d", "open the address in a browser and see what it answers"),
    (r"robots\.txt", "the site asks programs to stay away: look for a feed, or drop the source"),
    (r"private = true", "if it is on your own network, give it private = true; else drop it"),
    (r"(address|redirect) refused", "it leads into a network that is not asked: look elsewhere, or drop it"),
    (r"certificate|SSL|TLS", "the site's certificate is not in order: look again tomorrow"),
    (r"selector", "the page was rebuilt: adjust the selectors, see docs/sources.md"),
    (r"redirect", "open the address in a browser, and take the one it ends at"),
    (r"cut off after", "slower than the others: if it lasts, raise AI_DIGEST_STRAGGLER_GRACE"),
    (r"cut off", "slow today: if it lasts, raise AI_DIGEST_GATHER_TIMEOUT"),
    (r"no connection", "check the network; if it lasts, raise AI_DIGEST_CONNECT_TIMEOUT, or drop it"),
    (r"timed out|no answer", "slow today: if it lasts, raise AI_DIGEST_FETCH_TIMEOUT"),
    (r"cannot connect|resolve", "check the host's name in the address, and the network"),
    (r"connection failed", "the connection broke: nothing to do unless it lasts"),
    (r"larger than|compress", "it sends too much, or broken data: look for another feed of it"),
    (r"not a feed|parsed|unsafe|XML", "it serves something else now: look for the feed's new address"),
    (r"no entries", "the feed is empty: nothing to do unless it lasts"),
)
_OTHERWISE = "see docs/operating.md for what it means"


@dataclass(frozen=True, slots=True)
class Finding:
    """How one source did: its report, newest item and health; `advice` is "" where all is well."""

    source: Source
    report: SourceReport
    in_window: int
    newest: dt.datetime | None
    health: Record
    advice: str

    def as_json(self) -> dict[str, Any]:
        """Return the finding as JSON's types; the keys are documented in docs/sources.md."""
        return {
            "name": self.source.name,
            "url": self.source.url,
            "kind": self.source.kind.value,
            "region": self.source.region.value,
            "status": "failed" if self.report.error else "ok",
            "items": self.report.items,
            "in_window": self.in_window,
            "newest": self.newest.isoformat() if self.newest else None,
            "seconds": self.report.seconds,
            "bytes": self.report.size,
            "last_success": str(self.health.last_success) if self.health.last_success else None,
            "failing_days": self.health.failing_days,
            "error": self.report.error or None,
            "advice": self.advice or None,
        }


def due_window(settings: Settings, now: dt.datetime) -> Window:
    """Return the window of the edition that is due."""
    end = settings.edition_end(settings.due_date(now))
    return Window(end - WINDOW, end)


def check_sources(
    settings: Settings, now: dt.datetime, on_answer: Callable[[SourceReport], None] = lambda _report: None
) -> tuple[Finding, ...]:
    """Ask every source as a run does, and note its health. Raises UsageError if the catalogue is wrong."""
    sources = gather.load_sources(settings.sources)
    edition, window = settings.due_date(now), due_window(settings, now)
    with tempfile.TemporaryDirectory() as folder:
        scratch = _scratch(Path(folder), settings.cache)
        gathered = gather.gather(
            sources,
            edition=edition,
            window=_EVER,
            zone=settings.zone,
            cache=scratch,
            limits=limits_of(settings),
            captured=now,
            agent=gather.user_agent(settings.options.home_page or settings.site_url),
            on_answer=on_answer,
        )
        seen = Seen(scratch)
    health = Health(settings.cache)
    health.observe(gathered.reports, now.astimezone(settings.zone).date())
    health.save()
    found: dict[str, list[Item]] = {source.name: [] for source in sources}
    for item in gathered.items:
        found[item.source.name].append(item)
    return tuple(
        Finding(
            source=source,
            report=report,
            in_window=sum(
                gather.in_window(item, edition, window, settings.zone, seen) for item in found[source.name]
            ),
            newest=max((item.published for item in found[source.name] if item.published), default=None),
            health=health.of(source.url),
            advice=advice_on(report.error),
        )
        for source, report in zip(sources, gathered.reports, strict=True)
    )


def advice_on(error: str) -> str:
    """Say what a person can do about a failure, by the words of its row; "" if there is none."""
    if not error:
        return ""
    return next((advice for pattern, advice in _ADVICE if re.search(pattern, error)), _OTHERWISE)


def _scratch(folder: Path, cache: Path) -> Path:
    """Return a cache folder that knows which undated items were seen, and nothing else."""
    known = cache / "seen.json"
    if known.is_file():
        shutil.copy(known, folder / known.name)
    return folder
