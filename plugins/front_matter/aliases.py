"""Old addresses of an article, as its front matter lists them; each leads to where the article stands now.

aliases: ["/posts/old-name.html", "/2025/12/old-name/"]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .errors import FrontMatterError

if TYPE_CHECKING:
    from .fields import Field

LONGEST = 200  # bytes of one part; file systems allow 255
EXPECTED = "a path from the root of the site such as `/posts/old-name/`"
_INDEX = "index.html"
_PAGES = (".html", ".htm")
_NOWHERE = re.compile(r"[\x00-\x1f\x7f\\]")


def path_of(alias: str) -> str:
    """Return the file of an old address below the output folder.

    `/a/b.html` is a file as it stands; `/a/b/` and `/a/b` are `a/b/index.html`, which servers find for both.
    Raises ValueError with what is wrong: a static site has nothing but paths.
    """
    parts = [part for part in _path(alias).split("/") if part]
    if not parts:
        raise ValueError("is the first page of the site")
    for part in parts:
        if part.startswith("."):
            raise ValueError(f"has a part that begins with a dot: {part!r}")
        if len(part.encode()) > LONGEST:
            raise ValueError(f"has a part of more than {LONGEST} bytes")
    return "/".join(parts if parts[-1].lower().endswith(_PAGES) else [*parts, _INDEX])


def aliases_of(field: Field) -> list[str]:
    """Return the addresses as written, each once."""
    return list(dict.fromkeys(text.strip() for text in field.texts if text.strip()))


def problem(field: Field) -> FrontMatterError | None:
    """Say what is wrong with the first address that no page can stand at, None if each is fine."""
    for alias in aliases_of(field):
        try:
            path_of(alias)
        except ValueError as error:
            return FrontMatterError(field.line, f"aliases: {alias!r} {error}", EXPECTED)
    return None


def _path(alias: str) -> str:
    if _NOWHERE.search(alias):
        raise ValueError("has a character that no address has")
    try:
        parts = urlsplit(alias.strip())
    except ValueError as error:
        raise ValueError("is no address") from error
    if parts.scheme or parts.netloc:
        raise ValueError("has a host; only its path belongs here")
    if "?" in alias or "#" in alias:
        raise ValueError("has a query or a fragment, which no file can answer to")
    try:
        path = unquote(parts.path, errors="strict")
    except UnicodeDecodeError as error:
        raise ValueError("is not UTF-8 behind its percent signs") from error
    if _NOWHERE.search(path):
        raise ValueError("has a character that no address has")
    return path
