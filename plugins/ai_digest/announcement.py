"""What is told of an edition: its article and evidence, as a post. Nothing is sent here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_digest.characters import without_unseen
from ai_digest.errors import UsageError
from ai_digest.file.article import EXTRACT_LABEL
from ai_digest.file.covers.pictures import State, look_at
from ai_digest.file.evidence import read_evidence
from ai_digest.file.reading import read_article
from ai_digest.file.shelf import Shelf
from ai_digest.model import Drafter, Status
from ai_digest.publish.address import is_public, site_address
from ai_digest.tell import Post
from front_matter.corrections import corrections_of
from front_matter.errors import FrontMatterError
from front_matter.summary import plain_text, points_of

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from ai_digest.config import Settings
    from ai_digest.file.evidence import Evidence
    from ai_digest.file.reading import Article

# what sendPhoto takes: formats, bytes, pixels of both sides together, and the one side by the other
_PICTURES = {".png", ".jpg", ".jpeg", ".webp"}
_HEAVIEST, _BROADEST, _SLIMMEST = 10_000_000, 10_000, 20
_WORDS = {
    "zh-CN": {"correction": "更正（{}）：{}", "moved": "（这条消息的内容已移到上一条。）"},
    "en": {
        "correction": "Correction ({}): {}",
        "moved": "(What stood here has moved into the message above.)",
    },
}


def announcement_of(settings: Settings, date: dt.date, now: dt.datetime) -> Post:
    """Return what is told of an edition. Raises UsageError for one that is not out, or without an address."""
    shelf = Shelf(settings.content)
    path = shelf.find(date)
    if path is None:
        raise UsageError(f"no edition of {date}, so nothing is told; ai-digest status lists those there are")
    article = read_article(path)
    evidence = read_evidence(shelf.evidence(date)) if shelf.evidence(date).exists() else None
    _insist_on_published(article, date, evidence)
    if article.day() > now.astimezone(settings.zone).date():
        raise UsageError(f"{path}: its date {article.day()} is still to come, so it is on no page yet")
    language = "en" if article.text("lang").startswith("en") else settings.options.language
    is_extract = evidence is not None and evidence.drafter is Drafter.EXTRACT
    return Post(
        title=_line(article.text("title")) or str(date),
        label=EXTRACT_LABEL[language] if is_extract else "",
        points=tuple(filter(None, map(_line, map(plain_text, _points(article))))),
        corrections=tuple(_corrections(article, language)),
        page=_page(settings, article),
        picture=_picture(article, settings.content),
        moved=_WORDS[language]["moved"],
    )


def _insist_on_published(article: Article, date: dt.date, evidence: Evidence | None) -> None:
    status = article.text("status").lower() or Status.PUBLISHED.value
    if status == Status.PUBLISHED.value:
        return
    if status == Status.DRAFT.value and evidence and evidence.held:
        why = "; ".join(evidence.held)
        raise UsageError(f"the edition of {date} is held, so it is not told: {why}; ai-digest approve {date}")
    raise UsageError(
        f"the edition of {date} has the status {status!r}, so it is not told; see {article.path}"
    )


def _points(article: Article) -> list[str]:
    return points_of(*article.fields["summary"].texts) if "summary" in article.fields else []


def _corrections(article: Article, language: str) -> list[str]:
    """Return the corrections as lines, the earliest first: so a new one comes behind what stands already."""
    if "corrections" not in article.fields:
        return []
    try:
        found = corrections_of(article.fields["corrections"])
    except FrontMatterError as error:
        raise UsageError(error.at(str(article.path))) from error
    words = _WORDS[language]["correction"]
    return [words.format(one.date, _line(one.text)) for one in sorted(found, key=lambda one: one.date)]


def _page(settings: Settings, article: Article) -> str:
    """Return the address of the page; where the settings have none, the one that it is published at."""
    site = settings.site_url or site_address(settings.content.parent, settings.content)
    if not is_public(site):
        raise UsageError(
            f"the post needs the address of the page, and SITEURL is {site or 'not set'}; "
            "set it to the site's address, e.g. https://you.github.io/blog"
        )
    page = settings.model_copy(update={"site_url": site}).page(article.day(), article.text("slug"))
    if not page:
        raise UsageError(f"{article.path}: the address of its page cannot be told; it needs a `slug`")
    return page


def _picture(article: Article, content: Path) -> Path | None:
    """Return the cover, if it is a file that Telegram takes; a picture elsewhere is never fetched."""
    found = look_at(article.text("coverimage"), content)
    if found.state is not State.READY or found.file is None or found.size is None:
        return None
    longer, shorter = max(found.size), max(1, min(found.size))
    fits = longer + shorter <= _BROADEST and longer <= _SLIMMEST * shorter
    light = found.file.stat().st_size <= _HEAVIEST
    return found.file if fits and light and found.file.suffix.lower() in _PICTURES else None


def _line(text: str) -> str:
    """Return a text on one line, as a reader sees it."""
    return " ".join(without_unseen(text).split())
