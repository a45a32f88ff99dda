"""A built site as files: what is there, how large it is, and whether a page changed since last time."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

from ai_digest.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

_DIGEST = 12  # bytes: enough to tell versions of one page apart


class BuiltSite:
    """The files below a folder, by their path in the site."""

    def __init__(self, root: Path) -> None:
        """Take the folder. Raises UsageError if it is none."""
        if not root.is_dir():
            raise UsageError(f"no built site {str(root)!r}; build one: make publish")
        self.root = root

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Return the size of each file in bytes."""
        return {
            path.relative_to(self.root).as_posix(): path.stat().st_size
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }

    @cached_property
    def bytes(self) -> int:
        """Return the size of the whole site."""
        return sum(self.sizes.values())

    @cached_property
    def hashes(self) -> dict[str, str]:
        """Return a hash of each HTML page."""
        return {path: self._hash(path) for path in self.sizes if path.endswith(".html")}

    def text(self, path: str) -> str:
        """Read a page."""
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def has(self, path: str) -> bool:
        """Tell whether an address of the site leads to a file, as a host for static sites sees it."""
        name = path.strip("/")
        own = [f"{name}/index.html" if name else "index.html"]
        if name and not path.endswith("/"):
            own += [name, f"{name}.html"]
        return any(file in self.sizes for file in own)

    def _hash(self, path: str) -> str:
        return hashlib.blake2b((self.root / path).read_bytes(), digest_size=_DIGEST).hexdigest()
