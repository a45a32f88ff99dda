"""Other channels, through the real apprise and a server on loopback."""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from tests.ai_digest.tell.conftest import DAY, PAGE, POINTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ai_digest.tell.conftest import Newsstand

SECRET = "geheim-0815"  # noqa: S105  it opens nothing


@dataclass
class Listening:
    """A service that takes JSON; it answers with `status`."""

    url: str
    got: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200


@contextlib.contextmanager
def listening() -> Iterator[Listening]:
    """Serve on loopback for a while."""
    service = Listening("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            service.got.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(service.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"json://user:{SECRET}@127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listening]:
    """A service that is set up for the command."""
    with listening() as served:
        monkeypatch.setenv("AI_DIGEST_APPRISE_URLS", f"\n {served.url}\n{served.url} ")
        yield served


def test_a_service_gets_title_and_text_once(stand: Newsstand, service: Listening) -> None:
    """The same words as plain text; an address that is named twice is one."""
    assert stand.command(str(DAY)).exit_code == 0
    [got] = service.got
    assert got["title"] == "瓶颈移向芯片"
    assert got["message"] == "\n".join([*(f"• {point}" for point in POINTS), "", PAGE])
    done = stand.command(str(DAY))
    assert (done.exit_code, len(service.got)) == (0, 1)
    assert "already told" in done.output


def test_what_a_service_got_cannot_be_edited(stand: Newsstand, service: Listening) -> None:
    """A correction is said to have no way there; nothing is sent twice."""
    stand.command(str(DAY))
    stand.write(title="另一个标题")
    done = stand.command(str(DAY))
    assert done.exit_code == 0
    assert "already told; what it got cannot be edited" in done.output
    assert len(service.got) == 1


def test_a_service_that_failed_waits_for_a_person(stand: Newsstand, service: Listening) -> None:
    """Apprise does not know whether it had arrived: not sent again until `--again`."""
    service.status = 500
    assert stand.command(str(DAY)).exit_code == 3
    service.status = 200
    done = stand.command(str(DAY))
    assert done.exit_code == 3
    assert "run again with --sent if it is there" in done.output
    assert len(service.got) == 1
    assert stand.command(str(DAY), "--again").exit_code == 0
    assert len(service.got) == 2


def test_sent_takes_a_service_for_told(stand: Newsstand, service: Listening) -> None:
    """A person saw the post."""
    service.status = 500
    stand.command(str(DAY))
    done = stand.command(str(DAY), "--sent")
    assert (done.exit_code, len(service.got)) == (0, 1)
    assert done.output.endswith(": already told\n")


def test_a_dry_run_shows_title_and_text(stand: Newsstand, service: Listening) -> None:
    """And sends nothing."""
    done = stand.command(str(DAY), "--dry-run")
    assert "title: 瓶颈移向芯片\n• " in done.output
    assert not service.got


def test_the_address_is_nowhere(
    stand: Newsstand, service: Listening, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in what is said, nor in a log, nor in the record, which tells services by four digits."""
    service.status = 500
    with caplog.at_level(logging.DEBUG, "apprise"):
        done = stand.command(str(DAY))
    record = stand.shelf.told(DAY).read_text(encoding="utf-8")
    for text in (done.output, caplog.text, record):
        assert SECRET not in text
        assert "127.0.0.1" not in text
    [name] = json.loads(record)["channels"]
    assert name.startswith("json-")
    assert len(name) == len("json-0123")


def test_without_apprise_it_is_said_how_to_get_it(
    stand: Newsstand, service: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an optional package."""
    monkeypatch.setitem(sys.modules, "apprise", None)
    done = stand.command(str(DAY))
    assert done.exit_code == 2
    assert "apprise is not installed" in done.output
    assert not service.got
