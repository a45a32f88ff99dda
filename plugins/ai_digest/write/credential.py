"""The credential for the API, from the environment."""

from __future__ import annotations

import os
from typing import TypedDict

from ai_digest.errors import DraftError


class Credential(TypedDict, total=False):
    """The SDK's arguments for it; one of the two is there."""

    api_key: str
    auth_token: str


def credential() -> Credential:
    """Return the key, or else the token, of the environment; raises DraftError if there is none.

    It is passed because the SDK would otherwise also look for profiles on disk; space around it, a line break
    of a secrets file for example, would make an illegal header.
    """
    key = os.environ.get("ANTHROPIC_API_KEY", "").strip()
    token = os.environ.get("ANTHROPIC_AUTH_TOKEN", "").strip()
    if key:
        return {"api_key": key}
    if token:
        return {"auth_token": token}
    raise DraftError("no api key: set ANTHROPIC_API_KEY, or use --drafter extract")
