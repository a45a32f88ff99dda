"""The client of the Telegram Bot API (https://core.telegram.org/bots/api): a request and what came of it.

    done          a result
    refused       the API said no: nothing was posted        (RefusedError; 429 is waited for)
    unreachable   nothing can have come of it: nobody listens, no TLS, or the API itself said 5xx
                  (UnreachableError)
    unclear       sent off, and no answer that says anything: it may have been posted  (UnclearError)

The API has no key by which a request that is made twice would count once. So what is unclear is asked again
only where that does no harm: an edit. The token is part of the address; no message, log or traceback has it.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx2

from ai_digest.characters import without_unseen
from ai_digest.errors import TellError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ADDRESS = "https://api.telegram.org"
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{20,}")
PATIENCE = 60.0  # seconds that all the waiting for one post may take
PAUSES = (1.0, 3.0)  # seconds before the second and the third try
SILENCE, CONNECT = 30.0, 10.0  # seconds that an answer, and a connection, may take to come
LONGEST = 60.0  # seconds until an answer has to be complete
_LARGEST = 1 << 20  # bytes of an answer
_LONGEST_REASON = 200  # characters of what an answer says
_NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError, httpx2.InvalidURL)
_LOGGERS = ("httpx2", "httpcore2")  # they log addresses
_TOO_MANY, _ERRORS, _GATEWAY_TIMEOUT = 429, 500, 504

Result = dict[str, Any]
Photo = tuple[str, bytes]  # its file name and content


class UnclearError(TellError):
    """A request went out and nobody knows what came of it."""


class UnreachableError(TellError):
    """A request was surely not accepted, and may be made again."""


class RefusedError(TellError):
    """The API refused a request: `code` and `description` as it says them."""

    def __init__(self, code: int, description: str, parameters: Result) -> None:
        """Take what the answer says."""
        super().__init__(f"{code} {description}{_advice(code, description.lower(), parameters)}")
        self.code = code
        self.description = description.lower().replace("_", " ")
        self.retry_after = parameters.get("retry_after")

    @property
    def is_about_entities(self) -> bool:
        """Whether the text would pass without its markup."""
        return self.code == 400 and "entit" in self.description  # noqa: PLR2004

    @property
    def is_about_length(self) -> bool:
        """Whether a shorter text would pass."""
        return self.code == 400 and "too long" in self.description and not self.is_about_entities  # noqa: PLR2004

    @property
    def is_about_picture(self) -> bool:
        """Whether the text would pass without its picture."""
        return self.code == 413 or (  # noqa: PLR2004
            self.code == 400 and re.search(r"photo|image|file", self.description) is not None  # noqa: PLR2004
        )

    @property
    def says_unchanged(self) -> bool:
        """Whether an edit found the message as it was to be."""
        return "message is not modified" in self.description

    @property
    def says_gone(self) -> bool:
        """Whether the message that was to be edited is not there."""
        return "message to edit not found" in self.description or "message id invalid" in self.description


@dataclass
class Bot:
    """A bot, and how patiently it asks."""

    token: str = field(repr=False)
    address: str = ADDRESS
    patience: float = PATIENCE
    silence: float = SILENCE
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    def call(
        self, method: str, fields: Result, photo: Photo | None = None, *, repeatable: bool = False
    ) -> Result:
        """Make a request, again where nothing can have come of it; `repeatable`: again in any case.

        Raises RefusedError, UnclearError or UnreachableError.
        """
        pauses = iter(PAUSES)
        while True:
            try:
                return self._ask(method, fields, photo)
            except RefusedError as error:
                if error.code != _TOO_MANY or not self._wait(error.retry_after):
                    raise
            except (UnreachableError, UnclearError) as error:
                may_repeat = repeatable or isinstance(error, UnreachableError)
                if not may_repeat or not self._wait(next(pauses, None)):
                    raise

    def _wait(self, seconds: object) -> bool:
        """Wait, and tell whether that was within what is left of the patience."""
        if not isinstance(seconds, int | float) or not 0 <= seconds <= self.patience:
            return False
        self.patience -= seconds
        self.sleep(seconds)
        return True

    def _ask(self, method: str, fields: Result, photo: Photo | None) -> Result:
        try:
            with (
                _silent(),
                self._client() as client,
                client.stream("POST", **self._request(method, fields, photo)) as answer,
            ):
                body = _read(answer)
        except _NEVER_SENT as error:
            raise UnreachableError(f"cannot reach {self.address}: {self._clean(error)}") from None
        except httpx2.HTTPError as error:
            late = isinstance(error, httpx2.TimeoutException)
            what = "no answer in time" if late else "the answer broke off"
            raise UnclearError(f"{what} ({self._clean(error)})") from None
        return self._result(answer.status_code, body)

    def _client(self) -> httpx2.Client:
        """Return a client that follows no redirect; the environment's proxies are used, as many need one."""
        return httpx2.Client(timeout=httpx2.Timeout(self.silence, connect=CONNECT), follow_redirects=False)

    def _request(self, method: str, fields: Result, photo: Photo | None) -> Result:
        url = f"{self.address.rstrip('/')}/bot{self.token}/{method}"
        if photo is None:
            return {"url": url, "json": fields}
        form = {key: value if isinstance(value, str) else json.dumps(value) for key, value in fields.items()}
        return {"url": url, "data": form, "files": {"photo": photo}}

    def _result(self, status: int, body: bytes) -> Result:
        """Read an answer: what the API itself says counts, a page of something between us and it does not."""
        try:
            answer = json.loads(body)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
            raise self._odd(status)
        if answer["ok"]:
            result = answer.get("result")
            if isinstance(result, dict):
                return result
            raise UnclearError("an answer without a result")
        said = self._clean(answer.get("description"))
        if status == _GATEWAY_TIMEOUT:
            raise UnclearError(f"{status} {said}")
        if status >= _ERRORS:
            raise UnreachableError(f"{status} {said}")
        parameters = answer.get("parameters")
        raise RefusedError(status, said, parameters if isinstance(parameters, dict) else {})

    def _odd(self, status: int) -> TellError:
        said = "an answer that is not the Bot API's"
        if 300 <= status < 400:  # noqa: PLR2004  HTTP's own numbers, here and elsewhere
            return TellError(f"{self.address} redirects, and is not followed; correct TELEGRAM_API_URL")
        if 400 <= status < _ERRORS:  # noqa: PLR2004
            return RefusedError(status, said, {})
        return UnclearError(f"{status} {said}")

    def _clean(self, words: object) -> str:
        """Return words on one line, without the token, wherever they got it from."""
        text = " ".join(without_unseen(str(words or "no reason given")).split())
        return text.replace(self.token, "…").replace(self.token.partition(":")[2], "…")[:_LONGEST_REASON]


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep the HTTP library from logging addresses, which hold the token, whatever the program logs."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _read(answer: httpx2.Response) -> bytes:
    """Read a body of a sensible size in a sensible time."""
    started, body = time.monotonic(), b""
    for part in answer.iter_bytes():
        body += part
        if len(body) > _LARGEST or time.monotonic() - started > LONGEST:
            raise httpx2.ReadError("an answer without end")
    return body


def _advice(code: int, description: str, parameters: Result) -> str:
    """Say what a person can do about a refusal."""
    if code in {401, 404}:
        return "; no such bot: set TELEGRAM_BOT_TOKEN to the token that @BotFather shows"
    if new := parameters.get("migrate_to_chat_id"):
        return f"; set TELEGRAM_CHAT_ID to {new}"
    if "chat not found" in description:
        return "; set TELEGRAM_CHAT_ID to the channel's @name, or to its number, which begins with -100"
    if code == 403 or "rights" in description:  # noqa: PLR2004
        return "; make the bot an administrator of the channel that may post and edit messages"
    if code == _TOO_MANY:
        return "; run again later"
    return ""
