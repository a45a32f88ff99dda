"""What the last days' editions told, read back from their files: no database.

The evidence knows the items of each story; the article, which an editor may have changed, is read for links
that the evidence does not have. A damaged file is passed over: at worst a story returns.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from typing import TYPE_CHECKING

from ai_digest.errors import DigestError
from ai_digest.file.evidence import read_evidence
from ai_digest.file.reading import read_article
from ai_digest.links import canonical
from ai_digest.model import EarlierStory, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_digest.file.evidence import Evidence
    from ai_digest.file.reading import Article
    from ai_digest.file.shelf import Shelf

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINK = re.compile(r"(?<!!)\[((?:\\.|[^\]\\])*)\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)")
_ESCAPED = re.compile(r"\\(.)")


def earlier_stories(shelf: Shelf, date: dt.date, days: int) -> tuple[EarlierStory, ...]:
    """Return the stories of the editions in the days before a date."""
    articles = _recent_articles(shelf, date, days)
    found: list[EarlierStory] = []
    known: set[str] = set()
    for path in shelf.evidences():
        day = _day(path.name)
        if day and date - dt.timedelta(days) <= day < date:
            with contextlib.suppress(DigestError):
                evidence = read_evidence(path)
                found += _told(evidence, _published(articles.get(evidence.edition), shelf))
    known.update(link for story in found for link in story.links)
    for day, article in articles.items():
        found += [story for story in _linked(article, day, shelf) if not known.intersection(story.links)]
    return tuple(found)


def links_in(article: Article) -> frozenset[str]:
    """Return the links of an article's text in their comparable form."""
    return frozenset(canonical(link) for _, line in article.lines for _, link in _LINK.findall(line))


def _recent_articles(shelf: Shelf, date: dt.date, days: int) -> dict[dt.date, Article]:
    articles = {}
    for path in shelf.articles():
        with contextlib.suppress(DigestError):
            article = read_article(path)
            day = _day(article.text("edition")) or _day(path.name)
            if day and date - dt.timedelta(days) <= day < date:
                articles[day] = article
    return articles


def _told(evidence: Evidence, article: str) -> Iterator[EarlierStory]:
    items = {item.id: item for item in evidence.items}
    for story in evidence.stories:
        own = [items[name] for name in story.items if name in items]
        yield EarlierStory(
            edition=evidence.edition,
            id=story.id,
            thread=story.thread or story.id,
            headline=story.headline,
            links=tuple(dict.fromkeys([story.link, *(item.link for item in own)])),
            titles=tuple(dict.fromkeys(item.title for item in own)) or (story.headline,),
            texts=tuple(text for fact in story.facts for text in (fact.text, fact.quote)),
            article=article,
        )


def _linked(article: Article, day: dt.date, shelf: Shelf) -> Iterator[EarlierStory]:
    """Yield a story for each link of an article: all that is known of one that a person wrote."""
    for _, line in article.lines:
        for text, link in _LINK.findall(line):
            headline = _ESCAPED.sub(r"\1", text)
            yield EarlierStory(
                day, link, link, headline, (link,), (headline,), (), _published(article, shelf)
            )


def _published(article: Article | None, shelf: Shelf) -> str:
    if article is None or article.text("status") == Status.DRAFT.value:
        return ""
    return article.path.relative_to(shelf.content).as_posix()


def _day(text: str) -> dt.date | None:
    """Read the day in a name or a field, if there is one (2026-13-40 is none)."""
    found = _DAY.search(text)
    with contextlib.suppress(ValueError):
        return dt.date.fromisoformat(found[0]) if found else None
    return None
