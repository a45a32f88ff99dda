"""What earlier editions told already, and what goes on from it.

    same page, or alike in words     the story was told: it is the earlier one's
    no news in it                    left out, with the edition that told it
    a figure or a step not told yet  kept as a follow-up: linked to the earlier story, in its thread

A story is compared with all that its thread has told in the last days: titles, headlines, facts. What counts
as news stands in its titles: a figure that was in none of that, or a step (approved, sued, withdrawn, …) that
none of it spoke of. Pages that were linked before are taken out of a follow-up, so that no link returns.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ai_digest.choose.guards import apart
from ai_digest.choose.likeness import Telling, better_part, compare, likeness, weigh
from ai_digest.choose.pairing import near_pairs
from ai_digest.choose.wording import read_title
from ai_digest.links import canonical
from ai_digest.model import FollowUp, LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ai_digest.model import EarlierStory, Item, Story

RECALLED = 0.6  # likeness from which on two stories of different days are one event
_STEPS = """
    acquire approve ban bankrupt confirm delete deny fine fix investigate ipo join layoff leave lift open
    outage plead recall refund release rename retire sanction settle slow spinoff stop strike sue verdict
"""
STEPS = frozenset(f"={term}" for term in _STEPS.split())
_SMALL = re.compile(r"#(?:\d|1[0-2]|19\d\d|20\d\d)$")  # a month, a year, a handful: no news by itself


@dataclass(frozen=True, slots=True)
class _Told:
    """What a thread has told so far; `last` is its latest story."""

    last: EarlierStory
    terms: frozenset[str]
    figures: frozenset[str]


def recall(
    stories: Sequence[Story], earlier: Sequence[EarlierStory]
) -> tuple[tuple[Story, ...], tuple[LeftOut, ...]]:
    """Return the stories that are news, follow-ups marked, and those that were told before."""
    if not earlier:
        return tuple(stories), ()
    past = sorted(earlier, key=lambda each: (each.edition, each.id))
    told = _told(past)
    threads = _by_words(stories, past) | _by_link(stories, past)
    seen = {canonical(link) for each in past for link in each.links}
    kept, left_out = [], []
    for story in stories:
        if story.id not in threads:
            kept.append(story)
            continue
        thread = told[threads[story.id]]
        fresh = tuple(item for item in story.items if canonical(item.link) not in seen)
        news = _news(fresh, thread)
        if news:
            kept.append(replace(story, items=fresh, follows=FollowUp(thread.last, news)))
        else:
            reason = f"already covered on {thread.last.edition}: {thread.last.headline}"
            left_out.append(LeftOut(story, reason))
    return tuple(kept), tuple(left_out)


def _by_link(stories: Iterable[Story], past: Iterable[EarlierStory]) -> dict[str, str]:
    """Return the threads of the stories of which a page was linked before, by the story's id."""
    threads = {canonical(link): each.thread for each in past for link in each.links}
    found = {}
    for story in stories:
        linked = [threads[link] for item in story.items if (link := canonical(item.link)) in threads]
        found.update({story.id: linked[0]} if linked else {})
    return found


def _by_words(stories: Sequence[Story], past: Sequence[EarlierStory]) -> dict[str, str]:
    """Return the threads of the stories that read like an earlier one, by the story's id.

    As in a day's groups, the better two thirds of all pairs of titles decide, and a guard forbids.
    """
    mine = [(story, item.title) for story in stories for item in story.items]
    theirs = [(each, title) for each in past for title in each.titles]
    mentions = weigh(
        [_telling(item.title, item.source.name) for story in stories for item in story.items]
        + [_telling(title, "", each.headline) for each, title in theirs]
    )
    values: dict[tuple[str, int], list[float]] = defaultdict(list)
    number = {each: place for place, each in enumerate(past)}
    for near in near_pairs(mentions):
        one, two = mentions[near.one], mentions[near.two]
        if near.one < len(mine) <= near.two and not apart(one.title, two.title):
            pair = (mine[near.one][0].id, number[theirs[near.two - len(mine)][0]])
            values[pair].append(likeness(compare(one, two, near.own, near.terms)))
    sizes = {story.id: len(story.items) for story in stories}
    best: dict[str, tuple[float, int]] = {}
    for (story_id, place), found in values.items():
        value = better_part(found, sizes[story_id] * len(past[place].titles))
        if value >= RECALLED:
            best[story_id] = max(best.get(story_id, (0.0, 0)), (value, place))
    return {story_id: past[place].thread for story_id, (_, place) in best.items()}


def _telling(title: str, source: str, headline: str = "") -> Telling:
    """Read a title; days lie between the two that are compared, so that their times say nothing."""
    return Telling(tuple(read_title(text) for text in (title, headline) if text), source, None)


def _told(past: Iterable[EarlierStory]) -> dict[str, _Told]:
    threads: dict[str, list[EarlierStory]] = defaultdict(list)
    for each in past:
        threads[each.thread].append(each)
    return {thread: _told_by(stories) for thread, stories in threads.items()}


def _told_by(stories: Sequence[EarlierStory]) -> _Told:
    texts = [text for each in stories for text in (each.headline, *each.titles, *each.texts)]
    read = [read_title(text) for text in texts]
    return _Told(
        stories[-1],
        frozenset().union(*(wording.terms.keys() for wording in read)),
        frozenset().union(*(wording.figures for wording in read)),
    )


def _news(items: Iterable[Item], told: _Told) -> str:
    """Say what the items' titles add to what was told, "" if nothing."""
    titles = [read_title(item.title) for item in items]
    figures = {figure for title in titles for figure in title.figures} - told.figures
    steps = {term for title in titles for term in title.terms} & STEPS - told.terms
    parts = [figure.lstrip("#") for figure in sorted(figures) if not _SMALL.fullmatch(figure)]
    return ", ".join(parts + sorted(step.lstrip("=") for step in steps))
