"""A Telegram channel or group: the cover with a caption, and what does not fit into it as messages behind it.

Markup is sent as entities, not as HTML or Markdown in the text: no title can break their parsing, there is
nothing to escape, and what is counted is what is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ai_digest.errors import TellError
from ai_digest.tell.bot_api import Bot, RefusedError, UnclearError
from ai_digest.tell.parts import CAPTION, MESSAGE, pack, units
from ai_digest.tell.record import State

if TYPE_CHECKING:
    from ai_digest.tell.parts import Part
    from ai_digest.tell.post import Post
    from ai_digest.tell.record import ChannelRecord, Log, Message

PHOTO, TEXT = "photo", "text"


@dataclass
class Telegram:
    """One chat: its @name or number, and the bot that posts there."""

    chat: str
    bot: Bot

    @property
    def name(self) -> str:
        """The name in the record."""
        return name_of(self.chat)

    def tell(self, post: Post, log: Log) -> str:
        """Send what is missing, edit what differs. Raises TellError; what was sent until then is recorded."""
        if log.entry.sha256 == post.sha256:
            return "already told"
        done = _Delivery(self.chat, self.bot, post, log)
        done.deliver()
        log.whole(post.sha256)
        return done.said()


def name_of(chat: str) -> str:
    """Return a chat's name in the record."""
    return f"telegram {chat or '(no chat is set)'}"


def rehearse(post: Post, entry: ChannelRecord) -> str:
    """Return each message as it would be sent, and whether it would."""
    if entry.sha256 == post.sha256:
        return "already told; nothing would be sent"
    parts = _parts(post, entry)
    plans = (_plan(part, number, post, entry) for number, part in enumerate(parts))
    return "\n\n".join(
        _described(part, f"message {number} of {len(parts)}: {plan}")
        for number, (part, plan) in enumerate(zip(parts, plans, strict=True), 1)
    )


class _Delivery:
    """Brings the messages of one post into a chat, in order."""

    def __init__(self, chat: str, bot: Bot, post: Post, log: Log) -> None:
        self._chat, self._bot, self._post, self._log = chat, bot, post, log
        self._sent = self._edited = 0

    def deliver(self) -> None:
        parts = _parts(self._post, self._log.entry)
        number = 0
        while number < len(parts):
            try:
                self._bring(parts[number], number)
            except RefusedError as error:
                smaller = parts[number].smaller() if error.is_about_length else []
                if not smaller:
                    raise
                parts[number : number + 1] = smaller
            else:
                number += 1
        for left in range(number, len(self._log.entry.messages)):
            self._bring(pack([self._post.placeholder()], None, first=CAPTION)[0], left)

    def said(self) -> str:
        counts = {"sent": self._sent, "edited": self._edited}
        done = [f"{count} message{'s' * (count > 1)} {what}" for what, count in counts.items() if count]
        return ", ".join(done) or "already told"

    def _bring(self, part: Part, number: int) -> None:
        messages = self._log.entry.messages
        if number >= len(messages):
            self._send(part, number)
            self._sent += 1
        elif messages[number].sha256 != part.sha256:
            self._edit(part, messages[number])
            self._log.edited(number, part.sha256)
            self._edited += 1

    def _send(self, part: Part, number: int) -> None:
        """Send a message; a picture that Telegram does not take is left out."""
        if number == 0 and self._post.picture:
            try:
                self._post_as(PHOTO, part)
            except RefusedError as error:
                if not error.is_about_picture:
                    raise
            else:
                return
        self._post_as(TEXT, part)

    def _post_as(self, kind: Any, part: Part) -> None:
        """Make the request with the record before and behind it."""
        place, method, photo = self._place(), "sendMessage", None
        if kind == PHOTO and self._post.picture:
            method, photo = "sendPhoto", (self._post.picture.name, self._post.picture.read_bytes())
        self._log.intend(kind, part.sha256)
        try:
            result = self._ask(method, kind, part, place, photo=photo)
        except UnclearError:
            self._log.settle(State.UNCLEAR)
            raise
        except TellError:
            self._log.forget()
            raise
        number = result.get("message_id")
        self._log.settle(State.SENT, number if isinstance(number, int) else None)

    def _place(self) -> dict[str, Any]:
        """Return where a new message goes: the later ones are replies to the first, without a sound."""
        first = next((one.id for one in self._log.entry.messages if one.state is State.SENT and one.id), None)
        if first is None:
            return {"chat_id": self._chat}
        reply = {"message_id": first, "allow_sending_without_reply": True}
        return {"chat_id": self._chat, "reply_parameters": reply, "disable_notification": True}

    def _edit(self, part: Part, there: Message) -> None:
        if there.id is None:
            raise TellError(
                "a message that was marked as sent has no id, so it cannot be edited; do it by hand"
            )
        place = {"chat_id": self._chat, "message_id": there.id}
        method = "editMessageCaption" if there.kind == PHOTO else "editMessageText"
        try:
            self._ask(method, there.kind, part, place, repeatable=True)
        except RefusedError as error:
            if error.says_gone:
                why = f"message {there.id} is no longer there; take it out of the record to post anew"
                raise TellError(why) from None
            if not error.says_unchanged:
                raise

    def _ask(self, method: str, kind: str, part: Part, place: dict[str, Any], **how: Any) -> dict[str, Any]:
        """Ask with entities, and without them if they are refused: the link is readable all the same."""
        fields = place | _words(kind, part)
        try:
            return self._bot.call(method, fields, **how)
        except RefusedError as error:
            if not error.is_about_entities:
                raise
        plain = {key: value for key, value in fields.items() if not key.endswith("entities")}
        return self._bot.call(method, plain, **how)


def _words(kind: str, part: Part) -> dict[str, Any]:
    if kind == PHOTO:
        return {"caption": part.text, "caption_entities": part.entities}
    # a preview would be fetched, and kept, before the page is there
    return {"text": part.text, "entities": part.entities, "link_preview_options": {"is_disabled": True}}


def _parts(post: Post, entry: ChannelRecord) -> list[Part]:
    """Divide a post; the first message stays what it was sent as."""
    is_photo = entry.messages[0].kind == PHOTO if entry.messages else post.picture is not None
    try:
        return pack(post.blocks(), post.link, first=CAPTION if is_photo else MESSAGE)
    except ValueError:
        raise TellError(f"the address of the page is too long for a caption: {post.page}") from None


def _plan(part: Part, number: int, post: Post, entry: ChannelRecord) -> str:
    if number >= len(entry.messages):
        picture = post.picture if number == 0 else None
        return f"photo {picture.name} with caption" if picture else "text"
    there = entry.messages[number]
    if there.sha256 == part.sha256:
        return f"{there.kind}, sent already"
    return f"{there.kind}, an edit of message {there.id}"


def _described(part: Part, plan: str) -> str:
    entities = ", ".join(f"{one['type']} {one['offset']}+{one['length']}" for one in part.entities)
    head = f"{plan}; {units(part.text)} of {part.limit} characters"
    return f"{head}\n{part.text}\n(entities: {entities or 'none'})"
