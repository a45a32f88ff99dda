"""The newsroom of a daily AI-news blog, as a Pelican plugin: it files the day's edition before a build.

This is the only module that knows Pelican's signals.
"""

from __future__ import annotations

import datetime as dt
import itertools
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from pelican.plugins import signals

if TYPE_CHECKING:
    from pelican import Pelican

log = logging.getLogger(__name__)

_builds = itertools.count()


def file_due_edition(pelican: Pelican) -> None:
    """File the edition that is due, before any content is read; whatever goes wrong, the build goes on.

    Pelican sends `get_generators` at the start of each build and of nothing else: not when it only serves or
    prints its settings. A second build by the same process is a rebuild on a save, which files nothing.
    """
    if not pelican.settings.get("AI_DIGEST_AT_BUILD", True) or next(_builds) > 0:
        return
    from ai_digest.errors import DigestError

    try:
        _file(pelican)
    except DigestError as error:
        for line in str(error).splitlines():
            log.warning("AI digest: %s; the site is built from what is there", line)
    except Exception:  # the stage ends here: a bug in the digest must not take the site down
        log.exception("AI digest: unexpected error; the site is built from what is there")


def _file(pelican: Pelican) -> None:
    from ai_digest.clock import current_time
    from ai_digest.config import settings_from
    from ai_digest.desk import note_published
    from ai_digest.edition import Outcome, make_edition
    from ai_digest.file.shelf import Shelf
    from ai_digest.progress import LineReporter

    settings = settings_from(pelican.settings, base=Path.cwd())
    now = current_time()
    date = settings.due_date(now)
    try:
        result = make_edition(settings, date, now=now, reporter=LineReporter(log.info))
    finally:  # whatever came of today's: what this build publishes is what readers will have seen
        since = date - dt.timedelta(days=settings.options.remembered_days)
        note_published(Shelf(settings.content), since)
    if result.outcome is Outcome.HELD:
        reasons = "; ".join(result.edition.checked.held) if result.edition else ""
        log.warning("AI digest: the edition of %s is held: %s", date, reasons or "an editor publishes")
    else:
        log.info("AI digest: %s: %s", result.outcome, result.article)


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(file_due_edition)
