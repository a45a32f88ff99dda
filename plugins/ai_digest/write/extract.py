"""The extractive drafter (自动摘录): an edition from the sources' own sentences, with no key and no network.

Headlines and facts are verbatim, each fact is its own quote. It does not pretend to think: there are no
insights and no impact. The same selection always gives the same draft.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ai_digest.model import (
    Drafter,
    Fact,
    Importance,
    Plan,
    PlannedSection,
    PlannedStory,
    WrittenBrief,
    WrittenStory,
)

from .assembly import assemble
from .sentences import quote_of, split_sentences, stands_alone
from .topics import Topic, names_in, topic_of
from .wording import clean_headline, fit_title, has_han, one_line, title_limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ai_digest.model import Draft, Drop, Item, Score, Selection, Story

MOST_FACTS = 4
_LEADS = 2
_MOST_SECTIONS, _FEWEST_SECTIONS = 6, 3
_MOST_TAGS = 4
_MOST_WORDS = 8
_OPENING = 200
_SENTENCES_READ = 30
_TITLE_STORIES, _TITLE_READ = 3, 6
_CLAUSE = range(8, 21)
_LARGE_SHARE = 0.3
_LONG_WORD = 5
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*[A-Za-z0-9]")
_REASONS = {
    "zh-CN": ("{} 家来源报道", "切题", "新近发布", "来源可靠", "按来源顺序入选"),
    "en": ("reported by {} sources", "on topic", "fresh", "trusted source", "in the order of its source"),
}


class ExtractDrafter:
    """Plans and writes an edition by rules alone; implements `DraftWriter`."""

    def __init__(self, *, language: str = "zh-CN") -> None:
        self._language = language

    def plan(self, selection: Selection) -> Plan:
        """Put the stories told in full into three to six sections by topic, the first two as leads."""
        full = [
            plan_story(story, Importance.LEAD if rank < _LEADS else Importance.MAIN, language=self._language)
            for rank, story in enumerate(selection.full)
        ]
        briefs = [plan_story(story, Importance.BRIEF, language=self._language) for story in selection.briefs]
        names = Counter(tag for planned in [*full, *briefs] for tag in planned.tags)
        common = tuple(name for name, _ in names.most_common(_MOST_WORDS))
        return Plan(
            title=edition_title([*selection.full, *selection.briefs], language=self._language),
            sections=_sections(full, self._language),
            briefs=tuple(briefs),
            tags=common,
            seo=common,
        )

    def write(self, plan: Plan) -> Draft:
        """Write every story from its items; one that has no sentence to stand on becomes a brief."""
        full = [planned for section in plan.sections for planned in section.stories]
        told: dict[str, WrittenStory | WrittenBrief] = {
            planned.story.id: write_story(planned) for planned in full
        }
        told |= {planned.story.id: write_brief(planned) for planned in plan.briefs}
        return assemble(plan, told)

    def repair(self, draft: Draft, drops: tuple[Drop, ...]) -> Draft:  # noqa: ARG002  nothing was rephrased
        """Return the draft as it is: a sentence of a source that does not stand has no other words."""
        return draft

    def finish(self) -> None:
        """Have nothing to tidy up."""


def plan_story(story: Story, importance: Importance, *, language: str) -> PlannedStory:
    """Place a story by what the program knows of it: its source's region, its score, the names in it."""
    return PlannedStory(
        story=story,
        importance=importance,
        region=story.lead.source.region,
        reason=reason_for(story, language=language),
        tags=names_in(f"{story.lead.title}\n{story.lead.text[:_OPENING]}")[:_MOST_TAGS],
    )


def reason_for(story: Story, *, language: str) -> str:
    """Say in words which parts of its score brought a story up: those that are 30 % of it or more."""
    reported, relevant, fresh, weighty, nothing = _REASONS.get(language, _REASONS["en"])
    parts = [reported.format(len(story.publishers))] if len(story.publishers) > 1 else []
    score = story.score
    if score is not None:
        large = ((relevant, score.relevance), (fresh, score.freshness), (weighty, score.weight))
        parts += [words for words, part in large if _is_large(part, score)]
    separator = "；" if language.startswith("zh") else "; "
    return separator.join(parts) or nothing


def write_story(planned: PlannedStory) -> WrittenStory | WrittenBrief:
    """Tell a story in one to four sentences of its items, or in one line if none can stand alone."""
    facts = _facts(planned.story)
    if not facts:
        return write_brief(planned)
    return WrittenStory(
        planned=planned, headline=headline_of(planned.story), facts=facts, drafter=Drafter.EXTRACT
    )


def write_brief(planned: PlannedStory) -> WrittenBrief:
    """Tell a story by its headline and the best sentence that can stand alone, if there is one."""
    facts = _facts(planned.story, most=1)
    return WrittenBrief(
        planned=replace(planned, importance=Importance.BRIEF),
        headline=headline_of(planned.story),
        line=facts[0].text if facts else "",
        drafter=Drafter.EXTRACT,
    )


def headline_brief(planned: PlannedStory) -> WrittenBrief:
    """Tell a story by its headline alone."""
    return WrittenBrief(
        planned=replace(planned, importance=Importance.BRIEF),
        headline=headline_of(planned.story),
        drafter=Drafter.EXTRACT,
    )


def headline_of(story: Story) -> str:
    """Return the lead item's title without its source's name."""
    return clean_headline(story.lead.title, story.lead.source.name)


def edition_title(stories: Iterable[Story], *, language: str) -> str:
    """Join the opening clauses of two or three of the first headlines in the edition's language."""
    headlines = [headline_of(story) for story in stories]
    chinese = language.startswith("zh")
    fitting = [headline for headline in headlines if has_han(headline) == chinese] or headlines
    limit = title_limit(language)
    clauses = dict.fromkeys(_clause(headline, limit) for headline in fitting[:_TITLE_READ])
    chosen: list[str] = []
    separator = "；" if chinese else "; "
    for clause in clauses:
        if len(chosen) < _TITLE_STORIES and len(separator.join([*chosen, clause])) <= limit:
            chosen.append(clause)
    return separator.join(chosen)


def _clause(headline: str, limit: int) -> str:
    """Return a headline's first clause if it says enough, else as much of the headline as fits."""
    for length in _CLAUSE:
        if headline[length : length + 1] in tuple("，,；;：:。！!|"):
            return headline[:length]
    return fit_title(headline, limit)


def _is_large(part: float, score: Score) -> bool:
    return part > 0 and part >= _LARGE_SHARE * score.total


def _sections(stories: Sequence[PlannedStory], language: str) -> tuple[PlannedSection, ...]:
    """Group stories by topic; the section of the first story comes first, the catch-all last."""
    groups: dict[Topic, list[PlannedStory]] = {topic: [] for topic in Topic}
    for planned in stories:
        groups[topic_of(planned.story)].append(planned)
    rank = {planned.story.id: position for position, planned in enumerate(stories)}
    while (smallest := _to_merge(groups)) is not None:
        groups[Topic.OTHER] += groups[smallest]
        groups[smallest] = []
    for group in groups.values():
        group.sort(key=lambda planned: rank[planned.story.id])
    return tuple(
        PlannedSection(topic.heading(language), tuple(group))
        for topic, group in sorted(
            ((topic, group) for topic, group in groups.items() if group),
            key=lambda pair: (pair[0] is Topic.OTHER, rank[pair[1][0].story.id]),
        )
    )


def _to_merge(groups: dict[Topic, list[PlannedStory]]) -> Topic | None:
    """Return the topic that should join the catch-all next.

    That is the smallest of more than six, or one of a single story where there is company for it; three
    sections are left alone.
    """
    sizes = {topic: len(group) for topic, group in groups.items() if group and topic is not Topic.OTHER}
    has_company = bool(groups[Topic.OTHER]) or list(sizes.values()).count(1) > 1
    count = len(sizes) + bool(groups[Topic.OTHER])
    if not sizes or count <= _FEWEST_SECTIONS:
        return None
    smallest = min(reversed(sizes), key=lambda topic: sizes[topic])
    is_alone = sizes[smallest] == 1 and has_company
    return smallest if count > _MOST_SECTIONS or is_alone else None


def _facts(story: Story, *, most: int = MOST_FACTS) -> tuple[Fact, ...]:
    """Return the best sentences of a story's items as facts, in the order in which they stand there.

    Beside the best one, a sentence needs a figure or a word of the title: no padding.
    """
    candidates = list(_candidates(story))
    terms = _terms(story.lead.title)
    ranked = sorted(candidates, key=lambda fact: -_value(fact.text, terms))
    chosen = [fact for place, fact in enumerate(ranked[:most]) if not place or _value(fact.text, terms)]
    return tuple(fact for fact in candidates if fact in chosen)


def _candidates(story: Story) -> Iterable[Fact]:
    seen: set[str] = set()
    title = headline_of(story)
    for item in story.items:
        for sentence in itertools.islice(_lone_sentences(item, title), _SENTENCES_READ):
            key = one_line(sentence).casefold()
            if key not in seen:
                seen.add(key)
                yield Fact(label=item.source.name, text=sentence, item_id=item.id, quote=quote_of(sentence))


def _lone_sentences(item: Item, title: str) -> Iterable[str]:
    own = clean_headline(item.title, item.source.name)
    for sentence in split_sentences(item.text):
        if stands_alone(sentence, title=title) and stands_alone(sentence, title=own):
            yield sentence


def _value(sentence: str, terms: set[str]) -> float:
    """Rate a sentence: a figure in it counts 1, speaking of all that the title speaks of counts 2."""
    shared = len(_terms(sentence) & terms) / max(1, len(terms))
    return any(char.isdigit() for char in sentence) + 2 * shared


def _terms(text: str) -> set[str]:
    """Return what a text speaks of: pairs of neighbouring Chinese characters, and longer Latin words."""
    words = [word for word in _WORD.findall(text) if len(word) >= _LONG_WORD or not word.islower()]
    pairs = [left + right for run in _HAN.findall(text) for left, right in itertools.pairwise(run)]
    return {word.casefold() for word in words} | {*pairs}
