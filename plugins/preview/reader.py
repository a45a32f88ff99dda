"""The reader of a preview: each article has its findings in it.

What was rendered is kept by the plugin `fast_build`, until an article or what is found in it is new.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ai_digest.errors import DigestError
from ai_digest.file.evidence import read_evidence
from ai_digest.file.reading import read_article
from ai_digest.file.shelf import Shelf
from ai_digest.proofread import NO_ARTICLES, check_article
from front_matter.reader import FrontMatterReader

from .findings import summary_of, with_signs

if TYPE_CHECKING:
    from ai_digest.proofread import Remark


class Looked(NamedTuple):
    """An article as it was looked at last: the state of its files, findings, why it was held, its status."""

    state: str
    remarks: list[Remark]
    held: tuple[str, ...]
    status: str


_looked: dict[Path, Looked] = {}


class PreviewReader(FrontMatterReader):
    """Reads as the site's reader does, and puts in what the check has found."""

    def depends_on(self, source_path: str) -> str:
        """Say what the text depends on beside the file: its state and its findings."""
        looked = self._look(source_path)
        return "" if looked is None else f"{looked.status} {looked.held} {looked.remarks}"

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Give the body with signs, below its summary of findings."""
        self._looked = self._look(source_path)
        html, metadata = super().read(source_path)
        if self._looked is None or metadata.get("status") == "skip":
            return html, metadata
        return summary_of(self._looked.remarks, self._looked.held, self._looked.status) + html, metadata

    def render(self, body: str) -> tuple[str, Any]:
        """Render a body with its signs."""
        looked = self._looked
        if looked and looked.remarks:
            body = with_signs(body, self._first, looked.remarks)
        return super().render(body)

    def _look(self, source_path: str) -> Looked | None:
        """Look at an article of the content folder; at nothing else."""
        path, content = Path(source_path), Path(self.settings["PATH"])
        inside = path.is_relative_to(content) and path.relative_to(content).parts[0] not in NO_ARTICLES
        return look_at(path, Shelf(content)) if inside else None

    def _read_document(self, document: Any) -> tuple[str, dict[str, Any]]:
        self._first = document.first_line + document.front_matter.count("\n") + 2
        return super()._read_document(document)


def looked_at() -> dict[Path, Looked]:
    """Return what is known of all articles that were read."""
    return _looked


def look_at(path: Path, shelf: Shelf) -> Looked:
    """Check an article, if it or its evidence is new."""
    evidence = next((shelf.content / "evidence").glob(f"*/{path.stem}.json"), None)
    state = "".join(f"{at.stat().st_mtime_ns} {at.stat().st_size} " for at in (path, evidence) if at)
    known = _looked.get(path)
    if known and known.state == state:
        return known
    remarks = check_article(path, shelf)
    status, held = _standing(path, evidence)
    _looked[path] = Looked(state, remarks, held, status)
    return _looked[path]


def _standing(path: Path, evidence: Path | None) -> tuple[str, tuple[str, ...]]:
    """Return an article's status, and why it was held if it waits."""
    try:
        status = read_article(path).text("status") or "published"
        held = read_evidence(evidence).held if evidence and status == "draft" else ()
    except DigestError:  # what is wrong with it is among its findings
        return "broken", ()
    return status, held
