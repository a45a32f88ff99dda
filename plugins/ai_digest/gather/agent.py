"""How the program introduces itself to servers (RFC 9110 §10.1.5)."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

from ai_digest.gather.robots import PRODUCT


def user_agent(home_page: str = "") -> str:
    """Return the User-Agent: name, version, and the page where a server's owner learns who asks.

    An address that says nothing to others (empty, of this machine, or not sendable) is left out.
    """
    try:
        number = version("ai-digest")
    except PackageNotFoundError:
        number = "0"
    page = f"+{home_page}; " if _is_public(home_page) else ""
    return f"{PRODUCT}/{number} ({page}daily news digest)"


def _is_public(page: str) -> bool:
    host = urlsplit(page).hostname if page.isascii() and page.isprintable() and "(" not in page else ""
    return bool(host) and host not in {"localhost", "127.0.0.1", "::1"} and ")" not in page
