"""A small mark behind each fact: its publisher, and where in the evidence its quote stands.

A fact is found by its story's link and its words. One that an editor has changed keeps its story's source,
without a quote, for the quote was of the old words. Everything else of the page stays to the character.

The quotes themselves are in the evidence beside the page, which `quotes.js` of the theme reads when a reader
points at a mark: on a full day they would be a third of the page. For the same reason a mark of the source
that the headline links to does not repeat its address; the script gives it one.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, NamedTuple

from ai_digest.links import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ai_digest.file.evidence import Evidence, FactRecord, ItemRecord, StoryRecord

_STORY = re.compile(r"<h3\b[^>]*>\s*<a\b[^>]*?\bhref=\"([^\"]*)\"")
_FACTS_END = re.compile(r"<h[1-6]\b|<hr\b|<div class=\"note\b|</article>")
# an entry up to its end, the end of its first paragraph or a list in it
_FACT = re.compile(r"(<li\b[^>]*>)([^<]*(?:<(?!/?li\b|[uo]l\b|/p>)[^<]*)*)")
_TAG = re.compile(r"<[^>]*>")
_SQUEEZED = re.compile(r"[\s:：]+")


class _Fact(NamedTuple):
    """A fact, and its place in the evidence: `2.0` is the first fact of the third story."""

    record: FactRecord
    place: str


class _Sources(NamedTuple):
    """A story's facts by their words, and its items; `lead` is the item that it links to."""

    facts: dict[str, _Fact]
    items: dict[str, ItemRecord]
    lead: ItemRecord


def marked(html: str, evidence: Evidence, words: Mapping[str, str]) -> str:
    """Return the body with its marks; `words` are those of the interface."""
    known = _known(evidence)
    parts, done = [], 0
    for story in _STORY.finditer(html):
        sources = known.get(canonical(unescape(story[1])))
        if sources is None:
            continue
        begin = html.index("</h3>", story.end())
        end = _FACTS_END.search(html, begin)
        stop = end.start() if end else len(html)
        parts += [html[done:begin], _with_marks(html[begin:stop], sources, words)]
        done = stop
    return "".join([*parts, html[done:]])


def _known(evidence: Evidence) -> dict[str, _Sources]:
    items = {item.id: item for item in evidence.items if item.link.startswith(("https://", "http://"))}
    known = {}
    for number, story in enumerate(evidence.stories):
        own = {found.id: found for name in story.items if (found := items.get(name))}
        lead = next((item for item in own.values() if item.link == story.link), None)
        if lead:
            known[canonical(story.link)] = _Sources(_facts(story, number), own, lead)
    return known


def _facts(story: StoryRecord, number: int) -> dict[str, _Fact]:
    facts = (_Fact(fact, f"{number}.{at}") for at, fact in enumerate(story.facts))
    return {_squeezed(fact.record.label + fact.record.text): fact for fact in facts}


def _with_marks(html: str, sources: _Sources, words: Mapping[str, str]) -> str:
    def mark(found: re.Match[str]) -> str:
        text, words_of_fact = found[2].rstrip(), _squeezed(unescape(_TAG.sub("", found[2])))
        sign = _mark(sources, sources.facts.get(words_of_fact), words)
        return f"{found[1]}{text}\u00a0{sign}{found[2][len(text) :]}"

    return _FACT.sub(mark, html)


def _mark(sources: _Sources, fact: _Fact | None, words: Mapping[str, str]) -> str:
    item = sources.items.get(fact.record.item_id, sources.lead) if fact else sources.lead
    own = fact is not None and fact.record.label == item.source  # an extract names its publisher already
    name = words["source"] if own else item.source
    place = f' data-fact="{fact.place}"' if fact else ""
    link = "" if item is sources.lead else f' href="{escape(item.link)}" rel="noopener"'
    return f'<a class="src"{place}{link}>{escape(name)}</a>'


def _squeezed(text: str) -> str:
    return _SQUEEZED.sub("", text)
