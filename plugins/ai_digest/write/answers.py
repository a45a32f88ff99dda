"""The answers of Claude that were paid for, kept by the hash of their request.

A request that was answered is not sent again: a run that died goes on from here without paying twice. An
answer that turns out to be of no use is forgotten when that is final, so that a person who runs again is not
served the same failure. Losing the folder does no harm.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ai_digest.atomic import write_atomic

from .prices import Usage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Answer(BaseModel):
    """A complete answer: its text (without thinking), why it stopped, and what it used.

    `run` names the run that paid for it, so that one that goes on after it died still counts it as its own;
    `batch` says that it cost half.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    stop_reason: str
    refusal: str = ""
    usage: Usage
    run: str = ""
    batch: bool = False


class AnswerCache:
    """The folder of answered calls: one JSON file each, named by the SHA-256 of its request."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, request: Mapping[str, Any]) -> Answer | None:
        """Return the answer to this very request, None if there is none or its file is damaged."""
        try:
            return Answer.model_validate_json(self._path(request_hash(request)).read_bytes())
        except (OSError, ValidationError):
            return None

    def put(self, name: str, answer: Answer) -> None:
        """Keep the answer to the request of that hash, whole or not at all. Raises OSError (a full disk)."""
        write_atomic(self._path(name), answer.model_dump_json(indent=1).encode())

    def forget(self, request: Mapping[str, Any]) -> None:
        """Let the answer to a request go, so that the next run asks anew."""
        with contextlib.suppress(OSError):
            self._path(request_hash(request)).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def request_hash(request: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a request in a form that does not depend on the order of its keys."""
    canonical = json.dumps(request, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
