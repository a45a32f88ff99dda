"""The pages of an editor's own stories, read for `ai-digest check --online`: what their figures rest on.

Asked for as any article page is: by the rules of addresses and of robots.txt, within the limits of a run.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ai_digest import gather, verify
from ai_digest.edition import limits_of
from ai_digest.errors import UsageError
from ai_digest.file.amend import Version
from ai_digest.file.evidence import read_evidence
from ai_digest.file.manuscript import link_of, read_manuscript
from ai_digest.file.reading import read_article
from ai_digest.links import canonical
from ai_digest.model import Item, Region, Source
from ai_digest.verify import Support

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ai_digest.config import Settings
    from ai_digest.file.shelf import Shelf


def read_own_sources(path: Path, shelf: Shelf, settings: Settings) -> tuple[Mapping[str, Support], list[str]]:
    """Return what the pages have that an article's own stories link to, by their links, and what failed."""
    items = [_item(number, link) for number, link in enumerate(_own_links(path, shelf))]
    if not items:
        return {}, []
    agent = gather.user_agent(settings.options.home_page or settings.site_url)
    found, failures = gather.gather_articles(
        items, limits=limits_of(settings), cache=settings.cache / "own", agent=agent
    )
    supports = {
        canonical(item.link): Support(
            frozenset(map(str, verify.figures(item.text))), frozenset(map(str, verify.names(item.text)))
        )
        for item in found.values()
    }
    return supports, [
        f"{path}: {failure.subject}: {failure.reason.partition(';')[0]}" for failure in failures
    ]


def _own_links(path: Path, shelf: Shelf) -> list[str]:
    """Return the links of the stories that are none of the edition's items."""
    try:
        article = read_article(path)
        evidence = read_evidence(shelf.evidence(article.day("edition")))
    except UsageError:  # no edition, or a finding of its own
        return []
    known = {canonical(item.link) for item in evidence.items}
    links = [link_of(unit.lines[0]) for unit in read_manuscript(Version.of(path).text).stories]
    return [link for link in links if link.startswith("http") and canonical(link) not in known]


def _item(number: int, link: str) -> Item:
    source = Source("own", link, "zh", Region.DOMESTIC, full_text=True)
    return Item(f"own{number}", source, link, link, None, False, "", dt.datetime.now(dt.UTC))  # noqa: FBT003
