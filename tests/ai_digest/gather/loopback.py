"""A web server on loopback whose every answer a test decides."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

FEED = "application/rss+xml; charset=utf-8"
PAGE = "text/html; charset=utf-8"


class Loopback(ThreadingHTTPServer):
    """Answers a path as it was told to, any other with 404; remembers what was asked."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.hosts: set[str] = set()
        self.headers: list[dict[str, str]] = []
        self.ended = threading.Event()

    def __enter__(self) -> Self:
        """Serve in the background."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of whoever hangs, and end."""
        self.ended.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that hangs up is what some tests are about."""

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self.server_port}{path}"

    def serve(
        self, path: str, body: bytes = b"", *, status: int = 200, kind: str = FEED, **headers: str
    ) -> str:
        """Answer a path with a body and return its address; `Content_Encoding=…` names a header."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            send(request, status, body, {"Content-Type": kind, **headers})

        return self.on(path, answer)

    def on(self, path: str, answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        """Let a function answer a path and return its address."""
        self.answers[path] = answer
        return self.url(path)

    def hang(self, path: str, start: bytes = b"") -> str:
        """Never end the answer to a path: send `start`, if any, as the first part of a body, and stop."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            if start:
                request.send_response(200)
                request.send_header("Content-Length", "1000000")
                request.end_headers()
                request.wfile.write(start)
            self.ended.wait(30)

        return self.on(path, answer)


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the function the test gave for its path."""

    def log_message(self, *_: object) -> None:
        """Say nothing: requests are no news."""

    def do_GET(self) -> None:
        """Answer as the test said; what it did not mention is not there."""
        server = self.server
        assert isinstance(server, Loopback)
        server.asked.append(self.path)
        server.agents.add(self.headers.get("User-Agent", ""))
        server.hosts.add(self.headers.get("Host", ""))
        server.headers.append({name.lower(): value for name, value in self.headers.items()})
        server.answers.get(self.path, lambda request: send(request, 404, b"", {}))(self)


def send(request: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    """Send a whole answer; a header's name is written with underscores, its Content-Length is the body's."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    request.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **given}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)
