"""Announcing an edition: where it is told, and what became of it.

the announcement ─┬─▶ Telegram, as the environment sets it up
                  └─▶ services that apprise knows
                      each with its own record; one that fails stops no other
"""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.announcement import announcement_of
from ai_digest.atomic import locked
from ai_digest.errors import TellError, UsageError
from ai_digest.file.shelf import Shelf
from ai_digest.tell import Bot, Log, State, Telegram, read_told, services, telegram
from ai_digest.tell.bot_api import TOKEN
from ai_digest.tell.record import ChannelRecord
from ai_digest.tell.services import services_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ai_digest.config import Settings
    from ai_digest.tell import Channel, Post

NOT_SET_UP = (
    "no channel is set up, so nobody is told; for Telegram set TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID, "
    "for others AI_DIGEST_APPRISE_URLS"
)
UNCLEAR = (
    "nobody knows whether it arrived, so it is not sent again by itself; look into the channel, "
    "then run again with --sent if it is there, with --again if it is not"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person decided about messages of which nobody knows whether they arrived."""

    again: bool = False
    sent: bool = False
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edition in one channel."""

    date: dt.date
    channel: str
    said: str
    failed: bool = False


def channels_of(settings: Settings, environ: Mapping[str, str] = os.environ) -> list[Channel]:
    """Return the channels that are set up, [] if none is. Raises UsageError for one set up by half."""
    token, chat = environ.get("TELEGRAM_BOT_TOKEN", "").strip(), _chat(settings, environ)
    address = environ.get("TELEGRAM_API_URL", "").strip() or settings.options.telegram_api
    problems = []
    if token and not chat:
        problems.append("TELEGRAM_BOT_TOKEN is set and no chat; set TELEGRAM_CHAT_ID to the channel's @name")
    if chat and not token:
        problems.append(f"the chat {chat} is set and no bot; set TELEGRAM_BOT_TOKEN to what @BotFather shows")
    if token and not TOKEN.fullmatch(token):
        problems.append("TELEGRAM_BOT_TOKEN is no bot token; @BotFather shows one like 123456:ABC…")
    if not re.fullmatch(r"https?://[!-~]+", address):
        problems.append(f"TELEGRAM_API_URL {address!r} is no address; leave it out for Telegram's own")
    if problems:
        raise UsageError(*problems)
    bots: list[Channel] = [Telegram(chat, Bot(token, address))] if token else []
    return [*bots, *services_at(environ.get("AI_DIGEST_APPRISE_URLS", ""))]


def announce(
    settings: Settings,
    date: dt.date,
    channels: Sequence[Channel],
    *,
    now: dt.datetime,
    answer: Answer = Answer(),
) -> list[Outcome]:
    """Tell the edition of a date in each channel. Raises UsageError if it is not to be told."""
    post, path = announcement_of(settings, date, now), Shelf(settings.content).told(date)
    with locked(path.parent):
        return [_tell(channel, post, Log(path, date, channel.name, now), answer) for channel in channels]


def catch_up(
    settings: Settings, date: dt.date, channels: Sequence[Channel], *, now: dt.datetime
) -> Iterator[Outcome]:
    """Edit what was told of the editions before a date, as far as they were corrected since.

    Only where a post of theirs is known to be: a channel that is new hears of the latest edition first.
    """
    shelf = Shelf(settings.content)
    for days in range(settings.options.remembered_days, 0, -1):
        earlier = date - dt.timedelta(days=days)
        if not shelf.told(earlier).exists():
            continue
        try:
            told = read_told(shelf.told(earlier), earlier).channels
            known = [channel for channel in channels if channel.name in told and told[channel.name].is_known]
            yield from announce(settings, earlier, known, now=now) if known else ()
        except UsageError as error:
            yield Outcome(earlier, "corrections", str(error), failed=True)


def rehearse(settings: Settings, date: dt.date, *, now: dt.datetime) -> list[Outcome]:
    """Return what each channel would be sent, Telegram's also while it is not set up. Nothing is sent."""
    post, told = announcement_of(settings, date, now), read_told(Shelf(settings.content).told(date), date)
    shows = {telegram.name_of(_chat(settings, os.environ)): telegram.rehearse}
    for service in services_at(os.environ.get("AI_DIGEST_APPRISE_URLS", "")):
        shows[service.name] = services.rehearse
    entries = {name: told.channels.get(name, ChannelRecord()) for name in shows}
    return [
        Outcome(date, name, UNCLEAR if entries[name].unclear else show(post, entries[name]))
        for name, show in shows.items()
    ]


def _tell(channel: Channel, post: Post, log: Log, answer: Answer) -> Outcome:
    try:
        _settle(log, answer)
        return Outcome(log.edition, channel.name, channel.tell(post, log))
    except TellError as error:
        said = f"{error}; {UNCLEAR}" if log.entry.unclear else str(error)
        return Outcome(log.edition, channel.name, said, failed=True)


def _settle(log: Log, answer: Answer) -> None:
    """Take a person's word for what became of a message. Raises TellError if it is needed and not there."""
    if not log.entry.unclear:
        return
    if answer.again:
        log.forget()
    elif answer.sent:
        log.settle(State.SENT, answer.message)
    else:
        raise TellError("an earlier run sent a message off, and had no answer")


def _chat(settings: Settings, environ: Mapping[str, str]) -> str:
    return environ.get("TELEGRAM_CHAT_ID", "").strip() or settings.options.telegram_chat
