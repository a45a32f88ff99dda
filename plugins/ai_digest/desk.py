"""An editor's desk: what is done with articles that are filed already."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from ai_digest.atomic import write_atomic
from ai_digest.errors import UsageError
from ai_digest.file.cover import Cover, draw_cover
from ai_digest.file.evidence import read_evidence
from ai_digest.file.reading import read_article
from ai_digest.verify import Known, lint

if TYPE_CHECKING:
    from pathlib import Path

    from ai_digest.config import Settings
    from ai_digest.file.reading import Article
    from ai_digest.file.shelf import Shelf

COVER_STORIES = 3
_STORY = re.compile(r"^### \[(.+)\]\(")
_ESCAPED = re.compile(r"\\([\\`*_\[\]{}<>])")


def check_article(path: Path, shelf: Shelf) -> list[str]:
    """Return the findings of an article as `path:line: CODE message`."""
    try:
        article = read_article(path)
        known = _known(article, shelf)
    except UsageError as error:
        return [f"{line} [F000]" for line in error.problems]
    return [
        f"{path}:{found.line}: {found.code} {found.message}"
        for found in lint(article.fields, article.lines, known)
    ]


def redraw_cover(path: Path, settings: Settings) -> Path:
    """Draw an article's cover at its coverImage. Raises UsageError if that is not a PNG below content/."""
    article = read_article(path)
    address = article.text("coverimage")
    target = (settings.content / address.lstrip("/")).resolve()
    if not address or not target.is_relative_to(settings.content.resolve()) or target.suffix != ".png":
        raise UsageError(
            f"{path}: coverImage {address!r} is no PNG below content/; write e.g. /images/covers/x.png"
        )
    stories = [match[1] for _, line in article.lines if (match := _STORY.match(line))]
    drawn = draw_cover(
        Cover(
            title=article.text("title"),
            date=_date(article),
            site=settings.site_name,
            stories=tuple(_ESCAPED.sub(r"\1", story) for story in stories[:COVER_STORIES]),
        )
    )
    write_atomic(target, drawn)
    return target


def _known(article: Article, shelf: Shelf) -> Known | None:
    """Return what the evidence of the article's edition knows, None if it has none."""
    edition = article.text("edition")
    if not edition:
        return None
    evidence = shelf.evidence(_date(article, "edition"))
    if not evidence.exists():
        return None
    items = read_evidence(evidence).items
    return Known({item.link for item in items}, {figure for item in items for figure in item.figures})


def _date(article: Article, field: str = "date") -> dt.date:
    text = article.text(field)
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError as error:
        raise UsageError(f"{article.path}: {field} {text!r} is no date; write it as 2026-08-13") from error
