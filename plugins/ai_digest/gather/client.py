"""The HTTP client: many addresses side by side, each with its deadline, its checks and its size limit.

requests ─a host's turn─▶ hops, each checked ─▶ answer, kept if it can be asked for again
└─ the straggler rule and the time for all cut off whoever is late
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ai_digest.gather.addresses import Resolve, look_up
from ai_digest.gather.agent import user_agent
from ai_digest.gather.fetch import Fetcher
from ai_digest.gather.request import Limits, Request, Response
from ai_digest.gather.stragglers import Stragglers
from ai_digest.gather.validators import Answers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path

__all__ = ["Limits", "Request", "Response", "fetch_all"]

Answered = tuple[Request, Response]
AT_ONCE = 256  # below the 1024 open files that systems commonly allow


async def fetch_all(
    requests: Iterable[Request],
    limits: Limits,
    *,
    agent: str = "",
    cache: Path | None = None,
    resolve: Resolve = look_up,
) -> AsyncIterator[Response]:
    """Ask all addresses and yield each answer as it comes; none is missing, none raises.

    Who is cut off (`stragglers`) is yielded as an error; the cut does not wait for a slow caller. Without a
    `cache` folder nothing is kept and nothing is asked conditionally.
    """
    answers = Answers(cache) if cache else None
    async with Fetcher(
        limits, agent=agent or user_agent(), answers=answers, cache=cache, resolve=resolve
    ) as fetcher:
        turns = _Turns(limits.per_host)
        tasks = {asyncio.create_task(turns.take(fetcher, request)): request for request in requests}
        ready: asyncio.Queue[Answered | None] = asyncio.Queue()
        watch = asyncio.create_task(_watch(tasks, limits, ready))
        try:
            while (answered := await ready.get()) is not None:
                request, response = answered
                if answers and request.conditional and not response.unchanged:
                    await asyncio.to_thread(answers.keep, response)
                yield response
            await watch
        finally:
            await _end({watch, *tasks})


class _Turns:
    """Lets as many requests through at once as a host, and this machine, can bear.

    A host is a name with its port, and the one that is asked first: redirects lead to others unhindered.
    """

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._all = asyncio.Semaphore(AT_ONCE)

    async def take(self, fetcher: Fetcher, request: Request) -> Response:
        host = self._hosts.setdefault(_host(request.address), asyncio.Semaphore(self._per_host))
        async with host, self._all:
            return await fetcher.fetch(request)


async def _watch(
    tasks: dict[asyncio.Task[Response], Request], limits: Limits, ready: asyncio.Queue[Answered | None]
) -> None:
    """Pass the answers on as they come, cut off who is late, and end with None."""
    started = time.monotonic()
    waiting, rule = set(tasks), Stragglers(len(tasks), limits)
    try:
        while waiting:
            left = max(0.0, started + rule.cut - time.monotonic())
            done, waiting = await asyncio.wait(waiting, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                ready.put_nowait((tasks[task], task.result()))
            if not done:
                break
            rule.settle(len(done), time.monotonic() - started)
        for task in waiting:
            task.cancel()
            late = Response(tasks[task].address, seconds=round(rule.cut, 3), error=rule.reason)
            ready.put_nowait((tasks[task], late))
    finally:
        ready.put_nowait(None)


async def _end(tasks: set[asyncio.Task[Response] | asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
