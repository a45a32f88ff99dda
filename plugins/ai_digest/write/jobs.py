"""A plan divided into write calls: at most six, so that a day has eight calls with *choose* and *repair*.

A call has the stories of one section, five at most; 更多动态 has a call of its own. Where that makes more
than six, the two smallest are put together, and so on. Pure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .prompt import Asked, story_share, write_request

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ai_digest.model import Plan, PlannedStory

    from .style import Style

MOST_CALLS = 6
_MOST_IN_CALL = 5
_MORE = {"zh-CN": "更多动态", "en": "More news"}
_FULL_TO_BRIEF = 8  # a story told in full is about as much to write as so many briefs


@dataclass(frozen=True, slots=True)
class Job:
    """The stories of one write call: a section's, the briefs, or both."""

    subject: str
    full: tuple[PlannedStory, ...]
    briefs: tuple[PlannedStory, ...] = ()

    @property
    def stories(self) -> tuple[PlannedStory, ...]:
        """All stories of the call."""
        return (*self.full, *self.briefs)

    @property
    def load(self) -> int:
        """How much there is to write, in briefs."""
        return len(self.full) * _FULL_TO_BRIEF + len(self.briefs)

    def without(self, ids: Collection[str]) -> Job:
        """Return the job without the stories of these ids."""
        full = tuple(planned for planned in self.full if planned.story.id not in ids)
        return replace(
            self,
            full=full,
            briefs=tuple(planned for planned in self.briefs if planned.story.id not in ids),
        )

    def halves(self) -> tuple[Job, ...]:
        """Return the job in two parts; one that has a single story cannot be divided, and gives none."""
        if len(self.stories) < 2:  # noqa: PLR2004
            return ()
        if self.full and self.briefs:
            return (replace(self, briefs=()), replace(self, full=()))
        middle = math.ceil(len(self.stories) / 2)
        if self.full:
            return (replace(self, full=self.full[:middle]), replace(self, full=self.full[middle:]))
        return (replace(self, briefs=self.briefs[:middle]), replace(self, briefs=self.briefs[middle:]))


@dataclass(frozen=True, slots=True)
class Writing:
    """What all write calls of a run have in common."""

    model: str
    effort: str | None
    style: Style
    share: int

    @staticmethod
    def of(plan: Plan, *, model: str, effort: str | None, style: Style) -> Writing:
        """Share the day's text among the stories told in full."""
        full = sum(len(section.stories) for section in plan.sections)
        return Writing(model, effort, style, story_share(full))

    def request(self, job: Job) -> Asked:
        """Return the request for a job."""
        return write_request(
            job.full, job.briefs, share=self.share, model=self.model, effort=self.effort, style=self.style
        )


def jobs_of(plan: Plan, language: str) -> list[Job]:
    """Return the write calls of a plan, in the order of the page."""
    jobs = [Job(section.heading, part) for section in plan.sections for part in _parts(section.stories)]
    if plan.briefs:
        jobs.append(Job(_MORE.get(language, _MORE["en"]), (), plan.briefs))
    while len(jobs) > MOST_CALLS:
        one, other = sorted(sorted(range(len(jobs)), key=lambda place: jobs[place].load)[:2])
        jobs[one] = _joined(jobs[one], jobs.pop(other))
    return jobs


def _parts(stories: tuple[PlannedStory, ...]) -> Iterator[tuple[PlannedStory, ...]]:
    """Divide a long section evenly."""
    count = math.ceil(len(stories) / _MOST_IN_CALL)
    for number in range(count):
        yield stories[len(stories) * number // count : len(stories) * (number + 1) // count]


def _joined(job: Job, other: Job) -> Job:
    subjects = dict.fromkeys((job.subject, other.subject))
    return Job(" + ".join(subjects), (*job.full, *other.full), (*job.briefs, *other.briefs))
