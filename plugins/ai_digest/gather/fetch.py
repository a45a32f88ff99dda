"""One address asked: hop by hop, with a second try where it helps, and whatever happens put into one line."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Self

import httpcore2
import httpx2

from ai_digest.gather.addresses import AddressRefusedError, Resolve, check_host
from ai_digest.gather.connections import open_client
from ai_digest.gather.request import FetchError, Limits, Request, Response
from ai_digest.gather.retry import pause_after_error, pause_after_status
from ai_digest.gather.robots import Robots
from ai_digest.gather.unpack import ACCEPT_ENCODING, Unpacker, too_large
from ai_digest.gather.validators import conditions, validator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ai_digest.gather.validators import Answers

log = logging.getLogger(__name__)
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
MAX_REDIRECTS = 5
MAX_PORT = 65535
TRANSPORT_ERRORS = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
    httpx2.HTTPError,
    httpx2.InvalidURL,
    OSError,
    ValueError,
)


class Fetcher:
    """Asks addresses, each on its own; holds what they share: connections, robots.txt, kept answers."""

    def __init__(
        self, limits: Limits, *, agent: str, answers: Answers | None, cache: Path | None, resolve: Resolve
    ) -> None:
        """Open nothing yet; a connection is made when it is needed."""
        self._limits = limits
        self._answers = answers
        headers = {"user-agent": agent, "accept": ACCEPT, "accept-encoding": ACCEPT_ENCODING}
        self._clients = {
            private: open_client(limits, headers=headers, private=private, resolve=resolve)
            for private in (False, True)
        }
        self._robots = Robots(cache, self._fetch_robots)

    async def __aenter__(self) -> Self:
        """Begin."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        await self._robots.aclose()
        for client in self._clients.values():
            await client.aclose()

    async def fetch(self, request: Request) -> Response:
        """Return the answer; never raises: what went wrong is the answer's `error`."""
        return await self._within(self._limits.fetch, request)

    async def _fetch_robots(self, request: Request) -> Response:
        """Fetch a robots.txt in half the time that its page has."""
        return await self._within(self._limits.fetch / 2, request)

    async def _within(self, seconds: float, request: Request) -> Response:
        started = time.monotonic()
        try:
            async with asyncio.timeout(seconds):
                response = await self._twice_at_most(request, started + seconds)
        except TimeoutError:
            response = Response(request.address, error=f"timed out after {seconds:g} s")
        except FetchError as error:
            response = Response(request.address, error=str(error))
        except TRANSPORT_ERRORS as error:
            response = Response(request.address, error=in_words(error, self._limits))
        except Exception as bug:  # the fetching of an address ends here, and no other's is to end with it
            log.exception("%s cannot be fetched", request.address)
            response = Response(request.address, error=f"cannot be fetched: {type(bug).__name__}: {bug}")
        return replace(response, seconds=round(time.monotonic() - started, 3))

    async def _twice_at_most(self, request: Request, deadline: float) -> Response:
        """Ask, and ask once more if that can help and the wait ends before the deadline."""
        pause: float | None
        try:
            response, retry_after = await self._follow(request)
            now = dt.datetime.now(dt.UTC)
            pause = pause_after_status(response.status, retry_after, pause=self._limits.pause, now=now)
        except TRANSPORT_ERRORS as error:
            pause = pause_after_error(error, pause=self._limits.pause)
            if pause is None or time.monotonic() + pause >= deadline:
                raise
        else:
            if pause is None or time.monotonic() + pause >= deadline:
                return response
        await asyncio.sleep(pause)
        return (await self._follow(request))[0]

    async def _follow(self, request: Request) -> tuple[Response, str]:
        """Follow the redirects of an address, each checked before it is asked; return also Retry-After."""
        kept = self._answers.get(request.address) if self._answers and request.conditional else None
        url = httpx2.URL(request.address)
        for hop in range(MAX_REDIRECTS + 1):
            with _leading_there(redirect=hop > 0):
                await self._check(url, request, redirect=hop > 0)
                found = await self._ask(url, request, kept)
            if not isinstance(found, httpx2.URL):
                return found
            url = found
        raise FetchError(f"more than {MAX_REDIRECTS} redirects")

    async def _check(self, url: httpx2.URL, request: Request, *, redirect: bool) -> None:
        """Raise FetchError unless the address is one to ask: by its scheme, its host, and robots.txt."""
        if url.scheme not in {"http", "https"} or not url.host or (url.port or 0) > MAX_PORT:
            went = "redirected to something" if redirect else "an address"
            raise FetchError(f"{went} that is not http or https: {str(url)[:100]!r}")
        check_host(url.raw_host.decode("ascii").strip("[]"), private=request.private)
        if request.robots:
            await self._robots.check(url, private=request.private)

    async def _ask(
        self, url: httpx2.URL, request: Request, kept: Response | None
    ) -> tuple[Response, str] | httpx2.URL:
        """Ask one address and return the answer, or where it redirects to."""
        headers = conditions(kept, str(url))
        async with self._clients[request.private].stream("GET", url, headers=headers) as answer:
            if answer.has_redirect_location:
                return _target(answer)
            status = answer.status_code
            if status == httpx2.codes.NOT_MODIFIED and kept and headers:
                return replace(kept, unchanged=True, status=status), ""
            if status != httpx2.codes.OK:
                words = f"HTTP {status} {answer.reason_phrase[:60]}".strip()
                response = Response(request.address, str(url), error=words, status=status)
                return response, answer.headers.get("retry-after", "")
            return await self._read(answer, request), ""

    async def _read(self, answer: httpx2.Response, request: Request) -> Response:
        """Read the body within the size limit, as sent and unpacked."""
        limit, headers = self._limits.size, answer.headers
        if int(headers.get("content-length", "0")) > limit:
            raise too_large(limit)
        unpacker = Unpacker(headers.get("content-encoding", ""), limit)
        body, received = bytearray(), 0
        async with contextlib.aclosing(answer.aiter_raw()) as chunks:
            async for chunk in chunks:
                received += len(chunk)
                for piece in unpacker.feed(chunk):
                    body += piece
                    if len(body) > limit:
                        raise too_large(limit)
                if received > limit:
                    raise too_large(limit)
        unpacker.finish()
        return Response(
            address=request.address,
            final_address=str(answer.url),
            content_type=headers.get("content-type", ""),
            body=bytes(body),
            status=answer.status_code,
            received=received,
            etag=validator(headers.get("etag", "")),
            last_modified=validator(headers.get("last-modified", "")),
        )


@contextlib.contextmanager
def _leading_there(*, redirect: bool) -> Iterator[None]:
    """Say of a refused address whether the source has it itself, or redirects to it."""
    try:
        yield
    except AddressRefusedError as error:
        if redirect:
            raise FetchError(f"redirect refused: {error}") from error
        hint = "; say private = true if it is on your own network" if error.own_network else ""
        raise FetchError(f"address refused: {error}{hint}") from error


def _target(answer: httpx2.Response) -> httpx2.URL:
    try:
        return answer.url.join(answer.headers["location"])
    except (httpx2.InvalidURL, ValueError) as error:
        raise FetchError(f"redirected to what is no address: {answer.headers['location'][:100]!r}") from error


def _plain(error: Exception) -> str:
    """Return an error's text as a line of at most 200 characters, without the marks of Python's bytes."""
    return re.sub(r"\bbytearray\(b(.*?)\)", r"\1", " ".join(str(error).split()))[:200]


def in_words(error: Exception, limits: Limits) -> str:
    """Return the report's line for an error of the transport."""
    words = {
        httpcore2.ConnectTimeout: f"no connection within {min(limits.connect, limits.fetch):g} s",
        httpcore2.TimeoutException: f"no answer in time: silence for {min(limits.read, limits.fetch):g} s",
        httpcore2.ConnectError: "cannot connect",
        httpcore2.NetworkError: "connection failed: it was reset",
        httpcore2.ProtocolError: "connection failed",
    }
    said = next((said for kind, said in words.items() if isinstance(error, kind)), "bad address or answer")
    detail = "" if isinstance(error, httpcore2.TimeoutException) else _plain(error)
    return f"{said}: {detail}" if detail else said
