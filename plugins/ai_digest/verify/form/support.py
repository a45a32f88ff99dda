"""An article against the evidence of its edition: links, figures and names that no source has.

A story is held against the items it links to (with the others of their story), everything else against all
items of the edition. What a person wrote is reported like all else, and never touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ai_digest.links import canonical
from ai_digest.verify.form.address import links, without_links, without_own_pages
from ai_digest.verify.form.finding import Code, Finding
from ai_digest.verify.form.page import plain
from ai_digest.verify.names import Names, foreign_names
from ai_digest.verify.spellings import SHIPPED
from ai_digest.verify.support import Basis, missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ai_digest.verify.form.page import Page, Story
    from front_matter.fields import Field

_LIST_NUMBER = re.compile(r"^\s*\d+[.)]\s")
_CHECKED_FIELDS = ("title", "summary")


@dataclass(frozen=True)
class Support:
    """What the captured texts of some items have: figures and names as the evidence keeps them.

    `derived` are figures, as they are written, that were found to follow from others; `is_latin` says that no
    text is Chinese, so that a 《title》 in the article can be a translated one.
    """

    figures: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()
    spellings: tuple[tuple[str, ...], ...] = SHIPPED
    is_latin: bool = False

    @classmethod
    def of(cls, parts: Iterable[Support]) -> Support:
        """Return the support of several together."""
        parts = [*parts]
        if len(parts) == 1:
            return parts[0]
        return cls(
            frozenset().union(*(part.figures for part in parts)),
            frozenset().union(*(part.names for part in parts)),
            frozenset().union(*(part.derived for part in parts)),
            parts[0].spellings if parts else SHIPPED,
            all(part.is_latin for part in parts),
        )

    @cached_property
    def basis(self) -> Basis:
        """Return the figures in the form in which they are looked up."""
        return Basis.of_records(sorted(self.figures))

    @cached_property
    def known_names(self) -> Names:
        """Return the names in the form in which they are looked up."""
        return replace(Names.of_text("\n".join(sorted(self.names)), self.spellings), is_latin=self.is_latin)


@dataclass(frozen=True, slots=True)
class Known:
    """What the evidence of an edition knows.

    `links` are those of its items as they stand there; `stories` is the support of each story by the
    canonical links of its items, `ids` the story they belong to; `everything` that of the whole edition.
    `told` are, by story, lines that were checked against the captured texts when the edition was filed, as
    plain words.
    """

    links: frozenset[str]
    everything: Support
    stories: Mapping[str, Support] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, frozenset[str]] = field(default_factory=dict)


def missing_figures(text: str, known: Support) -> list[str]:
    """Return the figures of a text that its sources lack, as they are written."""
    return [figure for figure in missing(text, known.basis) if figure not in known.derived]


def missing_names(text: str, known: Support) -> list[str]:
    """Return the names of a text that its sources lack, as they are written."""
    return [*foreign_names(text, known.known_names)]


def against(page: Page, fields: Mapping[str, Field], known: Known) -> Iterator[Finding]:
    """Yield what the article has and the sources of its edition do not."""
    for key in _CHECKED_FIELDS:
        if key in fields:
            text = plain(without_links("\n".join(fields[key].texts)))
            yield from _statement(fields[key].line, text, known.everything)
    support = {id(story): _support(story, known) for story in page.stories}
    told = {id(story): _told(story, known) for story in page.stories}
    for line in page.lines:
        if not line.text.strip():
            continue
        for link in links(line.text):
            if link not in known.links:
                message = f"the link is none of the edition's items: {link}"
                yield Finding(line.number, Code.FOREIGN_LINK, message)
        story = page.by_line.get(line.number)
        text = statement_of(line.text)
        of_line = support[id(story)] if story else known.everything
        if of_line is not None and not (story and text in told[id(story)]):
            yield from _statement(line.number, text, of_line)


def _support(story: Story, known: Known) -> Support | None:
    """Return what the items that a story links to have; None for an editor's own, under links of their own.

    A story without any link is held against everything.
    """
    found = [known.stories[link] for link in map(canonical, story.links) if link in known.stories]
    if not found:
        return None if story.links else known.everything
    return Support.of(found)


def statement_of(line: str) -> str:
    """Return what a line says, as plain words: without links, and without what links of the site say."""
    return plain(without_links(without_own_pages(_LIST_NUMBER.sub("", line))))


def _told(story: Story, known: Known) -> frozenset[str]:
    ids = [known.ids.get(link, "") for link in map(canonical, story.links)]
    return frozenset().union(*(known.told.get(each, frozenset()) for each in ids))


def _statement(line: int, text: str, known: Support) -> Iterator[Finding]:
    absent = missing_figures(text, known)
    if absent:
        yield Finding(line, Code.FIGURE, f"no source has {', '.join(absent)}")
    unknown = missing_names(text, known)
    if unknown:
        yield Finding(line, Code.NAME, f"no source names {', '.join(unknown)}")
