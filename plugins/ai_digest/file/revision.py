"""A new version of an edition that is on file: merged into the editor's, and written so that nothing is lost.

    what is open ─▶ ….redraft.md    merged ─▶ article    generated now ─▶ ….generated.md    record ─▶ evidence

In this order, each file whole or not at all, and only if article and evidence are still what was read.
"""

from __future__ import annotations

import difflib
import hashlib
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.atomic import ChangedError, locked, write_atomic, write_new, write_over
from ai_digest.errors import UsageError
from ai_digest.file.amend import Version
from ai_digest.file.article import fact_line
from ai_digest.file.evidence import read_evidence, to_json
from ai_digest.file.joined import joined
from ai_digest.file.manuscript import EMPTY, Manuscript, read_manuscript
from ai_digest.file.merge import Merged, merge
from ai_digest.file.reading import read_article

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from ai_digest.file.evidence import Evidence, FactRecord
    from ai_digest.file.reading import Article
    from ai_digest.file.shelf import Shelf


@dataclass(frozen=True, slots=True)
class OnFile:
    """An edition as it was read: the editor's version, what was generated, the evidence.

    `base` is empty where nobody knows what was generated: then every difference is the editor's.
    """

    shelf: Shelf
    date: dt.date
    version: Version
    article: Article
    ours: Manuscript
    base: Manuscript
    record: Version
    evidence: Evidence

    @property
    def generated(self) -> Manuscript:
        """What new text is put into: what was generated, or the article itself where that is not known."""
        return self.base if self.base is not EMPTY else self.ours


@dataclass(frozen=True, slots=True)
class Revision:
    """An edition on file, its new version, and the evidence of both.

    `is_published` says that the new version counts as the published one: nothing in it needs a correction.
    """

    old: OnFile
    generated: str
    merged: Merged
    evidence: Evidence
    is_published: bool = False

    @property
    def aside(self) -> bytes:
        """What is written beside the article, empty if nothing is open."""
        return _aside(self).encode() if self.merged.conflicts else b""

    def diff(self) -> list[str]:
        """Return the difference between the editor's version and the merged one, line by line."""
        name = self.old.version.path.name
        texts = ([*self.old.ours.lines], [*self.merged.manuscript.lines])
        return [*difflib.unified_diff(*texts, f"{name} as it is", f"{name} redrafted", lineterm="", n=2)]

    def file(self) -> Path | None:
        """Write all, and return what was written beside the article, if anything is open.

        Raises ChangedError if the article or its evidence was changed meanwhile; then all stays as it was.
        """
        old = self.old
        with locked(old.shelf.content):
            for version in (old.version, old.record):
                if version.path.read_bytes() != version.raw:
                    raise ChangedError(version.path)
            beside = self._put_aside()
            new = old.version.encoded(self.merged.text)
            if new != old.version.raw:
                write_over(old.version.path.resolve(), old.version.raw, new)
            if self.is_published:
                write_atomic(old.shelf.published(old.date), self.merged.text.encode())
            write_atomic(old.shelf.generated(old.date), self.generated.encode())
            write_over(old.record.path, old.record.raw, to_json(self.evidence))
        return beside

    def _put_aside(self) -> Path | None:
        """Write down what is open; what an earlier redraft wrote stays."""
        content = self.aside
        if not content:
            return None
        article = self.old.version.path
        names = itertools.chain(["redraft"], (f"redraft-{number}" for number in itertools.count(2)))
        for name in names:
            path = article.with_name(f"{article.stem}.{name}.md")
            if path.exists():
                if path.read_bytes() == content:  # written before by a run that died
                    return path
                continue
            write_new(path, content)
            return path
        return None


def open_edition(shelf: Shelf, date: dt.date) -> OnFile:
    """Read an edition, all of its files as one program left them.

    Raises UsageError if there is none, or if a person has to correct it first.
    """
    with locked(shelf.content):
        return _read(shelf, date)


def _read(shelf: Shelf, date: dt.date) -> OnFile:
    path = shelf.find(date)
    if path is None:
        raise UsageError(f"no edition of {date}; ai-digest run --date {date} files one")
    record = shelf.evidence(date)
    if not record.exists():
        raise UsageError(
            f"{path}: it has no evidence, so it is wholly yours; there is nothing to draft again"
        )
    version, article = Version.of(path), read_article(path)
    evidence = read_evidence(record)
    ours = read_manuscript(version.text)
    base = as_generated(shelf.generated(date), version, evidence)
    return OnFile(shelf, date, version, article, ours, base, Version.of(record), evidence)


def revised(
    old: OnFile, generated: Manuscript, new: Evidence, *, language: str, redrafts: int = 0
) -> Revision:
    """Merge what was generated now into the editor's version; `new` is the evidence of what is new."""
    merged = merge(old.base, old.ours, generated)
    lines = {line.strip() for line in merged.manuscript.lines}

    def stands(fact: FactRecord) -> bool:
        return fact_line(fact.label, fact.text, language) in lines

    evidence = joined(old.evidence, new, generated=generated.text, stands=stands, redrafts=redrafts)
    return Revision(old, generated.text, merged, evidence)


def as_generated(path: Path, version: Version, evidence: Evidence) -> Manuscript:
    """Return what was generated: as it was kept, or the article if nobody has touched it."""
    if path.exists():
        return read_manuscript(Version.of(path).text)
    untouched = hashlib.sha256(version.raw).hexdigest() == evidence.article_sha256
    return read_manuscript(version.text) if untouched else EMPTY


def _aside(revision: Revision) -> str:
    """Say in Markdown what differs, place by place, with the whole new text below."""
    conflicts = revision.merged.conflicts
    lines = [
        f"# {revision.old.version.path.name}: {len(conflicts)} places where your words stand",
        "",
        "Take over what you like by hand, then delete this file. It is on no page and no program reads it.",
    ]
    for number, conflict in enumerate(conflicts, 1):
        lines += ["", f"## {number}. {conflict.where.lstrip('# ')}", ""]
        lines += ["Yours, which stands:", "", *_shown(conflict.yours), ""]
        lines += ["New:", "", *_shown(conflict.new)]
    lines += ["", "## The whole new text", "", *_shown(revision.generated.split("\n"))]
    return "\n".join(lines) + "\n"


def _shown(lines: tuple[str, ...] | list[str]) -> list[str]:
    """Indent lines, so that they are text and nothing else."""
    return [f"    {line}".rstrip() for line in lines] or ["    (nothing)"]
