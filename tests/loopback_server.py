"""A server on loopback that runs beside a test, for the scripted services to build upon."""

from __future__ import annotations

import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class LoopbackServer:
    """Answers while its context is open; a handler finds it as `self.server.scripted`."""

    def __init__(self, handler: type[BaseHTTPRequestHandler], port: int = 0) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.scripted = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop; an open connection is not waited for."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Handler(BaseHTTPRequestHandler):
    """Sends whole answers, one a connection, and can break one off."""

    protocol_version = "HTTP/1.1"
    server: Any

    def send(self, code: int, text: str, kind: str, headers: dict[str, str]) -> None:
        """Send an answer."""
        content = text.encode()
        self.send_response(code)
        for key, value in {"content-type": kind, "content-length": str(len(content)), **headers}.items():
            self.send_header(key, value)
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def reset(self) -> None:
        """Reset the connection, so that the client sees it break."""
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, *_args: object) -> None:
        """Stay silent."""
