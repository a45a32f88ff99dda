"""The editor's desk: how every edition stands, publishing one that waited, correcting one that is out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ai_digest.atomic import write_atomic
from ai_digest.corrections import corrections_in, uncorrected
from ai_digest.errors import DigestError, UsageError
from ai_digest.file.amend import Version, with_field
from ai_digest.file.evidence import read_evidence
from ai_digest.file.manuscript import EMPTY, read_manuscript
from ai_digest.file.merge import changed_lines
from ai_digest.file.reading import read_article
from ai_digest.file.revision import as_generated
from ai_digest.file.shelf import is_aside
from ai_digest.model import Status
from ai_digest.proofread import check_article

if TYPE_CHECKING:
    from pathlib import Path

    from ai_digest.file.reading import Article
    from ai_digest.file.shelf import Shelf
    from ai_digest.proofread import Remark

_VALUE = re.compile(r"^(status\s*:\s*)(\"[^\"]*\"|'[^']*'|[^\s#]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an edition stands.

    `state` is published, held, draft, or what else its status says; "broken" if it cannot be read, with the
    reason in `held`. `edited` counts the lines that a person changed, None where nobody knows what was
    generated: a wholly hand-written edition. `open` are the files that redrafts wrote beside it;
    `uncorrected` counts the changes since it was published that no correction speaks of.
    """

    date: str
    path: Path
    state: str
    edited: int | None = None
    held: tuple[str, ...] = ()
    corrections: int = 0
    uncorrected: int = 0
    open: tuple[Path, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON's types; the keys are documented in docs/editing.md."""
        return {
            "date": self.date,
            "path": str(self.path),
            "state": self.state,
            "edited": self.edited,
            "held": list(self.held),
            "corrections": self.corrections,
            "uncorrected": self.uncorrected,
            "open": [str(path) for path in self.open],
        }


def standings(shelf: Shelf) -> list[Standing]:
    """Return how all editions stand, the latest first."""
    found = [_standing(path, shelf) for path in shelf.articles()]
    return sorted(found, key=lambda standing: (standing.date, str(standing.path)), reverse=True)


def approve(shelf: Shelf, date: dt.date, *, anyway: bool = False) -> tuple[Path, list[Remark]]:
    """Publish an edition after a last check: only its status changes, and what was published is kept.

    It stays as it is if there are findings, unless `anyway`. Raises UsageError if there is no such edition,
    or if it is published already.
    """
    path = _find(shelf, date)
    version = Version.of(path)
    status = read_article(path).text("status")
    if status != Status.DRAFT.value:
        raise UsageError(f"{path}: its status is {status or 'published'!r}; only a draft can be approved")
    remarks = check_article(path, shelf)
    if remarks and not anyway:
        return path, remarks
    text = _published(version.text)
    version.write(text, shelf.content)
    write_atomic(shelf.published(date), text.encode())
    return path, remarks


def propose(shelf: Shelf, date: dt.date, language: str, today: dt.date) -> list[str]:
    """Return a line for `corrections:` for each change of substance since an edition was published."""
    path, version = _find(shelf, date), Version.of(_find(shelf, date))
    published = shelf.published(date)
    if not published.exists():
        raise UsageError(f"{path}: nobody knows how it was published; write its `corrections:` by hand")
    changes = uncorrected(published.read_text(encoding="utf-8"), version.text, path)
    return list(dict.fromkeys(f"{today}: {change.proposed(language)}" for change in changes))


def correct(shelf: Shelf, date: dt.date, lines: list[str], now: dt.datetime) -> Path:
    """Put corrections into the front matter, with the moment as `modified`; all else stays."""
    path = _find(shelf, date)
    version, article = Version.of(path), read_article(path)
    there = article.fields.get("corrections")
    own = there.value if there and isinstance(there.value, list) else []
    kept = [_entry(entry) for entry in own]
    text = with_field(version.text, "modified", f"modified: {now:%Y-%m-%d %H:%M}", after="date")
    text = with_field(text, "corrections", "corrections:", *(_quoted(line) for line in [*kept, *lines]))
    version.write(text, shelf.content)
    return path


def note_published(shelf: Shelf, since: dt.date) -> None:
    """Keep the text of every edition since a day that is published and of which none is kept yet."""
    for path in shelf.articles():
        if path.name[:1].isdigit() and path.name < since.isoformat():
            continue  # named after an earlier day; reading a thousand articles takes a second
        try:
            article = read_article(path)
            date = dt.date.fromisoformat(article.text("edition"))
        except (UsageError, ValueError):
            continue
        is_out = article.text("status") in {"", Status.PUBLISHED.value}
        if date >= since and is_out and not shelf.published(date).exists():
            write_atomic(shelf.published(date), path.read_bytes())


def _standing(path: Path, shelf: Shelf) -> Standing:
    try:
        article = read_article(path)
        return _told(article, shelf)
    except DigestError as error:
        return Standing(path.name[: len("2026-08-13")], path, "broken", held=(str(error),))


def _told(article: Article, shelf: Shelf) -> Standing:
    path, day = article.path, article.text("edition") or article.text("date")[: len("2026-08-13")]
    version, state = Version.of(path), article.text("status") or Status.PUBLISHED.value
    edited: int | None = None
    held: tuple[str, ...] = ()
    missing = 0
    if article.text("edition"):
        date = article.day("edition")
        edited, held = _edited(date, version, shelf)
        published = shelf.published(date)
        if published.exists() and state == Status.PUBLISHED.value:
            missing = len(uncorrected(published.read_text(encoding="utf-8"), version.text, path))
    if state == Status.DRAFT.value and held:
        state = "held"
    beside = [other for other in path.parent.glob(f"{path.stem}.*.md") if is_aside(other)]
    return Standing(
        day,
        path,
        state,
        edited,
        held if state == "held" else (),
        corrections_in(version.text, path),
        missing,
        tuple(sorted(beside)),
    )


def _edited(date: dt.date, version: Version, shelf: Shelf) -> tuple[int | None, tuple[str, ...]]:
    """Count the lines a person changed, and say why the edition was held."""
    if not shelf.evidence(date).exists():
        return None, ()
    evidence = read_evidence(shelf.evidence(date))
    base = as_generated(shelf.generated(date), version, evidence)
    edited = None if base is EMPTY else changed_lines(base, read_manuscript(version.text))
    return edited, evidence.held


def _find(shelf: Shelf, date: dt.date) -> Path:
    path = shelf.find(date)
    if path is None:
        raise UsageError(f"no edition of {date}; ai-digest status lists those there are")
    return path


def _published(text: str) -> str:
    """Change the value of the status, and nothing else."""
    line = next(
        line
        for unit in read_manuscript(text).fields
        if unit.name == "status"
        for line in unit.lines
        if _VALUE.match(line)
    )
    return with_field(text, "status", _VALUE.sub(rf"\g<1>{Status.PUBLISHED.value}", line))


def _entry(entry: object) -> str:
    """Return an entry as it was written."""
    if isinstance(entry, dict):
        return "; ".join(f"{day}: {text}" for day, text in entry.items())
    return str(entry)


def _quoted(line: str) -> str:
    """Return an entry as YAML that reads back as it is, plain where that is enough."""
    day, _, text = line.partition(": ")
    plain = text and not re.search(r": | #|^[\"'\[\]{}&*!|>%@`?-]|:$", text)
    if plain:
        return f"  - {day}: {text}"
    escaped = line.replace("'", "''")
    return f"  - '{escaped}'"
