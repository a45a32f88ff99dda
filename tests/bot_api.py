"""A scripted Telegram Bot API on loopback: it keeps a chat and enforces the rules of the real one.

    with ScriptedBotApi() as api:
        api.enqueue(Fail(429, retry_after=3), AcceptAndHang())   # the next two requests
        …                                                        # everything else is answered by the rules
        api.chat[1].text                                         # what a reader of the channel sees
        api.history[0].method

The rules: the token and the chat are known; a text has 1 to 4096 and a caption at most 1024 UTF-16 code
units; entities lie inside their text and begin and end between characters; a photo is a picture of 10 MB and
10,000 pixels of both sides at most; what is edited or replied to is there, and an edit changes something.
`python -m tests.bot_api` runs it for a person to try.
"""

from __future__ import annotations

import io
import itertools
import json
import threading
import time
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from PIL import Image

from tests.loopback_server import Handler, LoopbackServer

Fields = dict[str, Any]
TOKEN = "123456:scripted-bot_token-0123456789abcdef"  # noqa: S105  it opens nothing
CHAT = "@ai_digest_daily"
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
_PREFIXES = {400: "Bad Request: ", 403: "Forbidden: ", 429: "Too Many Requests: "}


@dataclass(frozen=True)
class Fail:
    """The API says no."""

    code: int
    description: str = "scripted"
    retry_after: int | None = None
    migrate_to: int | None = None

    def as_json(self) -> Fields:
        """Return the answer's body."""
        said = f"retry after {self.retry_after}" if self.retry_after is not None else self.description
        named = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to}
        parameters = {key: value for key, value in named.items() if value is not None}
        body: Fields = {"ok": False, "error_code": self.code}
        body["description"] = f"{_PREFIXES.get(self.code, '')}{said}"
        return body | ({"parameters": parameters} if parameters else {})


@dataclass(frozen=True)
class Page:
    """Something between the client and the API answers with a page."""

    code: int = 502
    html: str = "<html><title>502 Bad Gateway</title></html>"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Drop:
    """The connection is reset; `accepted` says whether the request was carried out before."""

    accepted: bool = False


@dataclass(frozen=True)
class Hang:
    """No answer for so many seconds; the request was carried out before, if it was `accepted`."""

    seconds: float = 2.0
    accepted: bool = True


Answer = Fail | Page | Drop | Hang


@dataclass(frozen=True)
class Received:
    """One request: the method, its fields with JSON taken apart, the bytes of a photo."""

    method: str
    fields: Fields
    photo: bytes | None = None


@dataclass
class Message:
    """A message in the chat, as a reader sees it."""

    text: str
    entities: list[Fields]
    photo: bytes | None = None
    reply_to: int | None = None
    silent: bool = False
    edits: int = 0


class RuleError(Exception):
    """A request that breaks a rule of the API."""


class ScriptedBotApi(LoopbackServer):
    """The server; answers what is enqueued first, then by the rules."""

    def __init__(self, *, port: int = 0, token: str = TOKEN, chat: str = CHAT) -> None:
        super().__init__(_Handler, port)
        self.history: list[Received] = []
        self.chat: dict[int, Message] = {}
        self.caption_limit, self.text_limit = 1024, 4096
        self._token, self._name = token, chat
        self._queue: list[tuple[str, Answer]] = []
        self._lock = threading.Lock()

    def enqueue(self, *answers: Answer, when: str = "") -> None:
        """Answer the next requests (of the method `when`) with these, once each."""
        self._queue += [(when, answer) for answer in answers]

    @property
    def methods(self) -> list[str]:
        """The methods that were asked for, in order."""
        return [received.method for received in self.history]

    def answer(self, path: str, kind: str, body: bytes) -> Answer | Fields:
        """Take a request in; return what is scripted for it or what the rules say."""
        with self._lock:
            received = _received(path.rpartition("/")[2], kind, body)
            self.history.append(received)
            place = next((n for n, (when, _) in enumerate(self._queue) if when in received.method), None)
            scripted = None if place is None else self._queue.pop(place)[1]
            if isinstance(scripted, Fail | Page) or (scripted and not scripted.accepted):
                return scripted
            try:
                result = self._carry_out(path, received)
            except RuleError as error:
                code = 401 if "Unauthorized" in str(error) else 400
                return Fail(code, str(error))
            return scripted or result

    def _carry_out(self, path: str, received: Received) -> Fields:
        if path != f"/bot{self._token}/{received.method}":
            raise RuleError("Unauthorized")
        fields = received.fields
        if str(fields.get("chat_id")) != self._name:
            raise RuleError("chat not found")
        number = fields.get("message_id", len(self.chat) + 1)
        match received.method:
            case "sendPhoto":
                self._add(number, self._caption(fields), fields, _picture(received.photo))
            case "sendMessage":
                self._add(number, self._text(fields), fields, None)
            case "editMessageCaption":
                self._edit(number, self._caption(fields), is_photo=True)
            case "editMessageText":
                self._edit(number, self._text(fields), is_photo=False)
            case _:
                raise RuleError("method not found")
        return {"ok": True, "result": {"message_id": number, "chat": {"id": -1001, "type": "channel"}}}

    def _add(self, number: int, words: Message, fields: Fields, photo: bytes | None) -> None:
        reply = fields.get("reply_parameters") or {}
        if reply and reply["message_id"] not in self.chat and not reply.get("allow_sending_without_reply"):
            raise RuleError("message to be replied not found")
        words.photo, words.reply_to = photo, reply.get("message_id")
        words.silent = bool(fields.get("disable_notification"))
        self.chat[number] = words

    def _edit(self, number: int, words: Message, *, is_photo: bool) -> None:
        there = self.chat.get(number)
        if there is None:
            raise RuleError("message to edit not found")
        if is_photo != (there.photo is not None):
            raise RuleError("there is no caption in the message to edit")
        if (there.text, there.entities) == (words.text, words.entities):
            raise RuleError(_NOT_MODIFIED)
        there.text, there.entities, there.edits = words.text, words.entities, there.edits + 1

    def _caption(self, fields: Fields) -> Message:
        text, entities = fields.get("caption", ""), fields.get("caption_entities", [])
        if _units(text) > self.caption_limit:
            raise RuleError("message caption is too long")
        return _words(text, entities)

    def _text(self, fields: Fields) -> Message:
        text, entities = fields.get("text", ""), fields.get("entities", [])
        if not text.strip():
            raise RuleError("message text is empty")
        if _units(text) > self.text_limit:
            raise RuleError("message is too long")
        return _words(text, entities)


def _received(method: str, kind: str, body: bytes) -> Received:
    if not kind.startswith("multipart/form-data"):
        return Received(method, json.loads(body))
    form = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    fields: Fields = {}
    photo = None
    for part in form.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if part.get_filename():
            photo = content
        elif str(name).endswith(("entities", "parameters", "options")):
            fields[str(name)] = json.loads(content)
        else:
            fields[str(name)] = content.decode()
    return Received(method, fields, photo)


def _words(text: str, entities: list[Fields]) -> Message:
    edges = {0, *itertools.accumulate(map(_units, text))}
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if entity["length"] < 1 or not {start, end} <= edges:
            raise RuleError(f"can't parse entities: {entity['type']} at {start} is outside of the text")
        if entity["type"] == "text_link" and not entity["url"].startswith(("http://", "https://")):
            raise RuleError(f"can't parse entities: wrong URL {entity['url']}")
    return Message(text, entities)


def _picture(photo: bytes | None) -> bytes:
    if not photo or len(photo) > 10_000_000:
        raise RuleError("file must be non-empty" if not photo else "file is too big")
    with Image.open(io.BytesIO(photo)) as image:
        image.load()
        width, height = image.size
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise RuleError("PHOTO_INVALID_DIMENSIONS")
    return photo


def _units(text: str) -> int:
    return sum(2 if ord(char) > 0xFFFF else 1 for char in text)


class _Handler(Handler):
    def do_POST(self) -> None:  # noqa: N802  the standard library's name
        scripted: ScriptedBotApi = self.server.scripted
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        answer = scripted.answer(self.path, self.headers.get("content-type", ""), body)
        self.close_connection = True
        match answer:
            case Fail():
                self.send(answer.code, json.dumps(answer.as_json()), "application/json", {})
            case Page():
                self.send(answer.code, answer.html, "text/html", answer.headers)
            case Hang():
                time.sleep(answer.seconds)
                self.reset()
            case Drop():
                self.reset()
            case _:
                self.send(200, json.dumps(answer), "application/json", {})


def main() -> None:
    """Serve until Ctrl-C, and print every request."""
    with ScriptedBotApi(port=8767) as api:
        print(f"TELEGRAM_API_URL={api.address} TELEGRAM_BOT_TOKEN={TOKEN} TELEGRAM_CHAT_ID={CHAT}")
        seen = 0
        while True:
            time.sleep(0.2)
            for received in api.history[seen:]:
                print(received.method, json.dumps(received.fields, ensure_ascii=False, indent=1))
            seen = len(api.history)


if __name__ == "__main__":
    main()
