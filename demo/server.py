"""The web the demonstration reads from: a loopback server of invented feeds and article pages.

    python demo/server.py --port 8790

Files keep the placeholder `{{base}}` where an address of this server belongs; it is filled in as they are
served.
"""

from __future__ import annotations

import argparse
import hashlib
import threading
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
HOST = "127.0.0.1"
PLACEHOLDER = "{{base}}"
DEAD = "/feeds/silent.xml"
TYPES = {".xml": "application/xml; charset=utf-8", ".html": "text/html; charset=utf-8"}
PLAIN = "text/plain; charset=utf-8"


def fill(text: str, base: str) -> str:
    """Put the server's address where the placeholder stands."""
    return text.replace(PLACEHOLDER, base)


def locate(path: str) -> Path | None:
    """Return the file behind a request path (feeds/… or a page), or None; nothing outside is reachable."""
    name = unquote(path).lstrip("/")
    root = HERE if name.startswith("feeds/") else HERE / "pages"
    inside = (HERE / "feeds", HERE / "pages")
    file = (root / name).resolve()
    allowed = file.suffix in TYPES and any(file.is_relative_to(folder) for folder in inside)
    return file if allowed and file.is_file() else None


class Server(ThreadingHTTPServer):
    """Answers on loopback, with threads that do not hold up the end of the program."""

    daemon_threads = True

    @property
    def base(self) -> str:
        """The address that stands in for the placeholder, without a slash at the end."""
        return f"http://{HOST}:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """Serves feeds and pages; answers an unchanged file with 304, the dead source with 503."""

    def log_message(self, *_: object) -> None:
        """Say nothing: requests are no news."""

    def do_GET(self) -> None:
        """Answer with the file, or say why not."""
        path = urlsplit(self.path).path
        if path == DEAD:
            self.answer(HTTPStatus.SERVICE_UNAVAILABLE, b"unavailable\n")
        elif (file := locate(path)) is None:
            self.answer(HTTPStatus.NOT_FOUND, b"not found\n")
        else:
            self.serve(file)

    def do_HEAD(self) -> None:
        """Answer as to GET; `answer` leaves the body out."""
        self.do_GET()

    def serve(self, file: Path) -> None:
        """Send a file with its placeholders filled in, or 304 when the client has it already."""
        body = fill(file.read_text(encoding="utf-8"), cast("Server", self.server).base).encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self.answer(HTTPStatus.NOT_MODIFIED, b"", tag=tag)
        else:
            self.answer(HTTPStatus.OK, body, TYPES[file.suffix], tag)

    def answer(self, status: HTTPStatus, body: bytes, kind: str = PLAIN, tag: str = "") -> None:
        """Send one response; its body is left out where the method or the status has none."""
        self.send_response(status)
        if tag:
            self.send_header("ETag", tag)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def serving(port: int = 0) -> Iterator[str]:
    """Serve in the background and yield the base address; port 0 takes a free one."""
    with Server((HOST, port), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.base
        finally:
            server.shutdown()
            thread.join()


def write_sources(base: str, target: Path) -> None:
    """Write the demonstration's sources.toml for a server at that address."""
    template = (HERE / "sources.toml").read_text(encoding="utf-8")
    target.write_text(fill(template, base), encoding="utf-8")


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve the demonstration's feeds and pages on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0 (the default) takes a free one")
    with serving(parser.parse_args().port) as base:
        print(f"Serving the demonstration at {base} (Ctrl-C ends it)")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
