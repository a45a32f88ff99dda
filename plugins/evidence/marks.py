"""A small mark behind each fact: its publisher, linked to the source, with the quote as its title.

A fact is found by its story's link and its words. One that an editor has changed keeps the link to its
story's source, without a quote, for the quote was of the old words. Everything else of the page stays to the
character. Where the fact is its quote, the title says so instead of repeating it.
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


class _Sources(NamedTuple):
    """A story's facts by their words, and its items; `lead` is the item that it links to."""

    facts: dict[str, FactRecord]
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
    for story in evidence.stories:
        own = {found.id: found for name in story.items if (found := items.get(name))}
        lead = next((item for item in own.values() if item.link == story.link), None)
        if lead:
            known[canonical(story.link)] = _Sources(_facts(story), own, lead)
    return known


def _facts(story: StoryRecord) -> dict[str, FactRecord]:
    return {_squeezed(fact.label + fact.text): fact for fact in story.facts}


def _with_marks(html: str, sources: _Sources, words: Mapping[str, str]) -> str:
    def mark(found: re.Match[str]) -> str:
        text, words_of_fact = found[2].rstrip(), _squeezed(unescape(_TAG.sub("", found[2])))
        sign = _mark(sources, sources.facts.get(words_of_fact), words)
        return f"{found[1]}{text}\u00a0{sign}{found[2][len(text) :]}"

    return _FACT.sub(mark, html)


def _mark(sources: _Sources, fact: FactRecord | None, words: Mapping[str, str]) -> str:
    item = sources.items.get(fact.item_id, sources.lead) if fact else sources.lead
    own = fact is not None and fact.label == item.source  # an extract names its publisher already
    name = words["source"] if own else item.source
    title = f' title="{escape(_title(fact, words))}"' if fact else ""
    return f'<a class="src" href="{escape(item.link)}" rel="noopener"{title}>{escape(name)}</a>'


def _title(fact: FactRecord, words: Mapping[str, str]) -> str:
    same = fact.text.startswith(fact.quote)
    return words["verbatim"] if same else words["quote"].format(quote=fact.quote)


def _squeezed(text: str) -> str:
    return _SQUEEZED.sub("", text)
