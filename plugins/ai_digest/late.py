"""Late news: stories that arrived after an edition was made, put into it beside what stands there.

items since the edition ─choose─▶ stories not told yet ─write, verify─▶ draft
generated before, the draft behind it, editor's version ─merge─▶ article
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ai_digest import verify
from ai_digest.captures import Captures, told_items
from ai_digest.checkpoint import Checkpoint
from ai_digest.corrections import uncorrected
from ai_digest.edition import WINDOW, Run, default_drafter
from ai_digest.errors import NoEditionError
from ai_digest.file.amend import with_field
from ai_digest.file.evidence import record
from ai_digest.file.manuscript import read_manuscript
from ai_digest.file.past import earlier_stories
from ai_digest.file.revision import open_edition, revised
from ai_digest.file.shelf import Shelf
from ai_digest.file.splice import with_more, with_more_points
from ai_digest.links import canonical
from ai_digest.model import Status, Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_digest.config import Settings
    from ai_digest.file.manuscript import Manuscript
    from ai_digest.file.revision import OnFile, Revision
    from ai_digest.gather import Gathered
    from ai_digest.model import Checked, Drafter, EarlierStory, Selection
    from ai_digest.progress import Reporter

LEAST_PLACES = 3  # late news has so many places in full, however full the edition is


class NothingNewError(NoEditionError):
    """No story has arrived that the edition does not tell; nothing was changed."""

    exit_code = 0


@dataclass(frozen=True, slots=True)
class Updated:
    """What came of it: the revision to file, how many stories are new, what to call when it is filed."""

    revision: Revision
    stories: int
    finish: Callable[[], None]


def update(
    settings: Settings,
    date: dt.date,
    *,
    now: dt.datetime,
    reporter: Reporter,
    drafter: Drafter | None = None,
) -> Updated:
    """Gather again and draft what is new; nothing is written yet: that is `Revision.file`.

    Raises UsageError (no such edition), NothingNewError, and NoEditionError (there is no draft to be had, or
    one that would have to wait; nothing was changed).
    """
    old = open_edition(Shelf(settings.content), date)
    run = _Late(settings, date, now, reporter, drafter, old)
    try:
        return run.updated()
    except NoEditionError:
        run.finish()
        raise


class _Late(Run):
    """One update: a run whose window begins where that of the edition ended."""

    def __init__(
        self,
        settings: Settings,
        date: dt.date,
        now: dt.datetime,
        reporter: Reporter,
        drafter: Drafter | None,
        old: OnFile,
    ) -> None:
        super().__init__(settings, date, now, reporter, drafter or default_drafter(settings))
        self.old = old
        told = [story.brief for story in old.evidence.stories]
        places = {"full_stories": told.count(False), "briefs": told.count(True)}
        left = {name: max(LEAST_PLACES, getattr(self.options, name) - used) for name, used in places.items()}
        self.options = self.options.model_copy(update={**left, "min_stories": 1})
        self.window = Window(old.evidence.window_end, settings.edition_end(date) + WINDOW)
        self.checkpoint = Checkpoint(settings, date, self.window)

    def updated(self) -> Updated:
        """Draft what is new, and merge it."""
        edition = self.edition(self.old.shelf)
        checked = edition.checked
        if checked.held:
            raise NoEditionError(
                f"nothing was changed for {self.date}: the late news would be held: {'; '.join(checked.held)}"
            )
        generated = self._generated(checked)
        state = self.checkpoint.state
        asked = state.started if state else self.now
        new = record(
            replace(edition, window=Window(self.window.start, max(self.window.start, asked))),
            generated.text,
            figures=verify.figures,
            names=verify.names,
        )
        revision = revised(self.old, generated, new, language=self.options.language)
        Captures(self.settings.cache).keep(self.date, told_items(checked.draft))
        return Updated(
            replace(revision, is_published=self._is_clean()), len(checked.draft.written), self.finish
        )

    def _generated(self, checked: Checked) -> Manuscript:
        generated = with_more(self.old.generated, checked.draft, self.options.language)
        generated = with_more_points(generated, [point.text for point in checked.draft.summary])
        if self._is_out:
            moment = f"{self.now.astimezone(self.settings.zone):%Y-%m-%d %H:%M}"
            text = with_field(generated.text, "modified", f"modified: {moment}", after="date")
            generated = read_manuscript(text)
        return generated

    @property
    def _is_out(self) -> bool:
        return self.old.article.text("status") != Status.DRAFT.value

    def _is_clean(self) -> bool:
        """Tell whether the edition is published and nothing in it waits for a correction."""
        path = self.old.shelf.published(self.date)
        if not (self._is_out and path.exists()):
            return False
        version = self.old.version
        return not uncorrected(path.read_text(encoding="utf-8"), version.text, version.path)

    def _choose(self, gathered: Gathered, shelf: Shelf) -> Selection:
        """Choose from what the edition neither told nor left out."""
        known = {canonical(left.link) for left in self.old.evidence.left_out}
        items = tuple(item for item in gathered.items if canonical(item.link) not in known)
        return super()._choose(replace(gathered, items=items), shelf)

    def _earlier(self, shelf: Shelf) -> tuple[EarlierStory, ...]:
        """Return what was told before, this edition and its editor's own stories included."""
        return earlier_stories(shelf, self.date + dt.timedelta(days=1), self.options.remembered_days + 1)

    def _demand_enough(self, selection: Selection, gathered: Gathered) -> None:
        if not selection.full:
            answered = sum(not report.error for report in gathered.reports)
            raise NothingNewError(
                f"nothing new for {self.date}: {answered} of {len(gathered.reports)} sources answered, and "
                "no story on topic has arrived that the edition does not tell"
            )
