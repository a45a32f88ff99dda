"""Announcing an edition: what is told of it, where, and what became of it.

article, evidence ─▶ post ─┬─▶ Telegram, as the environment sets it up
                           └─▶ services that apprise knows
                               each with its own record; one that fails stops no other
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ai_digest.atomic import locked
from ai_digest.characters import without_unseen
from ai_digest.errors import TellError, UsageError
from ai_digest.file.article import EXTRACT_LABEL
from ai_digest.file.covers.pictures import State as PictureState
from ai_digest.file.covers.pictures import look_at
from ai_digest.file.evidence import read_evidence
from ai_digest.file.reading import read_article
from ai_digest.file.shelf import Shelf
from ai_digest.model import Drafter, Status
from ai_digest.tell import Bot, Log, Post, State, Telegram, read_told
from ai_digest.tell.bot_api import TOKEN, UnclearError
from ai_digest.tell.record import ChannelRecord
from ai_digest.tell.services import services_at
from front_matter.corrections import corrections_of
from front_matter.errors import FrontMatterError
from front_matter.summary import plain_text, points_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ai_digest.config import Settings
    from ai_digest.file.evidence import Evidence
    from ai_digest.file.reading import Article
    from ai_digest.tell import Channel

NOT_SET_UP = (
    "no channel is set up, so nobody is told; for Telegram set TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID, "
    "for others AI_DIGEST_APPRISE_URLS"
)
UNCLEAR = (
    "nobody knows whether it arrived, so it is not sent again by itself; look into the channel, "
    "then run again with --sent if it is there, with --again if it is not"
)
_HERE = re.compile(r"localhost|127\.[\d.]+|\[?::1\]?|0\.0\.0\.0", re.IGNORECASE)
_PICTURES = {".png", ".jpg", ".jpeg", ".webp"}
_HEAVIEST = (
    10_000_000  # bytes, and below: pixels of both sides, and the one by the other, that sendPhoto takes
)
_BROADEST, _SLIMMEST = 10_000, 20
_WORDS = {
    "zh-CN": {"correction": "更正（{}）：{}", "moved": "（这条消息的内容已移到上一条。）"},
    "en": {
        "correction": "Correction ({}): {}",
        "moved": "(What stood here has moved into the message above.)",
    },
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person decided about messages of which nobody knows whether they arrived."""

    again: bool = False
    sent: bool = False
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one channel."""

    channel: str
    said: str
    failed: bool = False


def channels_of(settings: Settings, environ: Mapping[str, str] = os.environ) -> list[Channel]:
    """Return the channels that are set up, [] if none is. Raises UsageError for one set up by half."""
    token, chat = environ.get("TELEGRAM_BOT_TOKEN", "").strip(), _chat(settings, environ)
    problems = []
    if token and not chat:
        problems.append("TELEGRAM_BOT_TOKEN is set and no chat; set TELEGRAM_CHAT_ID to the channel's @name")
    if chat and not token:
        problems.append(f"the chat {chat} is set and no bot; set TELEGRAM_BOT_TOKEN to what @BotFather shows")
    if token and not TOKEN.fullmatch(token):
        problems.append("TELEGRAM_BOT_TOKEN is no bot token; @BotFather shows one like 123456:ABC…")
    if problems:
        raise UsageError(*problems)
    telegram: list[Channel] = [Telegram(chat, Bot(token, _address(settings, environ)))] if token else []
    return [*telegram, *services_at(environ.get("AI_DIGEST_APPRISE_URLS", ""))]


def announce(
    settings: Settings, date: dt.date, channels: Sequence[Channel], *, now: dt.datetime, answer: Answer
) -> list[Outcome]:
    """Tell the edition of a date in each channel. Raises UsageError if it is not to be told."""
    post, path = post_of(settings, date, now), Shelf(settings.content).told(date)
    with locked(path.parent):
        read_told(path, date)
        return [_tell(channel, post, Log(path, date, channel.name, now), answer) for channel in channels]


def rehearse(settings: Settings, date: dt.date, *, now: dt.datetime) -> list[Outcome]:
    """Return what each channel would be sent, Telegram's also while it is not set up. Nothing is sent."""
    post, told = post_of(settings, date, now), read_told(Shelf(settings.content).told(date), date)
    channels: list[Channel] = [
        Telegram(_chat(settings, os.environ), None),
        *services_at(os.environ.get("AI_DIGEST_APPRISE_URLS", "")),
    ]
    entries = [told.channels.get(channel.name, ChannelRecord()) for channel in channels]
    return [
        Outcome(channel.name, UNCLEAR if entry.unclear else channel.rehearse(post, entry))
        for channel, entry in zip(channels, entries, strict=True)
    ]


def post_of(settings: Settings, date: dt.date, now: dt.datetime) -> Post:
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


def _tell(channel: Channel, post: Post, log: Log, answer: Answer) -> Outcome:
    try:
        if log.entry.unclear:
            _settle(log, answer)
        return Outcome(channel.name, channel.tell(post, log))
    except UnclearError as error:
        return Outcome(channel.name, f"{error}; {UNCLEAR}", failed=True)
    except TellError as error:
        return Outcome(channel.name, str(error), failed=True)


def _settle(log: Log, answer: Answer) -> None:
    """Take a person's word for what became of a message. Raises TellError if there is none."""
    if answer.again:
        log.forget()
    elif answer.sent:
        log.settle(State.SENT, answer.message)
    else:
        raise TellError(UNCLEAR)


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
    return [words.format(one.date, _line(one.text)) for one in reversed(found)]


def _page(settings: Settings, article: Article) -> str:
    """Return the address of the page; the environment's SITEURL counts where the settings have none."""
    site = settings.site_url or os.environ.get("SITEURL", "").rstrip("/")
    if not site or _HERE.fullmatch(urlsplit(site).hostname or ""):
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
    if found.state is not PictureState.READY or found.file is None or found.size is None:
        return None
    longer, shorter = max(found.size), max(1, min(found.size))
    fits = longer + shorter <= _BROADEST and longer <= _SLIMMEST * shorter
    light = found.file.stat().st_size <= _HEAVIEST
    return found.file if fits and light and found.file.suffix.lower() in _PICTURES else None


def _chat(settings: Settings, environ: Mapping[str, str]) -> str:
    return environ.get("TELEGRAM_CHAT_ID", "").strip() or str(settings.options.telegram_chat)


def _address(settings: Settings, environ: Mapping[str, str]) -> str:
    return environ.get("TELEGRAM_API_URL", "").strip() or settings.options.telegram_api


def _line(text: str) -> str:
    """Return a text on one line, as a reader sees it."""
    return " ".join(without_unseen(text).split())
