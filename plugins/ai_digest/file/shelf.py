"""Where an edition's files lie in the content folder, and putting them there whole."""

from __future__ import annotations

import datetime as dt
import errno
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.atomic import locked, remove_unfinished, write_atomic, write_new
from ai_digest.errors import UsageError
from ai_digest.file.reading import read_article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TOLD = ".told.json"
_ASIDE = re.compile(r"\.redraft(-\d+)?\.md$")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The content folder: one article, one evidence and one cover an edition."""

    content: Path

    def article(self, date: dt.date) -> Path:
        """Return where a new edition's article goes."""
        return self.content / "editions" / f"{date:%Y}" / f"{date}.md"

    def evidence(self, date: dt.date) -> Path:
        """Return where the edition's evidence lies."""
        return self.content / "evidence" / f"{date:%Y}" / f"{date}.json"

    def generated(self, date: dt.date) -> Path:
        """Return where the article lies as it was generated; it is in git and not on the site."""
        return self.content / "evidence" / f"{date:%Y}" / f"{date}.generated.md"

    def published(self, date: dt.date) -> Path:
        """Return where the article lies as it was published: what changed since may need a correction."""
        return self.content / "evidence" / f"{date:%Y}" / f"{date}.published.md"

    def told(self, date: dt.date) -> Path:
        """Return where the record lies of what channels were told; it is in git and not on the site."""
        return self.content / "evidence" / f"{date:%Y}" / f"{date}{_TOLD}"

    def cover(self, date: dt.date) -> Path:
        """Return where the edition's cover lies."""
        return self.content / "images" / "covers" / f"{date}.png"

    def cover_address(self, date: dt.date) -> str:
        """Return the cover as the front matter names it: a path in content/."""
        return "/" + self.cover(date).relative_to(self.content).as_posix()

    def find(self, date: dt.date) -> Path | None:
        """Return the article of an edition, even if an editor renamed or moved it, or None."""
        usual = self.article(date)
        if usual.exists():
            return usual
        return next((path for path in self.articles() if _edition_of(path) == date.isoformat()), None)

    def issue(self, date: dt.date) -> int:
        """Return which edition that of the date is, from 1; the others are told by their file names."""
        days = {path.name[: len("2026-08-13")] for path in self.articles()}
        return 1 + sum(_is_day(day) and day < date.isoformat() for day in days)

    def articles(self) -> Iterator[Path]:
        """Yield all articles below editions/, in order of their paths."""
        found = (self.content / "editions").rglob("*.md")
        yield from sorted(path for path in found if not is_aside(path))

    def evidences(self) -> Iterator[Path]:
        """Yield the evidence of all editions, in order of their dates."""
        found = (self.content / "evidence").rglob("*.json")
        yield from sorted(path for path in found if not path.name.endswith(_TOLD))

    def put(self, date: dt.date, *, article: str, evidence: bytes, cover: bytes) -> Path:
        """File an edition. The article comes last: where it stands, all of the edition stands.

        Raises FileExistsError if an article of that edition, or of that name, came to be meanwhile; then all
        stays as it was.
        """
        with locked(self.content):
            there = self.find(date)
            if there:
                raise FileExistsError(errno.EEXIST, "filed meanwhile", str(there))
            write_atomic(self.cover(date), cover)
            write_atomic(self.generated(date), article.encode())
            write_atomic(self.evidence(date), evidence)
            write_new(self.article(date), article.encode())
        return self.article(date)

    def sweep(self, date: dt.date) -> None:
        """Remove what a run of that date that was killed left beside the edition's files."""
        folders = {self.cover(date).parent, self.evidence(date).parent, self.article(date).parent}
        for path in folders:
            remove_unfinished(path / f"{date}*")


def is_aside(path: Path) -> bool:
    """Tell whether a file is what a redraft wrote beside an article, which is no article."""
    return _ASIDE.search(path.name) is not None


def _is_day(text: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def _edition_of(path: Path) -> str:
    try:
        return read_article(path).text("edition")
    except UsageError:  # what is wrong with it is told by the build and by `check`
        return ""
