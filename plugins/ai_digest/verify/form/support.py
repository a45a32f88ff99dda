"""An article against the evidence of its edition: links, figures and names that no source has.

A story is held against the items it links to (with the others of their story), everything else against all
items of the edition. What a person wrote is reported like all else, and never touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ai_digest.links import canonical
from ai_digest.verify.form.address import links, without_links, without_own_pages
from ai_digest.verify.form.finding import Code, Finding
from ai_digest.verify.form.page import plain
from ai_digest.verify.names import names
from ai_digest.verify.numbers import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ai_digest.verify.form.page import Page, Story
    from front_matter.fields import Field

_LIST_NUMBER = re.compile(r"^\s*\d+[.)]\s")
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_STARTS = r"(?:^|[.!?:;…]\s+|[“\"'(（-]\s*){}\b"
_CHECKED_FIELDS = ("title", "summary")
# Words of the trade that every reader writes in Latin letters; they name nobody's product.
_COMMON = (
    "ai agi api app apps agent agents asic b2b b2c bug ceo cfo cio coo cpu cto demo diy ev fp16 fp8 gb ghz "
    "gpu gpus gw hbm ide ip ipo it k12 kpi kw llm llms mb moe mw mwh npu nlp os ota pc pdf ppt pr prompt rag "
    "roi saas sdk seo soc ssd tb token tokens tpu tts tv ui url usb ux vc vlm vr ar web wifi"
)
COMMON = frozenset(_COMMON.split())


@dataclass(frozen=True)
class Support:
    """What the captured texts of some items have: figures and names as the evidence keeps them."""

    figures: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, parts: Iterable[Support]) -> Support:
        """Return the support of several together."""
        parts = [*parts]
        if len(parts) == 1:
            return parts[0]
        figures, names = [part.figures for part in parts], [part.names for part in parts]
        return cls(frozenset().union(*figures), frozenset().union(*names))

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the words of the names, the figures, and the words that name nobody."""
        return COMMON.union(self.figures, *map(_words, self.names))

    @cached_property
    def joined(self) -> frozenset[str]:
        """Return the names without blanks and hyphens: VS Code is VSCode."""
        return frozenset(map(_squeezed, self.names))


@dataclass(frozen=True, slots=True)
class Known:
    """What the evidence of an edition knows.

    `links` are those of its items as they stand there; `stories` is the support of each story by the
    canonical links of its items, `ids` the story they belong to; `everything` that of the whole edition.
    """

    links: frozenset[str]
    everything: Support
    stories: Mapping[str, Support] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)


def missing_figures(text: str, known: Support) -> list[str]:
    """Return the figures of a text that its sources lack, in a fixed order."""
    return sorted({str(figure) for figure in figures(text)} - known.figures)


def missing_names(text: str, known: Support) -> list[str]:
    """Return the names of a text that its sources lack, in a fixed order.

    Compared word by word, without case. Guards: words of the trade are no names; in a line of English the
    first word of a sentence has a capital in any case.
    """
    return sorted(
        name
        for name in names(text) - known.names
        if not _words(name) <= known.words and _squeezed(name) not in known.joined and not _begins(name, text)
    )


def against(page: Page, fields: Mapping[str, Field], known: Known) -> Iterator[Finding]:
    """Yield what the article has and the sources of its edition do not."""
    for key in _CHECKED_FIELDS:
        if key in fields:
            text = plain(without_links("\n".join(fields[key].texts)))
            yield from _statement(fields[key].line, text, known.everything)
    support = {id(story): _support(story, known) for story in page.stories}
    for line in page.lines:
        if not line.text.strip():
            continue
        for link in links(line.text):
            if link not in known.links:
                message = f"the link is none of the edition's items: {link}"
                yield Finding(line.number, Code.FOREIGN_LINK, message)
        story = page.by_line.get(line.number)
        text = plain(without_links(without_own_pages(_LIST_NUMBER.sub("", line.text))))
        yield from _statement(line.number, text, support[id(story)] if story else known.everything)


def _support(story: Story, known: Known) -> Support:
    """Return what the items that a story links to have; everything, if it links to none of the edition's."""
    found = [known.stories[link] for link in map(canonical, story.links) if link in known.stories]
    return Support.of(found) if found else known.everything


def _statement(line: int, text: str, known: Support) -> Iterator[Finding]:
    absent = missing_figures(text, known)
    if absent:
        yield Finding(line, Code.FIGURE, f"no source has {', '.join(absent)}")
    unknown = missing_names(text, known)
    if unknown:
        yield Finding(line, Code.NAME, f"no source names {', '.join(unknown)}")


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold()))


def _squeezed(name: str) -> str:
    return "".join(_WORD.findall(name.casefold()))


def _begins(name: str, text: str) -> bool:
    """Tell whether a name is one word that begins a sentence of an English line."""
    if not name.isalpha() or not name[1:].islower() or _HAN.search(text):
        return False
    return re.search(_STARTS.format(re.escape(name)), text) is not None
