"""The record of what was told of an edition, and where: written before and behind each request.

    intended ─▶ sent      an answer said so
       ├─────▶ (nothing)  an answer said that nothing was posted, or nothing was ever sent off
       └─────▶ unclear    no answer; so is what is still `intended` in a later run, for its program was killed

It lies in content/ beside the evidence, in git and not on the site, because a scheduled job starts from git.
It holds no token and no secret address.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from ai_digest.atomic import write_atomic
from ai_digest.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


class State(StrEnum):
    """What became of a message."""

    INTENDED = "intended"
    SENT = "sent"
    UNCLEAR = "unclear"


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Message(_Record):
    """One message: what it was sent as, the hash of its text, its id in the channel (null: unknown)."""

    state: State
    kind: Literal["photo", "text", "notice"]
    sha256: str
    id: int | None = None
    at: dt.datetime


class ChannelRecord(_Record):
    """What a channel was told; `sha256` is of the whole post, "" until all of it arrived."""

    sha256: str = ""
    messages: tuple[Message, ...] = ()

    @property
    def unclear(self) -> bool:
        """Whether nobody knows if one of the messages arrived."""
        return any(message.state is not State.SENT for message in self.messages)

    @property
    def is_known(self) -> bool:
        """Whether there is a post, and no doubt about it."""
        return bool(self.messages) and not self.unclear


class Told(_Record):
    """The whole record, by the names of the channels."""

    version: Literal[1] = 1
    edition: dt.date
    channels: dict[str, ChannelRecord] = {}


def read_told(path: Path, edition: dt.date) -> Told:
    """Read the record; without a file nothing was told. Raises UsageError if it is not of a known version."""
    if not path.exists():
        return Told(edition=edition)
    try:
        told = Told.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "file"
        raise UsageError(
            f"{path}: no record of version 1: {where}: {first['msg'].lower()}; take it back from git"
        ) from error
    if told.edition != edition:
        raise UsageError(f"{path}: it is the record of {told.edition}; take the right one back from git")
    return told


class Log:
    """One channel's part of the record; every change is on the disk before anything else happens."""

    def __init__(self, path: Path, edition: dt.date, channel: str, now: dt.datetime) -> None:
        """Take the file, the channel's name in it, and the moment that is written down."""
        self._path, self.edition, self._channel, self._now = path, edition, channel, now

    @property
    def entry(self) -> ChannelRecord:
        """What the channel was told so far."""
        return read_told(self._path, self.edition).channels.get(self._channel, ChannelRecord())

    def intend(self, kind: Literal["photo", "text", "notice"], sha256: str) -> None:
        """Write down that a message is about to be sent."""
        message = Message(state=State.INTENDED, kind=kind, sha256=sha256, at=self._now)
        self._put((*self.entry.messages, message))

    def settle(self, state: State, id: int | None = None) -> None:  # noqa: A002  the Bot API's own word
        """Write down what became of the messages that were intended or unclear."""
        changes = {"state": state, "id": id}
        self._put(
            tuple(
                message if message.state is State.SENT else message.model_copy(update=changes)
                for message in self.entry.messages
            )
        )

    def forget(self) -> None:
        """Take out what was intended or unclear: it did not arrive, or is to be sent anyhow."""
        self._put(tuple(message for message in self.entry.messages if message.state is State.SENT))

    def edited(self, number: int, sha256: str) -> None:
        """Write down the new text of a message, counted from 0."""
        messages = [*self.entry.messages]
        messages[number] = messages[number].model_copy(update={"sha256": sha256, "at": self._now})
        self._put(tuple(messages))

    def whole(self, sha256: str) -> None:
        """Write down that all of a post is in the channel."""
        self._put(self.entry.messages, sha256)

    def _put(self, messages: tuple[Message, ...], sha256: str = "") -> None:
        told = read_told(self._path, self.edition)
        entry = ChannelRecord(sha256=sha256, messages=messages)
        channels = {**told.channels, self._channel: entry}
        text = told.model_copy(update={"channels": channels}).model_dump_json(indent=1)
        write_atomic(self._path, f"{text}\n".encode())
