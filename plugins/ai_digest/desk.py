"""An editor's desk: what is done with articles that are filed already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_digest.errors import UsageError
from ai_digest.file.evidence import read_evidence
from ai_digest.file.reading import read_article
from ai_digest.verify import Known, lint

if TYPE_CHECKING:
    from pathlib import Path

    from ai_digest.file.reading import Article
    from ai_digest.file.shelf import Shelf


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


def _known(article: Article, shelf: Shelf) -> Known | None:
    """Return what the evidence of the article's edition knows, None if it has none."""
    edition = article.text("edition")
    if not edition:
        return None
    evidence = shelf.evidence(article.day("edition"))
    if not evidence.exists():
        return None
    items = read_evidence(evidence).items
    return Known({item.link for item in items}, {figure for item in items for figure in item.figures})
