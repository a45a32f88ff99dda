"""The files of the output folder that this build has made, and those of the last build that it has not.

A file is known by its size and time of change; where they are not as they were, its content is hashed. Only
files that a build has written are ever removed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from . import watching
from .digest import digest, of_file
from .store import Page


class Outputs:
    """What is known of the files, by their names below the output folder."""

    def __init__(self, folder: Path, before: dict[str, Page]) -> None:
        """`before` are the files of the last build."""
        self._folder = os.path.abspath(folder)  # noqa: PTH100
        self._before = before
        self._now: dict[str, Page] = {}
        self._copies: dict[str, str] = {}
        self._folders: set[str] = set()  # that are there

    def is_there(self, name: str) -> Page | None:
        """Return what is known of a file if it still is what the last build wrote."""
        page = self._before.get(name)
        if page is None:
            return None
        path = f"{self._folder}/{name}"
        try:
            state = os.stat(path)  # noqa: PTH116  thousands in a build
        except OSError:
            return None
        if (state.st_size, state.st_mtime_ns) == (page.size, page.changed):
            return page
        return page._replace(changed=state.st_mtime_ns) if of_file(path) == page.content else None

    def leave(self, name: str, page: Page) -> None:
        """Note that a file stays as it is."""
        self._now[name] = page

    def is_copy(self, name: str, content: str) -> bool:
        """Say whether a file has a content, given by its hash; if not, it is about to be copied there."""
        page = self.is_there(name)
        if page is not None and page.content == content:
            self.leave(name, page)
            return True
        self._copies[name] = content
        return False

    def leave_below(self, folder: str) -> bool:
        """Leave all files of a folder as they are; say False if one is not as the last build made it."""
        names = [name for name in self._before if name.startswith(f"{folder}/")]
        pages = [(name, self.is_there(name)) for name in names]
        self._now.update((name, page) for name, page in pages if page)
        return bool(pages) and all(page for _, page in pages)

    def write(self, name: str, data: bytes, trace: str) -> Page:
        """Write a file unless it is there with the same content."""
        path, content = f"{self._folder}/{name}", digest(data)
        before = self.is_there(name)
        if before is None or before.content != content:
            self._put(path, data)
        state = os.stat(path)  # noqa: PTH116
        page = Page(trace, state.st_size, state.st_mtime_ns, content)
        self._now[name] = page
        return page

    def _put(self, path: str, data: bytes) -> None:
        """Write a file, but for one with the same content that the last build did not know."""
        with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123  see above
            if file.read() == data:
                return
        folder = os.path.dirname(path)  # noqa: PTH120
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(data)

    def finish(self) -> dict[str, Page]:
        """Remove what the last build wrote and this one did not; return what this one did."""
        prefix = f"{self._folder}/"
        for path in watching.written:
            name = path[len(prefix) :]
            if path.startswith(prefix) and name not in self._now and os.path.isfile(path):  # noqa: PTH113
                state = os.stat(path)  # noqa: PTH116
                content = self._copies.get(name) or of_file(path)
                self._now[name] = Page("", state.st_size, state.st_mtime_ns, content)
        for name in self._before.keys() - self._now.keys():
            self._remove(name)
        return self._now

    def _remove(self, name: str) -> None:
        """Remove a file and the folders that it leaves empty; nothing that a name leads to elsewhere."""
        path = Path(self._folder, name)
        if not path.parent.resolve().is_relative_to(Path(self._folder).resolve()):
            return
        with suppress(OSError):
            path.unlink()
            for folder in path.parents:
                if str(folder) == self._folder:
                    break
                folder.rmdir()  # until one is not empty
