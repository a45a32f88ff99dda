"""What is kept between builds: one SQLite file for each output folder, below `.cache/fast-build/`.

SQLite because it writes only what changed, whole or not at all, and reads a text when it is asked for.
Nothing in it runs: facts are JSON, texts are HTML. Every row carries a hash of itself: a row that is not as
it was written is made again; a file that is damaged, or somebody else's, is dropped with a line in the log.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from .digest import HASH, digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

logger = logging.getLogger(__name__)

_APPLICATION, _VERSION = 0x46425543, 2
_OLD = 90 * 86_400  # seconds: an output folder that was not built for so long has its file removed
_TABLES = """
CREATE TABLE text (path TEXT PRIMARY KEY, key TEXT, sum TEXT, facts TEXT, html TEXT) WITHOUT ROWID;
CREATE TABLE product (path TEXT, name TEXT, key TEXT, sum TEXT, value TEXT, PRIMARY KEY (path, name))
  WITHOUT ROWID;
CREATE TABLE page (name TEXT PRIMARY KEY, sum TEXT, trace TEXT, size INT, changed INT, content TEXT)
  WITHOUT ROWID;
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


class Text(NamedTuple):
    """A rendered text: the key it was made for, its facts as JSON, its HTML."""

    key: str
    facts: str
    html: str


class Page(NamedTuple):
    """A written file: its trace as JSON ("" for none), size, time of change (ns) and hash of its content."""

    trace: str
    size: int
    changed: int
    content: str


class Store:
    """The file of one output folder. A store that cannot be used is empty and keeps nothing."""

    def __init__(self, folder: Path, output: Path) -> None:
        """`folder` is that of all caches; nothing is opened yet."""
        name = os.path.relpath(output.absolute(), folder.absolute())
        self.path = folder / f"{output.name}-{digest(name)[:8]}.sqlite"
        self._open: tuple[int, sqlite3.Connection] | None = None

    @property
    def _db(self) -> sqlite3.Connection:
        """The connection of this process; one of SQLite's must not be used on the other side of a fork."""
        if self._open is None or self._open[0] != os.getpid():
            self._open = (os.getpid(), self._connect())
        return self._open[1]

    def _connect(self) -> sqlite3.Connection:
        try:
            return _checked(self.path)
        except (sqlite3.Error, OSError, ValueError) as error:
            if self.path.exists():
                logger.info("fast_build: the cache %s is dropped: %s", self.path.name, error)
        try:
            self.path.unlink(missing_ok=True)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return _made(self.path)
        except (sqlite3.Error, OSError) as error:
            logger.warning("fast_build: nothing is kept, for %s cannot be written: %s", self.path, error)
            return _made(":memory:")

    def texts(self) -> dict[str, tuple[str, str]]:
        """Return the key and the facts of all rendered texts by their path."""
        rows = self._read("SELECT path, key, sum, facts FROM text")
        return {path: (key, facts) for path, key, check, facts in rows if check == digest(path, key, facts)}

    def html(self, path: str, key: str) -> str | None:
        """Return a rendered text; None if it is not there, or not as it was."""
        for html, check in self._read("SELECT html, facts FROM text WHERE path=? AND key=?", path, key):
            if check.startswith(digest(html)):
                return str(html)
        return None

    def put_texts(self, texts: Iterable[tuple[str, Text]]) -> None:
        """Keep rendered texts by their path; their facts begin with the hash of their HTML."""
        rows = []
        for path, (key, facts, html) in texts:
            signed = digest(html) + facts
            rows.append((path, key, digest(path, key, signed), signed, html))
        self._write("INSERT OR REPLACE INTO text VALUES (?,?,?,?,?)", rows)

    def products(self, name: str) -> dict[str, tuple[str, str, str]]:
        """Return the key, the hash of both and the value (JSON) of what plugins keep under a name, by path.

        Most are never looked at: whoever does has to compare the hash.
        """
        rows = self._read("SELECT path, key, sum, value FROM product WHERE name=?", name)
        return {path: (key, check, value) for path, key, check, value in rows}

    def put_products(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Keep products: path, name, key, value."""
        signed = [(path, name, key, digest(key, value), value) for path, name, key, value in rows]
        self._write("INSERT OR REPLACE INTO product VALUES (?,?,?,?,?)", signed)

    def pages(self) -> dict[str, Page]:
        """Return all written files by their name in the output folder."""
        rows = self._read("SELECT name, sum, trace, size, changed, content FROM page")
        return {
            name: Page(trace, size, changed, content)
            for name, check, trace, size, changed, content in rows
            if check == digest(name, trace, f"{size} {changed}", content)
        }

    def put_pages(self, pages: Iterable[tuple[str, Page]]) -> None:
        """Keep what is known of written files."""
        rows = [
            (name, digest(name, page.trace, f"{page.size} {page.changed}", page.content), *page)
            for name, page in pages
        ]
        self._write("INSERT OR REPLACE INTO page VALUES (?,?,?,?,?,?)", rows)

    def note(self, name: str) -> str:
        """Return a note, "" if there is none, or not as it was."""
        for (value,) in self._read("SELECT value FROM note WHERE name=?", name):
            if str(value).startswith(digest(name, value[HASH:])):
                return str(value[HASH:])
        return ""

    def put_note(self, name: str, value: str) -> None:
        """Keep a note, which begins with its hash."""
        self._write("INSERT OR REPLACE INTO note VALUES (?,?)", [(name, digest(name, value) + value)])

    def forget(self, table: str, column: str, names: Iterable[str]) -> None:
        """Drop rows."""
        self._write(f"DELETE FROM {table} WHERE {column}=?", [(name,) for name in names])  # noqa: S608  our own names

    def commit(self) -> None:
        """Write all of it, or nothing."""
        with suppress(sqlite3.Error):
            self._db.commit()

    def close(self) -> None:
        """Commit, and remove the files of output folders that nobody builds any more."""
        self.commit()
        if self._open:
            self._open[1].close()
            self._open = None
        for path in self.path.parent.glob("*.sqlite"):
            with suppress(OSError):
                if path != self.path and path.stat().st_mtime < time.time() - _OLD:
                    path.unlink()

    def _read(self, statement: str, *values: str) -> list[tuple]:  # type: ignore[type-arg]  # rows of SQLite
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            logger.info("fast_build: the cache %s is dropped: %s", self.path.name, error)
            self._drop()
            return []

    def _write(self, statement: str, rows: list[tuple]) -> None:  # type: ignore[type-arg]
        try:
            self._db.executemany(statement, rows)
        except (sqlite3.Error, UnicodeEncodeError) as error:  # half a character, which YAML can write
            logger.info("fast_build: not kept: %s", error)

    def _drop(self) -> None:
        if self._open:
            self._open[1].close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._open = None


def _checked(path: Path) -> sqlite3.Connection:
    """Open a file of ours. Raises ValueError for any other, sqlite3.Error for a damaged one."""
    if not path.is_file():
        raise ValueError("it is not there")
    db = _settled(sqlite3.connect(path, timeout=5))
    found = tuple(db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if found != (_APPLICATION, _VERSION):
        db.close()
        raise ValueError("another version, or another program, wrote it")
    return db


def _made(path: Path | str) -> sqlite3.Connection:
    db = _settled(sqlite3.connect(path, timeout=5))
    db.executescript(f"PRAGMA application_id={_APPLICATION}; PRAGMA user_version={_VERSION};{_TABLES}")
    return db


def _settled(db: sqlite3.Connection) -> sqlite3.Connection:
    # What a loss of power damages is found by its hash, or by SQLite, and made again.
    for setting in ("trusted_schema=OFF", "synchronous=OFF", "cell_size_check=ON"):
        db.execute(f"PRAGMA {setting}")
    return db
