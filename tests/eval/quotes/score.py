"""Is a quote found exactly where it stands in its source, word for word?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ai_digest.verify.quotes import find_quote

_HERE = Path(__file__).parent
SOURCES: dict[str, str] = json.loads((_HERE / "sources.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Case:
    """A quote, the name of its source, and whether it is a verbatim, telling passage of it."""

    kind: str
    verbatim: bool
    source: str
    quote: str

    @property
    def position(self) -> int | None:
        """Where the program finds it."""
        return find_quote(self.quote, SOURCES[self.source])

    @property
    def found(self) -> bool:
        """Whether the program finds it."""
        return self.position is not None


def cases() -> list[Case]:
    """Return all cases, in the order of the file: kind, yes or no, source, quote."""
    rows = (line.split("\t") for line in (_HERE / "cases.tsv").read_text(encoding="utf-8").splitlines())
    return [Case(kind, expected == "yes", source, quote) for kind, expected, source, quote in rows]
