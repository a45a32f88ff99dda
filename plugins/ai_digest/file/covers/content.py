"""What an article's cover says, read from the article as it stands, hand edits included.

The same for an edition that is being filed and for an article of last year, so that a cover is drawn again
only when its words have changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ai_digest.errors import UsageError
from ai_digest.file.article import EXTRACT_LABEL
from ai_digest.file.covers.cover import Cover, Figure, Template
from ai_digest.file.covers.figures import biggest, printed_in
from ai_digest.model import Importance

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Iterator

    from ai_digest.file.evidence import Evidence, FactRecord
    from ai_digest.file.reading import Article

    Figures = Callable[[str], Collection[object]]

STORIES = 3
KEY = "cover"  # in the front matter
_STORY = re.compile(r"^### \[(?P<headline>.+)\]\((?P<link>\S+)\)")
_SECTION = re.compile(r"^## (?P<heading>[^\[].*)")
_FACT = re.compile(r"^\s*- (?:\*\*(?P<label>.+?)\*\*[:：]?)?\s*(?P<text>.+)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ESCAPED = re.compile(r"\\([\\`*_\[\]{}<>#|+.-])")
_MORE = ("更多动态", "More news")
_DATE_WORDS = re.compile(r"[\W\d_年月日号第期周星期一二三四五六日天]+")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


@dataclass(frozen=True)
class House:
    """What the site puts on every cover: its name, and the category that is its own."""

    site: str
    category: str


def cover_of(
    article: Article,
    date: dt.date,
    house: House,
    *,
    issue: int = 0,
    evidence: Evidence | None = None,
    figures: Figures | None = None,
) -> Cover:
    """Read the cover of an article; `figures` finds the values of a text, as the checks do.

    A figure goes on a cover by itself only if a fact of the evidence has it, its quote too, and the article
    still says so. Without evidence an editor can ask for it (`cover: numbers`), and vouches for it.
    Raises UsageError if the front matter asks for a template that there is not.
    """
    bodies = [line for _, line in article.lines]
    category = article.text("category")
    cover = Cover(
        title=article.text("title"),
        date=date,
        site=house.site,
        stories=tuple(_stories(bodies, evidence))[:STORIES],
        label=_label(bodies),
        category="" if category == house.category else category,
        issue=issue,
        topics=tuple(_topics(bodies)),
    )
    asked = asked_for(article)
    candidates = list(_candidates(bodies, evidence, figures, by_hand=asked is Template.NUMBERS))
    return laid_out(cover, asked, candidates, house)


def asked_for(article: Article) -> Template | None:
    """Return the template the front matter asks for. Raises UsageError for one that there is not."""
    text = article.text(KEY)
    if not text:
        return None
    try:
        return Template(text)
    except ValueError as error:
        known, line = ", ".join(Template), article.fields[KEY].line
        raise UsageError(
            f"{article.path}:{line}: no cover template {text!r}; expected one of {known}"
        ) from error


def laid_out(cover: Cover, asked: Template | None, candidates: list[Figure], house: House) -> Cover:
    """Choose the template: as asked for, as far as there is something to show; else by what the title says.

    A title that holds one of the figures makes it the cover's; a title of nothing but name and date leaves
    the room to the topics.
    """
    told = [figure for figure in candidates if figure.printed in cover.title]
    figure = biggest(told) or (biggest(candidates) if asked is Template.NUMBERS else None)
    if figure and asked in {None, Template.NUMBERS}:
        return replace(cover, figure=figure, template=Template.NUMBERS)
    enough = len(cover.topics) > 1
    if enough and (asked is Template.TOPICS or (asked is None and _says_nothing(cover.title, house))):
        return replace(cover, template=Template.TOPICS)
    return cover


def _says_nothing(title: str, house: House) -> bool:
    """Tell whether a title has nothing but the site's name, its category and a date."""
    for name in (house.site, house.category):
        title = title.replace(name, "") if name else title
    return not _DATE_WORDS.sub("", title)


def _stories(lines: Iterable[str], evidence: Evidence | None) -> list[str]:
    """Return the headlines, those of the lead stories first."""
    found = [(match["headline"], match["link"]) for line in lines if (match := _STORY.match(line))]
    stories = evidence.stories if evidence else ()
    leads = {story.link for story in stories if story.importance is Importance.LEAD}
    return [_plain(headline) for headline, link in sorted(found, key=lambda story: story[1] not in leads)]


def _label(lines: Iterable[str]) -> str:
    """Return the tag of an edition of extracts, told by the note at its beginning."""
    notes = [line[2:].lower() for line in lines if line.startswith("> ")]
    found = (label for label in EXTRACT_LABEL.values() for note in notes if note.startswith(label))
    return next(found, "")


def _topics(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        match = _SECTION.match(line)
        if match and _plain(match["heading"]) not in _MORE:
            yield _plain(match["heading"])


def _candidates(
    lines: Iterable[str], evidence: Evidence | None, figures: Figures | None, *, by_hand: bool
) -> Iterator[Figure]:
    """Yield the figures of the article's facts that are supported, each with the fact as its label."""
    facts = {_plain(match["text"]) for line in lines if (match := _FACT.match(line))}
    if evidence and figures:
        for story in evidence.stories:
            for fact in story.facts:
                if fact.text.strip() in facts:
                    yield from _supported(fact, figures)
    elif by_hand:
        yield from (Figure(printed, fact) for fact in sorted(facts) for printed in printed_in(fact))


def _supported(fact: FactRecord, figures: Figures) -> Iterator[Figure]:
    quoted = set(figures(fact.quote))
    for printed in printed_in(fact.text):
        if set(figures(printed)) <= quoted:
            yield Figure(printed, fact.text)


def _plain(markdown: str) -> str:
    """Return what a line of an article says, without links and escapes."""
    text = _ESCAPED.sub(r"\1", _LINK.sub(r"\1", markdown)).replace("**", "")
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return text.strip()
