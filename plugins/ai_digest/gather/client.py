"""The HTTP client: many addresses side by side, each with its deadline and its size limit."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx2

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

USER_AGENT = "ai-digest/0.1 (daily news digest; one request a source a day)"
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
MAX_BYTES = 20 * 1024 * 1024
MAX_REDIRECTS = 5
CONNECT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for one fetch and for all of them together; fetches at once from one host."""

    fetch: float = 12.0
    all: float = 20.0
    per_host: int = 4


@dataclass(frozen=True, slots=True)
class Response:
    """What an address answered. `error` says in words why there is no body; then `body` is empty."""

    address: str
    final_address: str = ""
    content_type: str = ""
    body: bytes = b""
    seconds: float = 0.0
    error: str = ""


async def fetch_all(addresses: Iterable[str], limits: Limits) -> AsyncIterator[Response]:
    """Fetch all addresses and yield each answer as it comes; none is missing, none raises.

    What has not answered within `limits.all` seconds is given up and yielded as an error.
    """
    hosts: dict[str, asyncio.Semaphore] = {}
    timeout = httpx2.Timeout(limits.fetch, connect=min(CONNECT_SECONDS, limits.fetch))
    headers = {"user-agent": USER_AGENT, "accept": ACCEPT}
    async with httpx2.AsyncClient(
        headers=headers, timeout=timeout, follow_redirects=True, max_redirects=MAX_REDIRECTS
    ) as client:
        tasks = {}
        for address in addresses:
            host = hosts.setdefault(urlsplit(address).netloc, asyncio.Semaphore(limits.per_host))
            tasks[asyncio.create_task(_fetch(client, address, host, limits))] = address
        try:
            async for response in _as_they_come(tasks, limits.all):
                yield response
        finally:
            for task in tasks:
                task.cancel()


async def _as_they_come(tasks: dict[asyncio.Task[Response], str], seconds: float) -> AsyncIterator[Response]:
    deadline = time.monotonic() + seconds
    waiting = set(tasks)
    while waiting:
        left = max(0.0, deadline - time.monotonic())
        done, waiting = await asyncio.wait(waiting, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            yield task.result()
        if not done:
            break
    for task in waiting:
        yield Response(
            tasks[task], seconds=seconds, error=f"cut off: no answer within {seconds:g} s of the run"
        )


async def _fetch(
    client: httpx2.AsyncClient, address: str, host: asyncio.Semaphore, limits: Limits
) -> Response:
    async with host:
        started = time.monotonic()
        try:
            async with asyncio.timeout(limits.fetch):
                response = await _read(client, address)
        except TimeoutError:
            response = Response(address, error=f"timed out after {limits.fetch:g} s")
        except httpx2.HTTPError as error:
            response = Response(address, error=_in_words(error))
        except (httpx2.InvalidURL, ValueError, OSError) as error:
            response = Response(address, error=f"bad address or answer: {error}")
        return replace(response, seconds=round(time.monotonic() - started, 3))


async def _read(client: httpx2.AsyncClient, address: str) -> Response:
    async with client.stream("GET", address) as answer:
        if answer.status_code != httpx2.codes.OK:
            return Response(address, error=f"HTTP {answer.status_code} {answer.reason_phrase}".strip())
        body = bytearray()
        async for chunk in answer.aiter_bytes():
            body += chunk
            if len(body) > MAX_BYTES:
                return Response(address, error=f"larger than {MAX_BYTES // 2**20} MiB")
        return Response(address, str(answer.url), answer.headers.get("content-type", ""), bytes(body))


def _in_words(error: httpx2.HTTPError) -> str:
    kinds = {
        httpx2.ConnectTimeout: "no connection in time",
        httpx2.TimeoutException: "no answer in time",
        httpx2.ConnectError: "cannot connect",
        httpx2.TooManyRedirects: f"more than {MAX_REDIRECTS} redirects",
        httpx2.DecodingError: "broken compression",
        httpx2.UnsupportedProtocol: "redirected to something that is not http or https",
    }
    words = next((words for kind, words in kinds.items() if isinstance(error, kind)), "connection failed")
    detail = " ".join(str(error).split())
    return f"{words}: {detail}" if detail else words
