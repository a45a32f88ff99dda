"""The evidence of an edition → the report as plain text, for terminals, mail and programs.

Two parts and an end: in brief (what is important, numbered, domestic first), in full (importance, facts, the
reason it was chosen, sources, tags), and the counts. All of it comes from the evidence, each link from the
item that it stands with. Nothing here decides or reads a file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.characters import without_unseen
from ai_digest.file.article import escape_link
from ai_digest.file.past import links_in
from ai_digest.links import canonical
from ai_digest.model import Drafter, Importance, Region

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from ai_digest.file.evidence import Evidence, ItemRecord, StoryRecord
    from ai_digest.file.reading import Article

WIDTH = 70
MOST_IN_BRIEF = 10  # stories of each region
MOST_IN_FOCUS = 3
_ORDER = (Importance.LEAD, Importance.MAIN, Importance.BRIEF)


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed texts of a report in one language."""

    made: str
    chosen: str
    in_brief: str
    in_full: str
    regions: dict[Region, str]
    importance: dict[Importance, str]
    none: str
    reason: str
    source: str
    also: str
    tags: str
    extract: str
    end: str
    counts: str
    asked: str
    focus: str
    colon: str
    comma: str


WORDS = {
    "zh-CN": Words(
        made="生成时间：{}",
        chosen="取材：{items} 条信息，选出 {stories} 条",
        in_brief="一、简报",
        in_full="二、详报",
        regions={Region.DOMESTIC: "国内", Region.INTERNATIONAL: "国际"},
        importance={Importance.LEAD: "头条", Importance.MAIN: "要闻", Importance.BRIEF: "快讯"},
        none="（没有）",
        reason="入选理由：",
        source="来源：",
        also="另见：",
        tags="标签：",
        extract="本期为程序自动摘录，未经模型撰写。",
        end="小结",
        counts=(
            "从 {items} 条信息中选出国内 {domestic} 条、国际 {international} 条，"
            "其中头条 {lead} 条、要闻 {main} 条、快讯 {brief} 条。"
        ),
        asked="询问来源 {asked} 个，{answered} 个作答；核对事实 {facts} 条，删去语句 {drops} 句。",
        focus="重点：{}。",
        colon="：",
        comma="；",
    ),
    "en": Words(
        made="Made: {}",
        chosen="Chosen: {stories} stories from {items} items",
        in_brief="1. In brief",
        in_full="2. In full",
        regions={Region.DOMESTIC: "Domestic", Region.INTERNATIONAL: "International"},
        importance={Importance.LEAD: "Lead", Importance.MAIN: "Main", Importance.BRIEF: "Brief"},
        none="(none)",
        reason="Chosen because: ",
        source="Source: ",
        also="See also: ",
        tags="Tags: ",
        extract="This edition consists of automatic extracts.",
        end="Summary",
        counts=(
            "From {items} items: {domestic} domestic and {international} international stories; "
            "{lead} lead, {main} main, {brief} brief."
        ),
        asked="{asked} sources asked, {answered} answered; {facts} facts checked, {drops} dropped.",
        focus="In focus: {}.",
        colon=": ",
        comma="; ",
    ),
}


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a report says of the site: its name, its zone and its language."""

    name: str
    zone: ZoneInfo
    language: str = "zh-CN"


def render_report(evidence: Evidence, head: Masthead, article: Article | None = None) -> str:
    """Return the report. With the article, a story that an editor took out of it is left out here too."""
    told = list(evidence.stories if article is None else _standing(evidence, article))
    told.sort(key=lambda story: _ORDER.index(story.importance))
    words = WORDS[head.language]
    parts = [
        *_opening(evidence, told, head),
        *_part(words.in_brief, _brief(told, words)),
        *_part(words.in_full, _full(evidence, told, words)),
        *_part(words.end, _end(evidence, told, words)),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _standing(evidence: Evidence, article: Article) -> Iterator[StoryRecord]:
    links = links_in(article)
    return (story for story in evidence.stories if canonical(escape_link(story.link)) in links)


def _opening(evidence: Evidence, told: Sequence[StoryRecord], head: Masthead) -> Iterator[str]:
    words = WORDS[head.language]
    made = max((item.captured for item in evidence.items), default=evidence.window_end)
    yield "=" * WIDTH
    yield f"{_line(head.name)} · {evidence.edition}"
    yield words.made.format(f"{made.astimezone(head.zone):%Y-%m-%d %H:%M}")
    yield words.chosen.format(items=evidence.in_window, stories=len(told))
    if evidence.drafter is Drafter.EXTRACT:
        yield words.extract
    yield "=" * WIDTH


def _part(name: str, lines: Iterator[str]) -> Iterator[str]:
    yield from ("", f"【{name}】", "-" * WIDTH)
    yield from lines


def _brief(told: Sequence[StoryRecord], words: Words) -> Iterator[str]:
    """Tell what is more than 快讯, each in a line; on a day without any, everything."""
    important = [story for story in told if story.importance is not Importance.BRIEF] or told
    for region, name in words.regions.items():
        yield f"{name}{words.colon}".rstrip()
        stories = [story for story in important if story.region is region][:MOST_IN_BRIEF]
        yield from (f"{number}、{_told(story, words)}" for number, story in enumerate(stories, 1))
        yield words.none if not stories else ""


def _told(story: StoryRecord, words: Words) -> str:
    """Return a story in one line: its headline, and its first fact."""
    facts = [fact.text for fact in story.facts if fact.text != story.headline]
    return _line(f"{story.headline}{words.colon}{facts[0]}" if facts else story.headline)


def _full(evidence: Evidence, told: Sequence[StoryRecord], words: Words) -> Iterator[str]:
    items = {item.id: item for item in evidence.items}
    for region, name in words.regions.items():
        stories = [story for story in told if story.region is region]
        yield f"{name}（{len(stories)}）"
        for number, story in enumerate(stories, 1):
            yield f"{number}、〔{words.importance[story.importance]}〕{_line(story.headline)}"
            yield from (f"   {line}" for line in _story(story, items, words))
            yield ""


def _story(story: StoryRecord, items: dict[str, ItemRecord], words: Words) -> Iterator[str]:
    for fact in story.facts:
        yield f"- {_line(fact.label)}{words.colon}{_line(fact.text)}"
    yield f"{words.reason}{_line(story.reason) or words.none}"
    own = [items[name] for name in story.items if name in items]
    own.sort(key=lambda item: item.link != story.link)
    for number, item in enumerate(own):
        yield f"{words.also if number else words.source}{_line(item.source)} | {_line(item.link)}"
    if story.tags:
        yield f"{words.tags}{', '.join(map(_line, story.tags))}"


def _end(evidence: Evidence, told: Sequence[StoryRecord], words: Words) -> Iterator[str]:
    counted: Counter[str] = Counter()
    for story in told:
        counted.update((story.region.value, story.importance.value))
    names = (*Region, *Importance)
    yield words.counts.format(items=evidence.in_window, **{name.value: counted[name.value] for name in names})
    yield words.asked.format(
        asked=evidence.asked,
        answered=evidence.answered,
        facts=evidence.facts_checked,
        drops=len(evidence.drops),
    )
    if told:
        yield words.focus.format(words.comma.join(_line(story.headline) for story in told[:MOST_IN_FOCUS]))
    yield "=" * WIDTH


def _line(text: str) -> str:
    """Return a text on one line, as a reader sees it."""
    return " ".join(without_unseen(text).split())
