"""Where the site will be: what SITEURL says, else the domain in content/CNAME, else the repository's Pages.

GitHub serves a repository `you/blog` at https://you.github.io/blog, one named `you.github.io` at the root.
"""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CNAME = "CNAME"
_REMOTE = re.compile(
    r"^(?:https://(?:[^@/]+@)?github\.com/|git@github\.com:|ssh://git@github\.com(?::\d+)?/)"
    r"(?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?/?$"
)
_HERE = re.compile(r"localhost|127(?:\.\d+){3}|::1|0\.0\.0\.0|.*\.localhost")
_DOMAIN = re.compile(r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", re.IGNORECASE)


def site_address(root: Path, content: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Return the site's address without a slash at its end, "" if nothing says it."""
    if given := environment.get("SITEURL", "").strip():
        return given.rstrip("/")
    if domain := domain_in(content):
        return f"https://{domain}"
    return pages_address(environment.get("GITHUB_REPOSITORY", "") or repository_of(root))


def is_public(address: str) -> bool:
    """Tell whether an address is one of the web, and none of this machine."""
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and not _HERE.fullmatch(parts.hostname or "localhost")


def domain_in(content: Path) -> str:
    """Return the domain that content/CNAME names, "" for none."""
    try:
        lines = (content / CNAME).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[0].lower() if len(lines) == 1 and _DOMAIN.match(lines[0]) else ""


def pages_address(repository: str) -> str:
    """Return the address of a repository's Pages, "" if `repository` is no `owner/name`."""
    owner, _, name = repository.partition("/")
    if not (owner and name):
        return ""
    host = f"{owner.lower()}.github.io"
    return f"https://{host}" if name.lower() == host else f"https://{host}/{name}"


def repository_of(root: Path) -> str:
    """Return `owner/name` of the folder's remote `origin` on GitHub, "" if there is none."""
    match = _REMOTE.match(remote_of(root))
    return match["name"] if match else ""


def remote_of(root: Path) -> str:
    """Return the address of the folder's remote `origin`, "" if there is none or no git."""
    command = ["git", "-C", str(root), "remote", "get-url", "origin"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
