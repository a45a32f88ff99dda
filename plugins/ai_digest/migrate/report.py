"""What an import did, or would do, file by file: for people as lines, for programs as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ai_digest.proofread import Remark


@dataclass
class Entry:
    """A file of the folder and what became of it.

    `path` and `address` are of the article here; they are None and "" for one that was left out, whose
    `reason` says why. `is_there` says that an article here has its words already.
    """

    name: str
    path: Path | None = None
    address: str = ""
    reason: str = ""
    is_there: bool = False
    changes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    findings: list[Remark] = field(default_factory=list)

    @property
    def is_imported(self) -> bool:
        """Tell whether it was imported."""
        return not self.reason

    def as_json(self) -> dict[str, Any]:
        """Return the entry as JSON's types; the keys are documented in docs/importing.md."""
        return {
            "file": self.name,
            "imported": self.is_imported,
            "path": str(self.path) if self.path else None,
            "address": self.address,
            "reason": self.reason,
            "there": self.is_there,
            "changes": self.changes,
            "notes": self.notes,
            "findings": [remark.as_json() for remark in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The whole import; `others` counts the files that are no text, by their suffix."""

    entries: tuple[Entry, ...]
    others: Counter[str]
    dry: bool = False

    @property
    def imported(self) -> list[Entry]:
        """Return what was imported."""
        return [entry for entry in self.entries if entry.is_imported]

    @property
    def skipped(self) -> list[Entry]:
        """Return what was left out and is not there already."""
        return [entry for entry in self.entries if not entry.is_imported and not entry.is_there]

    @property
    def codes(self) -> Counter[str]:
        """Count what the check finds, by code."""
        return Counter(str(remark.found.code) for entry in self.entries for remark in entry.findings)

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was left out and nothing is left to look at."""
        return not (self.skipped or self.codes or any(entry.notes for entry in self.imported))

    def lines(self) -> Iterator[str]:
        """Yield the report as lines: each file, then the counts."""
        done = "would import" if self.dry else "imported"
        for entry in self.entries:
            if entry.is_imported:
                yield f"{done} {entry.name} → {entry.path}, at /{entry.address}"
                yield from (f"    changed: {change}" for change in entry.changes)
                yield from (f"    look at: {note}" for note in entry.notes)
                yield from (f"    {remark}" for remark in entry.findings)
            else:
                yield f"{'there' if entry.is_there else 'skipped'} {entry.name}: {entry.reason}"

    def summary(self) -> Iterator[str]:
        """Yield the counts."""
        there = len(self.entries) - len(self.imported) - len(self.skipped)
        done = "would be imported" if self.dry else "imported"
        yield f"{len(self.imported)} {done}, {there} there already, {len(self.skipped)} skipped"
        if self.others:
            kinds = ", ".join(f"{suffix} {count}" for suffix, count in sorted(self.others.items()))
            yield f"{self.others.total()} other files in the folder: {kinds}"
        if self.codes:
            kinds = ", ".join(f"{code} {count}" for code, count in sorted(self.codes.items()))
            yield f"{self.codes.total()} findings: {kinds} (docs/checks.md)"

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON's types."""
        return {
            "dry_run": self.dry,
            "files": [entry.as_json() for entry in self.entries],
            "others": dict(sorted(self.others.items())),
            "findings": dict(sorted(self.codes.items())),
        }
