"""Requests to the API by the official SDK, and what its errors mean: a DraftError of one line.

Retries are made here, not by the SDK: it would sleep for as long as a Retry-After asks, be it a day, and
could not be woken by Ctrl-C. Tried again are 408, 409, 429, 5xx, time-outs and lost connections; a stream
that breaks off is asked for once more.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import email.utils
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from ai_digest.errors import DraftError

from .answers import Answer
from .credential import credential
from .endings import RejectedError, TooLongError
from .prices import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import anthropic

_Got = TypeVar("_Got")
LONGEST_WAIT = 60.0  # seconds; who asks for more is given up
_STREAM_ATTEMPTS = 2
_LONGEST_REASON = 200
_AGAIN = frozenset({408, 409, 429})
_SERVER_ERROR = 500
_TOO_LARGE = 413
_REJECTED = frozenset({400, 404})
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


class Connection:
    """The SDK's client, opened when it is first needed.

    `timeout` is in seconds, for connecting and for each wait on an answer; `pause` is the first wait before
    another try, doubled for each further one.
    """

    def __init__(self, *, timeout: float, max_retries: int, pause: float = 0.5) -> None:
        self._timeout = timeout
        self._max_retries = max_retries
        self._pause = pause
        self._lock = threading.Lock()
        self._sdk: anthropic.Anthropic | None = None
        self._is_over = threading.Event()

    def stream(
        self, request: Mapping[str, Any], *, on_open: Callable[[], None], on_text: Callable[[str], None]
    ) -> Answer:
        """Send a request, hear its answer arrive, return it whole. Raises DraftError if none is to be had."""
        for attempt in range(1, _STREAM_ATTEMPTS + 1):
            try:
                return self.call(lambda sdk: _streamed(sdk, request, on_open, on_text), request["model"])
            except _BrokenOffError as error:
                if attempt == _STREAM_ATTEMPTS:
                    raise DraftError(f"the answer broke off twice ({error}); try again later") from error
        raise AssertionError

    def call(self, ask: Callable[[anthropic.Anthropic], _Got], subject: str) -> _Got:
        """Ask the API something; what can pass is waited out. Raises DraftError, naming the subject."""
        for tried in range(self._max_retries + 1):
            try:
                with _explained(subject, self._timeout):
                    return ask(self._client())
            except _PassingError as error:
                wait = error.wait if error.wait is not None else self._pause * 2**tried
                if tried == self._max_retries or wait > LONGEST_WAIT:
                    raise DraftError(str(error)) from error
                self._is_over.wait(wait)
        raise AssertionError

    def close(self, *, for_good: bool = False) -> None:
        """Close the connections; the next request opens new ones, unless it is `for_good`."""
        if for_good:
            self._is_over.set()
        with self._lock:
            if self._sdk is not None:
                self._sdk.close()
                self._sdk = None

    def _client(self) -> anthropic.Anthropic:
        import anthropic  # takes 0.6 s, and most commands never need it

        with self._lock:
            if self._is_over.is_set():
                raise DraftError("the run was interrupted; run again")
            if self._sdk is None:
                self._sdk = anthropic.Anthropic(**credential(), timeout=self._timeout, max_retries=0)
            return self._sdk


class _BrokenOffError(Exception):
    """A stream that ended before its message did."""


class _PassingError(Exception):
    """Something that another try may not meet; `wait` is how many seconds the API asks for, if it says."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


def answer_of(message: Any, *, batch: bool = False) -> Answer:
    """Return a message of the API as an answer; raises _BrokenOffError if it is not complete."""
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
        batch=batch,
    )


def _streamed(
    sdk: anthropic.Anthropic,
    request: Mapping[str, Any],
    on_open: Callable[[], None],
    on_text: Callable[[str], None],
) -> Answer:
    """Stream a message: the connection is never idle for long, and usage and stop reason are kept."""
    with sdk.messages.stream(**request) as stream:
        for event in stream:
            if event.type == "message_start":
                on_open()
            elif event.type == "text":
                on_text(event.text)
        return answer_of(stream.get_final_message())


@contextlib.contextmanager
def _explained(subject: str, timeout: float) -> Iterator[None]:
    """Turn what the SDK raises, or lets through, into a _PassingError, a _BrokenOffError or a DraftError."""
    import anthropic
    import httpx2

    try:
        yield
    except anthropic.APIStatusError as error:
        raise _status_error(error, subject) from error
    except anthropic.APITimeoutError as error:
        raise _PassingError(f"no answer within {timeout:g} s; try again later") from error
    except anthropic.APIConnectionError as error:
        raise _PassingError(f"no connection to the api ({_one_line(error)}); check the network") from error
    except anthropic.AnthropicError as error:
        raise DraftError(f"the api cannot be asked ({_one_line(error)}); try again later") from error
    except httpx2.InvalidURL as error:
        raise DraftError("ANTHROPIC_BASE_URL is no address; correct or unset it") from error
    except httpx2.HTTPError as error:
        raise _BrokenOffError(type(error).__name__) from error
    except (AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        # what the SDK lets through when a proxy answers 200 with a page of its own
        reason = f"the api answered with something else than a message ({type(error).__name__})"
        raise DraftError(f"{reason}; check ANTHROPIC_BASE_URL and proxies") from error


def _status_error(error: anthropic.APIStatusError, subject: str) -> Exception:
    """Return what an error of the API means; one that arrives inside a stream broke it off."""
    status = error.status_code
    if status < 400:  # noqa: PLR2004
        return _BrokenOffError(error.type or "error event")
    advice = _ADVICE.get(status, "try again later")
    reason = f"the api answered {status} for {subject!r} ({_one_line(error)}); {advice}"
    if status == _TOO_LARGE:
        return TooLongError(reason)
    if status in _REJECTED:
        return RejectedError(reason)
    if status not in _AGAIN and status < _SERVER_ERROR:
        return DraftError(reason)
    wait = _asked_wait(error.response.headers)
    if wait is not None and wait > LONGEST_WAIT:
        reason = f"{reason}; it asks to wait {wait:.0f} s"
    return _PassingError(reason, wait)


def _asked_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of Retry-After, a number or a date, or of the API's own header in milliseconds."""
    with contextlib.suppress(ValueError):
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        if "retry-after" in headers:
            return max(0.0, float(headers["retry-after"]))
    with contextlib.suppress(ValueError, KeyError):
        moment = email.utils.parsedate_to_datetime(headers["retry-after"])
        return max(0.0, (moment - dt.datetime.now(moment.tzinfo or dt.UTC)).total_seconds())
    return None


def _one_line(error: anthropic.AnthropicError) -> str:
    """Return the API's own words if there are any, on one line and not too long."""
    text = getattr(error, "api_message", None) or str(error)
    return " ".join(text.split())[:_LONGEST_REASON].rstrip(". ")
