"""Connections that go to checked addresses only: httpx2's transport over httpcore2's public pool.

The name in the address stays what it is for everything but the connection itself: TLS asks for its
certificate and names it (SNI), and the Host header says it. No proxy of the environment is used, because a
proxy looks names up by itself and nobody would have checked where they lead.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING

import httpcore2
import httpx2

from ai_digest.gather.addresses import Resolve, find_addresses

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from ssl import SSLContext

    from ai_digest.gather.request import Limits

STAGGER = 0.25  # seconds until the next address of a name is tried beside the first (RFC 8305 §5)
KEPT_OPEN = 20
KEPT_SECONDS = 5.0


def open_client(
    limits: Limits, *, headers: dict[str, str], private: bool, resolve: Resolve
) -> httpx2.AsyncClient:
    """Return a client for public addresses, or for private ones too.

    The two never share a connection, so that a public source cannot reach a private server through one that a
    private source left open. Cookies are not kept, redirects not followed.
    """
    return httpx2.AsyncClient(
        transport=_Transport(CheckedBackend(private=private, resolve=resolve)),
        headers=headers,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        timeout=httpx2.Timeout(
            min(limits.read, limits.fetch), connect=min(limits.connect, limits.fetch), pool=None
        ),
        follow_redirects=False,
        trust_env=False,
    )


class CheckedBackend(httpcore2.AsyncNetworkBackend):
    """Finds the addresses of a host, has them checked, and connects to one of those very addresses."""

    def __init__(self, *, private: bool, resolve: Resolve) -> None:
        """Take who looks names up, and whether private addresses are allowed."""
        self._private = private
        self._resolve = resolve
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the interface is httpcore2's
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect; raises AddressRefusedError, ConnectError or ConnectTimeout."""
        try:
            async with asyncio.timeout(timeout):
                try:
                    found = await find_addresses(host, private=self._private, resolve=self._resolve)
                except (OSError, UnicodeError) as error:
                    raise httpcore2.ConnectError(f"{host!r} does not resolve: {_reason(error)}") from error
                return await self._first(found, port, local_address, socket_options)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout from error

    async def _first(
        self,
        addresses: tuple[str, ...],
        port: int,
        local_address: str | None,
        options: Iterable[httpcore2.SOCKET_OPTION] | None,
    ) -> httpcore2.AsyncNetworkStream:
        """Try the addresses in order, after a while beside the earlier ones; take the first that connects."""
        attempts: set[asyncio.Task[httpcore2.AsyncNetworkStream]] = set()
        left = list(addresses)
        failed: BaseException | None = None
        try:
            while left or attempts:
                if left:
                    connecting = self._inner.connect_tcp(left.pop(0), port, None, local_address, options)
                    attempts.add(asyncio.create_task(connecting))
                done, _ = await asyncio.wait(
                    attempts, timeout=STAGGER if left else None, return_when=asyncio.FIRST_COMPLETED
                )
                for attempt in done:
                    attempts.discard(attempt)
                    failed = attempt.exception()
                    if failed is None:
                        return attempt.result()
        finally:
            await _give_up(attempts)
        raise httpcore2.ConnectError(_reason(failed)) from failed


@lru_cache(maxsize=1)
def _tls() -> SSLContext:
    """Return the system's trust, or that of SSL_CERT_FILE; reading it takes longer than a request."""
    return httpcore2.default_ssl_context()


class _Transport(httpx2.AsyncBaseTransport):
    """Hands httpx2's requests to a pool of connections that the backend opens; errors are httpcore2's."""

    def __init__(self, backend: CheckedBackend) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=_tls(),
            max_connections=None,
            max_keepalive_connections=KEPT_OPEN,
            keepalive_expiry=KEPT_SECONDS,
            network_backend=backend,
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return the answer with its body yet to be read."""
        url = httpcore2.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = await self._pool.handle_async_request(
            httpcore2.Request(
                method=request.method, url=url, headers=request.headers.raw, extensions=request.extensions
            )
        )
        return httpx2.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


class _Body(httpx2.AsyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async with contextlib.aclosing(self._answer.aiter_stream()) as parts:
            async for part in parts:
                yield part

    async def aclose(self) -> None:
        await self._answer.aclose()


async def _give_up(attempts: set[asyncio.Task[httpcore2.AsyncNetworkStream]]) -> None:
    """End the attempts that are still under way, and close what one of them opened meanwhile."""
    for attempt in attempts:
        attempt.cancel()
    for attempt in attempts:
        with contextlib.suppress(asyncio.CancelledError, httpcore2.NetworkError, httpcore2.TimeoutException):
            await (await attempt).aclose()


def _reason(error: BaseException | None) -> str:
    """Return the system's words for why there is no connection: those of the innermost error that has any."""
    words = ""
    while error is not None:
        if isinstance(error, OSError) and error.errno:
            words = os.strerror(error.errno) if error.errno > 0 else str(error.strerror)
        words = words or str(error)
        error = error.__cause__ or error.__context__
    return words or "no reason given"
