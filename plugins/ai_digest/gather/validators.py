"""The last answers of the sources, kept with what the server calls them, to ask only for what changed.

An edition needs the window's items also of a feed that did not change, so the body is kept with its
validators (ETag and Last-Modified, RFC 9110 §8.8 and §13.1). One file an address in the cache folder: a line
of JSON, then the body. A file that is damaged, or of another address, counts as not there.
"""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

from ai_digest.atomic import write_atomic
from ai_digest.gather.request import Response

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)
FORM = 1
LONGEST = 1024
_KEPT = ("address", "final_address", "content_type", "etag", "last_modified", "status")


class Answers:
    """Kept answers by address, in a folder of their own."""

    def __init__(self, cache: Path) -> None:
        """Keep them below the cache folder."""
        self._folder = cache / "answers"

    def get(self, address: str) -> Response | None:
        """Return the kept answer of an address, None if there is none that is whole."""
        try:
            head, _, body = self._path(address).read_bytes().partition(b"\n")
            known = json.loads(head)
            return _restored(known, body) if known["address"] == address else None
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def keep(self, response: Response) -> None:
        """Keep an answer that has a validator. A full disk costs a download tomorrow, nothing else."""
        if response.error or not (response.etag or response.last_modified):
            return
        known = {name: getattr(response, name) for name in _KEPT}
        known |= {"form": FORM, "sha256": hashlib.sha256(response.body).hexdigest()}
        try:
            write_atomic(self._path(response.address), json.dumps(known).encode() + b"\n" + response.body)
        except OSError as error:
            log.warning("an answer cannot be kept for the next run: %s", error)

    def _path(self, address: str) -> Path:
        return self._folder / hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:32]


def conditions(kept: Response | None, url: str) -> dict[str, str]:
    """Return the headers that ask for news only; validators hold for the address that gave them."""
    if kept is None or kept.final_address != url:
        return {}
    headers = {"if-none-match": kept.etag, "if-modified-since": kept.last_modified}
    return {name: value for name, value in headers.items() if value}


def validator(header: str) -> str:
    """Return a validator as it was sent, "" if it could not be sent back as it is."""
    return header if len(header) <= LONGEST and header.isascii() and header.isprintable() else ""


def _restored(known: dict[str, Any], body: bytes) -> Response:
    """Build the answer; ValueError, TypeError or KeyError if anything is not as `keep` wrote it."""
    if known["form"] != FORM or known["sha256"] != hashlib.sha256(body).hexdigest():
        raise ValueError("damaged")
    texts = {name: known[name] for name in _KEPT if name != "status"}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError("damaged")
    if any(texts[name] != validator(texts[name]) for name in ("etag", "last_modified")):
        raise ValueError("damaged")
    return Response(**texts, body=body, status=int(known["status"]))
