"""Writing the stories of one job, whatever way its calls end.

    answered                        the stories of the answer; one that it lacks is an extract
    cut off at max_tokens           what is complete in it, and a smaller call for the rest
    too long (context, 413)         two calls for a half each, down to one story; that one is an extract
    refused                         the same, until the story is found; it is told by its headline
    anything else                   the stories are extracts

At most eight further calls a job; what is then still open is treated as if it could not be divided.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError
from pydantic_core import from_json

from ai_digest.errors import DraftError
from ai_digest.model import Failure, Importance

from .assembly import Written, written_from
from .endings import CutOffError, RefusedError, TooLongError
from .exchange import ask
from .extract import headline_brief, write_brief, write_story
from .schema import BriefText, StoryText, WriteAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .client import ClaudeClient
    from .jobs import Job, Writing
    from .prompt import Asked

_Text = TypeVar("_Text", StoryText, BriefText)
MOST_FURTHER_CALLS = 8
_EXTRACTED = "drafted from the sources' own sentences"


@dataclass
class _Allowance:
    """How many further calls a job may make."""

    left: int = MOST_FURTHER_CALLS

    def take(self, calls: int) -> bool:
        if calls > self.left:
            return False
        self.left -= calls
        return True


@dataclass(frozen=True, slots=True)
class SectionWriter:
    """Writes jobs; `on_text` hears the answers arrive."""

    client: ClaudeClient
    writing: Writing
    on_text: Callable[[str], None]

    def write(self, job: Job, on_open: Callable[[], None]) -> Written:
        """Return every story of the job, and what went wrong; a story is told in one way or another."""
        return self._write(job, _Allowance(), on_open)

    def _write(self, job: Job, allowance: _Allowance, on_open: Callable[[], None] = lambda: None) -> Written:
        asked = self.writing.request(job)

        def read(text: str) -> Written:
            return written_from(
                WriteAnswer.model_validate_json(text), asked, job, self.writing.style.depth.value
            )

        purpose = f"write {job.subject}"
        try:
            written = ask(self.client, asked, read, purpose=purpose, on_open=on_open, on_text=self.on_text)
        except CutOffError as error:
            return self._go_on(job, asked, error, allowance)
        except (TooLongError, RefusedError) as error:
            return self._divide(job, error, allowance)
        except DraftError as error:
            return _lost(job, error)
        return completed(job, written)

    def _go_on(self, job: Job, asked: Asked, error: CutOffError, allowance: _Allowance) -> Written:
        """Keep what is complete in an answer that was cut off, and ask for the rest."""
        whole = self._complete_part(job, asked, error.text)
        rest = job.without(whole.told)
        if not whole.told:
            return self._divide(job, error, allowance)
        if not rest.stories:
            return whole
        if not allowance.take(1):
            return _joined([whole, _lost(rest, error)])
        return _joined([whole, self._write(rest, allowance)])

    def _complete_part(self, job: Job, asked: Asked, text: str) -> Written:
        """Return the stories that an answer tells before it was cut off: those that have all their fields."""
        try:
            found = from_json(text, allow_partial=True)
            answer = WriteAnswer(
                stories=_whole(found.get("stories", ()), StoryText),
                briefs=_whole(found.get("briefs", ()), BriefText),
            )
            return written_from(answer, asked, job, self.writing.style.depth.value)
        except (ValueError, AttributeError, TypeError):
            return Written({}, {})

    def _divide(self, job: Job, error: DraftError, allowance: _Allowance) -> Written:
        halves = job.halves()
        if not halves or not allowance.take(len(halves)):
            return _refused(job, error) if isinstance(error, RefusedError) else _lost(job, error)
        return _joined([self._write(half, allowance) for half in halves])


def completed(job: Job, written: Written) -> Written:
    """Draft extractively what an answer lacks, and record it."""
    lacking = job.without(written.told)
    reason = f"not in claude's answer, or without a usable fact; {_EXTRACTED}"
    failures = [Failure("write", planned.story.lead.title, reason) for planned in lacking.stories]
    drafted = _extracts(lacking)
    return replace(written, told={**written.told, **drafted.told}, failures=(*written.failures, *failures))


def _lost(job: Job, error: DraftError) -> Written:
    """Draft a whole job extractively, for the reason given."""
    return replace(_extracts(job), failures=(Failure("write", _subject(job), f"{error}; {_EXTRACTED}"),))


def _refused(job: Job, error: DraftError) -> Written:
    """Tell the stories that were refused by their headlines."""
    told = {planned.story.id: headline_brief(planned) for planned in job.stories}
    return Written(told, {}, (Failure("write", _subject(job), f"{error}; told by its headline"),))


def _subject(job: Job) -> str:
    return job.stories[0].story.lead.title if len(job.stories) == 1 else job.subject


def _extracts(job: Job) -> Written:
    told = {
        planned.story.id: write_brief(planned)
        if planned.importance is Importance.BRIEF
        else write_story(planned)
        for planned in job.stories
    }
    return Written(told, {})


def _joined(parts: Iterable[Written]) -> Written:
    every = list(parts)
    return Written(
        {name: told for part in every for name, told in part.told.items()},
        {name: point for part in every for name, point in part.points.items()},
        tuple(failure for part in every for failure in part.failures),
    )


def _whole(found: object, kind: type[_Text]) -> list[_Text]:
    """Return the texts of a list that have all their fields."""
    whole: list[_Text] = []
    for text in found if isinstance(found, list) else ():
        try:
            whole.append(kind.model_validate(text))
        except ValidationError:
            continue
    return whole
