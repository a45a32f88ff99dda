"""The one door to the Messages API: a request goes out, a complete answer or a DraftError comes back.

Answers are streamed: the connection is never idle for long, and the first event tells when the prompt cache
is open for the next calls. Nothing is parsed here, so that usage and stop reason of a bad answer are kept.
Before an answer begins, the SDK retries (429, 5xx, connections); a stream that breaks off is asked for once
more.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any, TypedDict

from ai_digest.errors import DraftError
from ai_digest.model import Call, Failure

from .answers import Answer, AnswerCache
from .prices import Usage, cost

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import anthropic

    from .ledger import Ledger

_STREAM_ATTEMPTS = 2
_LONGEST_REASON = 200
_ADVICE = {
    400: "check the model settings",
    401: "check ANTHROPIC_API_KEY",
    402: "check the billing of the api account",
    403: "check ANTHROPIC_API_KEY and what it may use",
    404: "check the name of the model",
    413: "lower the number of stories",
    429: "rate limit; try again later",
    529: "overloaded; try again later",
}


class ClaudeClient:
    """Sends requests with the official SDK, keeps the answers, enters every answered call in the ledger.

    `timeout` is in seconds, for connecting and for each wait on the stream. Raises DraftError if no
    credential is set.
    """

    def __init__(self, *, cache: Path, ledger: Ledger, timeout: float, max_retries: int) -> None:
        if not _credential():
            raise DraftError("no api key: set ANTHROPIC_API_KEY, or use --drafter extract")
        self._answers = AnswerCache(cache / "claude")
        self._ledger = ledger
        self._timeout = timeout
        self._max_retries = max_retries
        self._lock = threading.Lock()
        self._sdk: anthropic.Anthropic | None = None
        self._is_closed = False

    def ask(
        self, request: Mapping[str, Any], *, purpose: str, on_open: Callable[[], None] = lambda: None
    ) -> Answer:
        """Return the answer to a request, from the kept ones if it was asked before.

        `on_open` is called when an answer begins to arrive. Raises DraftError with the reason if none does.
        """
        kept = self._answers.get(request)
        answer = kept or self._send(request, on_open)
        if kept is None:
            self._keep(request, answer)
        self._enter(purpose, request["model"], answer, cached=kept is not None)
        return answer

    def _send(self, request: Mapping[str, Any], on_open: Callable[[], None]) -> Answer:
        for attempt in range(1, _STREAM_ATTEMPTS + 1):
            try:
                return self._stream(request, on_open)
            except _BrokenOffError as error:
                if attempt == _STREAM_ATTEMPTS:
                    raise DraftError(f"the answer broke off twice ({error}); try again later") from error
        raise AssertionError

    def _stream(self, request: Mapping[str, Any], on_open: Callable[[], None]) -> Answer:
        import anthropic  # takes 0.6 s, and most commands never need it
        import httpx2

        try:
            with self._client().messages.stream(**request) as stream:
                for event in stream:
                    if event.type == "message_start":
                        on_open()
                return _answer(stream.get_final_message())
        except anthropic.APIStatusError as error:
            raise _status_error(error, request["model"]) from error
        except anthropic.APITimeoutError as error:
            raise DraftError(f"no answer within {self._timeout:g} s; try again later") from error
        except anthropic.AnthropicError as error:
            raise DraftError(f"no connection to the api ({_one_line(error)}); check the network") from error
        except httpx2.InvalidURL as error:
            raise DraftError("ANTHROPIC_BASE_URL is no address; correct or unset it") from error
        except httpx2.HTTPError as error:
            raise _BrokenOffError(type(error).__name__) from error
        except (AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
            # what the SDK lets through when a proxy answers 200 with a page of its own
            reason = f"the api answered with something else than a message ({type(error).__name__})"
            raise DraftError(f"{reason}; check ANTHROPIC_BASE_URL and proxies") from error

    def _client(self) -> anthropic.Anthropic:
        import anthropic

        with self._lock:
            if self._is_closed:
                raise DraftError("the run was interrupted; run again")
            if self._sdk is None:
                self._sdk = anthropic.Anthropic(
                    **_credential(), timeout=self._timeout, max_retries=self._max_retries
                )
            return self._sdk

    def forget(self, request: Mapping[str, Any]) -> None:
        """Let the kept answer to a request go: it was of no use."""
        self._answers.forget(request)

    def close(self, *, for_good: bool = False) -> None:
        """Close the connections; the next request opens new ones, unless it is `for_good`."""
        with self._lock:
            self._is_closed = self._is_closed or for_good
            if self._sdk is not None:
                self._sdk.close()
                self._sdk = None

    def _keep(self, request: Mapping[str, Any], answer: Answer) -> None:
        try:
            self._answers.put(request, answer)
        except OSError as error:
            reason = f"an answer could not be kept, a later run pays for it again: {error}"
            self._ledger.add_failure(Failure("write", "cache", reason))

    def _enter(self, purpose: str, model: str, answer: Answer, *, cached: bool) -> None:
        usage = answer.usage
        self._ledger.add_call(
            Call(
                purpose=purpose,
                model=model,
                input_tokens=usage.input_tokens,
                cache_write_tokens=usage.cache_write_tokens,
                cache_read_tokens=usage.cache_read_tokens,
                output_tokens=usage.output_tokens,
                cost=0.0 if cached else cost(model, usage),
                cached=cached,
            )
        )


class _Credential(TypedDict, total=False):
    api_key: str
    auth_token: str


class _BrokenOffError(Exception):
    """A stream that ended before its message did."""


def _credential() -> _Credential:
    """Return the key, or else the token, of the environment as the SDK's argument; {} if there is none.

    It is passed because the SDK would otherwise also look for profiles on disk; space around it, a line break
    of a secrets file for example, would make an illegal header.
    """
    key = os.environ.get("ANTHROPIC_API_KEY", "").strip()
    token = os.environ.get("ANTHROPIC_AUTH_TOKEN", "").strip()
    if key:
        return {"api_key": key}
    return {"auth_token": token} if token else {}


def _answer(message: Any) -> Answer:
    """Return a final message as an answer; raises _BrokenOffError if it is not complete."""
    if message.stop_reason is None:
        raise _BrokenOffError("no stop reason")
    details = message.stop_details
    return Answer(
        text="".join(block.text for block in message.content if block.type == "text"),
        stop_reason=message.stop_reason,
        refusal=(details.category or "") if details is not None else "",
        usage=Usage(
            input_tokens=message.usage.input_tokens or 0,
            cache_write_tokens=message.usage.cache_creation_input_tokens or 0,
            cache_read_tokens=message.usage.cache_read_input_tokens or 0,
            output_tokens=message.usage.output_tokens or 0,
        ),
    )


def _status_error(error: anthropic.APIStatusError, model: str) -> Exception:
    """Return what an error of the API means; one that arrives inside a stream broke it off."""
    status = error.status_code
    if status < 400:  # noqa: PLR2004
        return _BrokenOffError(error.type or "error event")
    advice = _ADVICE.get(status, "try again later")
    return DraftError(f"the api answered {status} for {model!r} ({_one_line(error)}); {advice}")


def _one_line(error: anthropic.AnthropicError) -> str:
    """Return the API's own words if there are any, on one line and not too long."""
    text = getattr(error, "api_message", None) or str(error)
    return " ".join(text.split())[:_LONGEST_REASON].rstrip(". ")
