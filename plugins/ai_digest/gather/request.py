"""What is asked, within which limits, and what comes back: the words the client and its callers share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how often and how much; durations in seconds, sizes in bytes.

    `fetch` is for one address with all its redirects and its second try, counted from its host's turn; `all`
    is for all addresses together. `connect` is for finding the address of a name and connecting to it, `read`
    for one silence of the server. `share`, `grace` and `patience` are the straggler rule: see `stragglers`.
    `pause` comes before a second try. `size` counts twice: for the body as sent, and for it unpacked.
    """

    fetch: float = 12.0
    all: float = 20.0
    per_host: int = 4
    connect: float = 5.0
    read: float = 10.0
    share: float = 0.9
    grace: float = 0.6
    patience: float = 5.0
    pause: float = 0.3
    size: int = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """An address, and how it may be asked.

    `private` allows loopback and private addresses, also where it redirects to. `conditional` asks only for
    what changed since the last answer, and is answered with that one if nothing did. `robots` asks only
    what robots.txt allows.
    """

    address: str
    private: bool = False
    conditional: bool = False
    robots: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """What an address answered. `error` says in words why there is no body; then `body` is empty.

    `received` counts the bytes of the body as they were sent. `unchanged` says that the server answered "not
    modified", and that `body` is the one kept from before. `status` is the last HTTP status, 0 for none.
    """

    address: str
    final_address: str = ""
    content_type: str = ""
    body: bytes = b""
    seconds: float = 0.0
    error: str = ""
    status: int = 0
    received: int = 0
    unchanged: bool = False
    etag: str = ""
    last_modified: str = ""


class FetchError(Exception):
    """An address is given up; the text is the line that the report gets."""
