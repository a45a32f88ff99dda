"""The words of the house as types: what each stage hands to the next.

Everything is frozen and compares by value. Times are aware datetimes in UTC unless a name says otherwise;
texts are plain text (no HTML, no Markdown): escaping is the business of whoever writes a file.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003  the checkpoint is validated by these types
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_QUOTE = 120  # characters; the evidence is public and holds no more of a text than that


class Kind(StrEnum):
    """How a source publishes."""

    FEED = "feed"
    PAGE = "page"


class Region(StrEnum):
    """Where the news happens, seen from the reader: 国内 or 国际."""

    DOMESTIC = "domestic"
    INTERNATIONAL = "international"


class Importance(StrEnum):
    """头条, 要闻 or 快讯."""

    LEAD = "lead"
    MAIN = "main"
    BRIEF = "brief"


class Drafter(StrEnum):
    """Who writes the draft: Claude, or the extractive drafter (自动摘录)."""

    CLAUDE = "claude"
    EXTRACT = "extract"


class Status(StrEnum):
    """An article's status in its front matter; a held edition is a draft."""

    PUBLISHED = "published"
    DRAFT = "draft"


# gather: sources.toml → items


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors of a list page; all but `item` are looked up inside the item."""

    item: str
    title: str
    link: str
    date: str


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of sources.toml."""

    name: str
    url: str
    language: str
    region: Region
    kind: Kind = Kind.FEED
    weight: float = 1.0
    full_text: bool = False
    private: bool = False
    selectors: Selectors | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of one source.

    `id` is the same for the same link on every run. `published` is None for an undated item; `day_only` says
    that the source gave a date without a time of day (then `published` is midnight in the zone it was given
    in). `text` is the captured plain text: the feed's own, or the article's where it could be fetched.
    """

    id: str
    source: Source
    title: str
    link: str
    published: dt.datetime | None
    day_only: bool
    text: str
    captured: dt.datetime
    full_text: bool = False


@dataclass(frozen=True, slots=True)
class SourceReport:
    """How one source did in this run: a row of the run's report. `error` is "" if it answered.

    `size` is in bytes as they were sent, packed or not; `unchanged` says that the server had nothing newer
    than the answer kept from an earlier run, which then gave the items.
    """

    source: str
    url: str
    items: int = 0
    in_window: int = 0
    seconds: float = 0.0
    size: int = 0
    error: str = ""
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The span of an edition: later than `start`, up to and including `end`."""

    start: dt.datetime
    end: dt.datetime

    def holds(self, moment: dt.datetime) -> bool:
        """Tell whether a moment lies in the span."""
        return self.start < moment <= self.end


# choose: items → stories


@dataclass(frozen=True, slots=True)
class Score:
    """Why a story stands where it stands: the parts that add up to `total`."""

    relevance: float
    publishers: float
    freshness: float
    weight: float

    @property
    def total(self) -> float:
        """The sum of the parts, by which stories are ordered."""
        return self.relevance + self.publishers + self.freshness + self.weight


@dataclass(frozen=True, slots=True)
class EarlierStory:
    """A story that an earlier edition told, as far as a later one must know it.

    `thread` is the id of the first story of its thread, its own if it began one. `links` and `titles` are
    those of its items, `texts` what was written about it. `article` is the path of its article in content/,
    "" if that is not published.
    """

    edition: dt.date
    id: str
    thread: str
    headline: str
    links: tuple[str, ...]
    titles: tuple[str, ...]
    texts: tuple[str, ...] = ()
    article: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """That a story goes on from an earlier one, and what is new in it."""

    earlier: EarlierStory
    news: str


@dataclass(frozen=True, slots=True)
class Story:
    """The items of one event, the leading one first; `id` stays the same on a rerun."""

    id: str
    items: tuple[Item, ...]
    score: Score | None = None
    follows: FollowUp | None = None

    @property
    def lead(self) -> Item:
        """The item whose title and link stand for the story."""
        return self.items[0]

    @property
    def publishers(self) -> tuple[str, ...]:
        """The names of the sources that report it, each once, in the items' order."""
        return tuple(dict.fromkeys(item.source.name for item in self.items))

    def item(self, item_id: str) -> Item | None:
        """Return the item of that id, or None if it is not the story's."""
        return next((item for item in self.items if item.id == item_id), None)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A story that was not chosen, and why."""

    story: Story
    reason: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The day's stories in order: to be told in full, in one line, or not at all."""

    full: tuple[Story, ...]
    briefs: tuple[Story, ...]
    left_out: tuple[LeftOut, ...] = ()


# write: stories → draft


@dataclass(frozen=True, slots=True)
class PlannedStory:
    """A story with its place in the edition decided."""

    story: Story
    importance: Importance
    region: Region
    reason: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A section and the stories it will tell."""

    heading: str
    stories: tuple[PlannedStory, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """Two stories that Claude holds to be one event; `reason` says why they stayed apart, "" if they did not.

    `titles` are those of the kept story and of the merged one.
    """

    kept_id: str
    merged_id: str
    titles: tuple[str, str]
    allowed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The edition before it is written: title, sections, briefs, and what the planner left out or merged."""

    title: str
    sections: tuple[PlannedSection, ...]
    briefs: tuple[PlannedStory, ...]
    tags: tuple[str, ...] = ()
    seo: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement and the verbatim passage of an item that supports it.

    `position` is the offset of the passage in the item's text, as the check found it; None before, and for a
    passage of the item's title.
    """

    label: str
    text: str
    item_id: str
    quote: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenStory:
    """A story told in full. `drafter` says who wrote it: an edition can be mixed."""

    planned: PlannedStory
    headline: str
    facts: tuple[Fact, ...]
    insights: tuple[str, ...] = ()
    impact: tuple[str, ...] = ()
    drafter: Drafter = Drafter.CLAUDE


@dataclass(frozen=True, slots=True)
class WrittenBrief:
    """A story told in one line of 更多动态; `line` may be empty."""

    planned: PlannedStory
    headline: str
    line: str = ""
    drafter: Drafter = Drafter.CLAUDE


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """A section as written."""

    heading: str
    stories: tuple[WrittenStory, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A bullet of the summary and the story it speaks of."""

    text: str
    story_id: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition in words, not yet checked."""

    title: str
    summary: tuple[Point, ...]
    sections: tuple[WrittenSection, ...]
    briefs: tuple[WrittenBrief, ...]
    tags: tuple[str, ...]
    seo: tuple[str, ...]
    drafter: Drafter

    @property
    def stories(self) -> tuple[WrittenStory, ...]:
        """All stories told in full, in order."""
        return tuple(story for section in self.sections for story in section.stories)

    @property
    def written(self) -> tuple[WrittenStory | WrittenBrief, ...]:
        """Everything that is told: the stories in full, then the briefs."""
        return (*self.stories, *self.briefs)


@dataclass(frozen=True, slots=True)
class Call:
    """One answered call to Claude: tokens as the API counted them.

    `cost` is in US dollars, None where the model's price is unknown, 0 where the answer was paid for by an
    earlier run. `batch` says that it was answered in a batch, at half the price.
    """

    purpose: str
    model: str
    input_tokens: int
    cache_write_tokens: int
    cache_read_tokens: int
    output_tokens: int
    cost: float | None
    cached: bool = False
    batch: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that did not work in this run, and was lived with: `stage` is the room it happened in."""

    stage: str
    subject: str
    reason: str


# verify: draft → checked draft


@dataclass(frozen=True, slots=True)
class Drop:
    """A statement that failed a check and was taken out; `where` is headline, fact, insight, …"""

    story_id: str
    where: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that no source has but that follows from two it has, and how."""

    story_id: str
    where: str
    text: str
    figure: str
    from_figures: tuple[str, str]
    how: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft in which everything is supported, what was dropped, and why it must wait (if it must).

    `repaired` are statements that failed at first and were put right.
    """

    draft: Draft
    drops: tuple[Drop, ...]
    facts_checked: int
    held: tuple[str, ...] = ()
    repaired: tuple[Drop, ...] = ()
    derived: tuple[Derived, ...] = ()


# file: checked draft → files


@dataclass(frozen=True, slots=True)
class Edition:
    """One day's issue: its date in the site's zone, its window of time, and what came of it."""

    date: dt.date
    window: Window
    reports: tuple[SourceReport, ...]
    items: tuple[Item, ...]
    selection: Selection
    checked: Checked
    calls: tuple[Call, ...] = ()
    failures: tuple[Failure, ...] = field(default=())
    merges: tuple[Merge, ...] = ()
