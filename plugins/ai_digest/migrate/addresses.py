"""The addresses that an article had: those its front matter knows, and those a pattern makes.

A pattern is an address with names in it, such as `/posts/{slug}.html` or `/{date:%Y}/{stem}/`: `{slug}`,
`{stem}` (of the file, without its suffix), `{path}` (the same with its folders), `{category}`, and `{date:…}`
as strftime has it.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath
from string import Formatter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ai_digest.errors import UsageError
from front_matter.aliases import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ai_digest.migrate.post import Post

# Pelican's own, Hugo's and Jekyll's, Hexo's, and that of Jekyll's plugin for redirects
KEYS = ("url", "save_as", "permalink", "aliases", "alias", "redirect_from")
_NAMES = ("slug", "stem", "path", "category", "date")
_SAMPLE = {"slug": "s", "stem": "s", "path": "p", "category": "c", "date": dt.datetime(2026, 1, 9)}  # noqa: DTZ001
_PLACEHOLDER = re.compile(r"/:[a-z]")


def check_pattern(pattern: str) -> str:
    """Return a pattern that can be used. Raises UsageError for another."""
    try:
        named = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
        if not named or not named <= {*_NAMES}:
            raise UsageError(f"--old-url {pattern!r} names {_listed(named)}; it may name {_listed(_NAMES)}")
        path_of(pattern.format_map(_SAMPLE))
    except ValueError as error:
        raise UsageError(f"--old-url {pattern!r} makes no address: {error}") from error
    return pattern


def old_addresses(post: Post, patterns: Iterable[str], site_url: str) -> tuple[list[str], list[str]]:
    """Return the addresses that an article had, and a line for each that no page can stand at."""
    found: dict[str, str] = {}
    problems = []
    for text in _texts(post, patterns):
        try:
            alias = _of_this_site(text, site_url)
            if _PLACEHOLDER.search(alias):
                raise ValueError("is a pattern; pass --old-url")  # noqa: TRY301  # a reason like the others
            found.setdefault(path_of(alias), alias)
        except ValueError as error:
            problems.append(f"no redirect from {text!r}: it {error}")
    return list(found.values()), problems


def _texts(post: Post, patterns: Iterable[str]) -> Iterator[str]:
    for key in KEYS:
        if key in post.fields:
            yield from (text.strip() for text in post.fields[key].texts if text.strip())
    path = PurePosixPath(post.name).with_suffix("")
    values = {
        "slug": post.slug,
        "stem": post.stem,
        "path": str(path.parent if path.name == "index" else path),
        "category": post.category,
        "date": post.date,
    }
    yield from (pattern.format_map(values) for pattern in patterns)


def _of_this_site(text: str, site_url: str) -> str:
    """Return an address from the root of the site; of one with a host, its path there or here."""
    parts = urlsplit(text) if "//" in text else None
    if parts is None or not parts.netloc:
        return text if text.startswith("/") else f"/{text}"
    site = urlsplit(site_url)
    path = parts.path.removeprefix(site.path.rstrip("/")) if parts.netloc == site.netloc else parts.path
    return f"{path or '/'}{f'?{parts.query}' if parts.query else ''}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "nothing of the article"
