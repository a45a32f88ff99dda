"""The evidence of an edition: what it rests on, for anyone to check.

Public, so it holds no article text: of each item its link, publisher, times, a hash of the captured text,
the short quotes that were used, and the figures and names found in the text (enough to check a later edit
offline).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ai_digest.errors import UsageError
from ai_digest.model import LONGEST_QUOTE, Drafter, Importance, Region

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from ai_digest.model import Edition, Item, LeftOut, Story, WrittenBrief, WrittenStory

Quote = Annotated[str, Field(max_length=LONGEST_QUOTE)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


class SourceRecord(_Record):
    """A source that was asked, and how it did; `error` is "" if it answered."""

    source: str
    url: str
    items: int
    in_window: int
    seconds: float
    size: int
    error: str
    unchanged: bool = False


class ItemRecord(_Record):
    """An item of a told story."""

    id: str
    source: str
    language: str
    region: Region
    title: str
    link: str
    published: dt.datetime | None
    day_only: bool
    captured: dt.datetime
    full_text: bool
    sha256: str
    figures: tuple[str, ...]
    names: tuple[str, ...]


class ScoreRecord(_Record):
    """The parts of a story's score and their sum."""

    relevance: float
    publishers: float
    freshness: float
    weight: float
    total: float


class FactRecord(_Record):
    """A published fact, the item it rests on, the verbatim quote and its offset in the item's captured text.

    `position` is null for a quote from the item's title, and in older files.
    """

    label: str
    text: str
    item_id: str
    quote: Quote
    position: int | None = None


class FollowUpRecord(_Record):
    """The earlier story that a story goes on from, and what is new in it."""

    edition: dt.date
    story: str
    headline: str
    news: str


class StoryRecord(_Record):
    """A story as published; a brief has no facts. `thread` is the id of the first story of its thread."""

    id: str
    headline: str
    link: str
    items: tuple[str, ...]
    importance: Importance
    region: Region
    reason: str
    tags: tuple[str, ...]
    score: ScoreRecord | None
    drafter: Drafter
    brief: bool
    facts: tuple[FactRecord, ...]
    thread: str = ""
    follows: FollowUpRecord | None = None


class LeftOutRecord(_Record):
    """A story that was not chosen, and why."""

    title: str
    link: str
    source: str
    reason: str
    score: ScoreRecord | None


class DropRecord(_Record):
    """A statement of the draft that failed a check."""

    story_id: str
    where: str
    text: str
    reason: str


class DerivedRecord(_Record):
    """A published figure that follows from two figures of its sources, and how."""

    story_id: str
    where: str
    text: str
    figure: str
    from_figures: tuple[str, str]
    how: str


class FailureRecord(_Record):
    """What did not work, and was lived with."""

    stage: str
    subject: str
    reason: str


class CallRecord(_Record):
    """One call to Claude; `cost` in US dollars, null where the price is unknown."""

    purpose: str
    model: str
    input_tokens: int
    cache_write_tokens: int
    cache_read_tokens: int
    output_tokens: int
    cost: float | None
    cached: bool
    batch: bool = False


class MergeRecord(_Record):
    """Two stories that were held to be one event; `reason` says why they were not merged."""

    kept_id: str
    merged_id: str
    titles: tuple[str, str]
    allowed: bool
    reason: str


class FoldedRecord(_Record):
    """What was taken out of an old edition's record (`folded`), as counts.

    Sources that answered, their items in the window, and stories that were left out.
    """

    answered: int
    in_window: int
    left_out: int


class Evidence(_Record):
    """The whole record; `article_sha256` is of the article as generated, so that an edit can be told.

    `redrafts` counts how often it was drafted again; `folded` is there once it is old and was made slim.
    """

    version: Literal[1] = 1
    edition: dt.date
    window_start: dt.datetime
    window_end: dt.datetime
    drafter: Drafter
    article_sha256: str
    held: tuple[str, ...]
    facts_checked: int
    sources: tuple[SourceRecord, ...]
    items: tuple[ItemRecord, ...]
    stories: tuple[StoryRecord, ...]
    left_out: tuple[LeftOutRecord, ...]
    drops: tuple[DropRecord, ...]
    failures: tuple[FailureRecord, ...]
    calls: tuple[CallRecord, ...]
    repaired: tuple[DropRecord, ...] = ()
    merges: tuple[MergeRecord, ...] = ()
    derived: tuple[DerivedRecord, ...] = ()
    redrafts: int = 0
    folded: FoldedRecord | None = None

    @property
    def answered(self) -> int:
        """Count the sources that answered."""
        listed = sum(not source.error for source in self.sources)
        return listed + (self.folded.answered if self.folded else 0)

    @property
    def asked(self) -> int:
        """Count the sources that were asked."""
        return len(self.sources) + (self.folded.answered if self.folded else 0)

    @property
    def in_window(self) -> int:
        """Count the items that came in the edition's window of time."""
        listed = sum(source.in_window for source in self.sources)
        return listed + (self.folded.in_window if self.folded else 0)

    @property
    def passed_over(self) -> int:
        """Count the stories that were left out."""
        return len(self.left_out) + (self.folded.left_out if self.folded else 0)


def record(
    edition: Edition,
    article: str,
    *,
    figures: Callable[[str], Collection[object]],
    names: Callable[[str], Collection[object]],
) -> Evidence:
    """Make the record of an edition; `figures` and `names` find those of a text."""
    checked, draft = edition.checked, edition.checked.draft
    items = [item for written in draft.written for item in written.planned.story.items]
    return Evidence(
        edition=edition.date,
        window_start=edition.window.start,
        window_end=edition.window.end,
        drafter=draft.drafter,
        article_sha256=_hash(article),
        held=checked.held,
        facts_checked=checked.facts_checked,
        sources=tuple(map(SourceRecord.model_validate, edition.reports)),
        items=tuple(_item(item, figures, names) for item in items),
        stories=tuple(map(_story, draft.written)),
        left_out=tuple(map(_left_out, edition.selection.left_out)),
        drops=tuple(map(DropRecord.model_validate, checked.drops)),
        failures=tuple(map(FailureRecord.model_validate, edition.failures)),
        calls=tuple(map(CallRecord.model_validate, edition.calls)),
        repaired=tuple(map(DropRecord.model_validate, checked.repaired)),
        merges=tuple(map(MergeRecord.model_validate, edition.merges)),
        derived=tuple(map(DerivedRecord.model_validate, checked.derived)),
    )


def to_json(evidence: Evidence) -> bytes:
    """Return the file's content: a line an entry, but a slim record, which nobody edits any more, in one."""
    return (evidence.model_dump_json(indent=None if evidence.folded else 1) + "\n").encode()


def read_evidence(path: Path) -> Evidence:
    """Read and check a file. Raises UsageError if it is not evidence of a known version."""
    try:
        return Evidence.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "file"
        raise UsageError(f"{path}: not evidence of version 1: {where}: {first['msg'].lower()}") from error


def _item(
    item: Item,
    figures: Callable[[str], Collection[object]],
    names: Callable[[str], Collection[object]],
) -> ItemRecord:
    text = f"{item.title}\n{item.text}"
    return ItemRecord(
        id=item.id,
        source=item.source.name,
        language=item.source.language,
        region=item.source.region,
        title=item.title,
        link=item.link,
        published=item.published,
        day_only=item.day_only,
        captured=item.captured,
        full_text=item.full_text,
        sha256=_hash(item.text),
        figures=tuple(sorted(map(str, figures(text)))),
        names=tuple(sorted(map(str, names(text)))),
    )


def _story(written: WrittenStory | WrittenBrief) -> StoryRecord:
    planned, facts = written.planned, getattr(written, "facts", ())
    return StoryRecord(
        id=planned.story.id,
        headline=written.headline,
        link=planned.story.lead.link,
        items=tuple(item.id for item in planned.story.items),
        importance=planned.importance,
        region=planned.region,
        reason=planned.reason,
        tags=planned.tags,
        score=_score(planned.story),
        drafter=written.drafter,
        brief=not facts,
        facts=tuple(map(FactRecord.model_validate, facts)),
        thread=planned.story.follows.earlier.thread if planned.story.follows else planned.story.id,
        follows=_follow_up(planned.story),
    )


def _follow_up(story: Story) -> FollowUpRecord | None:
    if story.follows is None:
        return None
    earlier = story.follows.earlier
    return FollowUpRecord(
        edition=earlier.edition, story=earlier.id, headline=earlier.headline, news=story.follows.news
    )


def _left_out(out: LeftOut) -> LeftOutRecord:
    lead = out.story.lead
    return LeftOutRecord(
        title=lead.title, link=lead.link, source=lead.source.name, reason=out.reason, score=_score(out.story)
    )


def _score(story: Story) -> ScoreRecord | None:
    return ScoreRecord.model_validate(story.score) if story.score else None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
