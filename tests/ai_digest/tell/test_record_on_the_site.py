"""The record of what was told is not for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_digest.file.shelf import Shelf
from tests.builders import EDITION
from tests.evidence.conftest import build, edition, write
from tests.newsroom import files_below

if TYPE_CHECKING:
    from pathlib import Path


def test_the_record_is_not_on_the_site(tmp_path: Path) -> None:
    """A build publishes the evidence and leaves the record beside it where it is."""
    content = tmp_path / "content"
    write(content, edition())
    Shelf(content).told(EDITION).write_text(f'{{"edition": "{EDITION}"}}', encoding="utf-8")
    built = [name for name in files_below(build(content).output) if name.startswith("evidence/")]
    assert built == [f"evidence/{EDITION:%Y}/{EDITION}.json"]
