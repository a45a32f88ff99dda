"""A site built for publishing and served on loopback, as the checks see it."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from tests.site_check.tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPRESSED = (".html", ".css", ".js", ".svg", ".xml", ".json", ".txt", ".md")


@dataclass(frozen=True)
class Site:
    """A built site: its folder and the address it is served at."""

    output: Path
    url: str

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Return all pages, parsed, by their path."""
        paths = sorted(self.output.rglob("*.html"))
        return {
            path.relative_to(self.output).as_posix(): BeautifulSoup(
                path.read_text(encoding="utf-8"), "html.parser"
            )
            for path in paths
        }

    @cached_property
    def editions(self) -> list[str]:
        """Return the paths of the pages that are articles, the newest last."""
        return [
            path
            for path, page in self.pages.items()
            if page.select_one("meta[property='og:type'][content=article]")
        ]

    def kinds(self) -> dict[str, str]:
        """Return a page of each kind, by the kind."""
        newest = self.editions[-1]
        first = {
            "index": "index.html",
            "edition": newest,
            "archive": "archives/index.html",
            "month": "/".join(newest.split("/")[:2]) + "/index.html",
            "tags": "tags/index.html",
            "tag": next((path for path in self.pages if path.startswith("tag/")), ""),
            "threads": "threads/index.html",
            "thread": next(
                (path for path in self.pages if path.startswith("threads/") and path.count("/") > 1), ""
            ),
            "search": "search/index.html",
            "missing": "404.html",
        }
        return {kind: path for kind, path in first.items() if path in self.pages}

    def address(self, path: str) -> str:
        """Return the address of a page."""
        return f"{self.url}/{path.removesuffix('index.html')}"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as a host for static sites does: compressed, and kept for ten minutes."""

    protocol_version = "HTTP/1.1"
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".md": "text/markdown",
        ".js": "text/javascript",
    }

    def do_GET(self) -> None:  # the name that the library asks for
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        path = path if found else Path(self.directory) / "404.html"
        body = path.read_bytes()
        self.send_response(200 if found else 404)
        if path.suffix in _COMPRESSED:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def built(content: Path, output: Path) -> Iterator[Site]:
    """Build a content folder with publishconf.py, and serve it meanwhile."""
    output.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(_Handler, directory=str(output))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        command = [sys.executable, "-m", "pelican", content, "-o", output, "-s", ROOT / "publishconf.py"]
        options = ["--fatal", "errors", "--log-handler", "plain", "-e", "AI_DIGEST_AT_BUILD=false"]
        subprocess.run(
            [*map(str, command), *options], cwd=ROOT, env=os.environ | {"SITEURL": url}, check=True
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(output, url)
        server.shutdown()
