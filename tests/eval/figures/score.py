"""Does a statement count as supported exactly where a source has all its figures?

Each case is judged twice: by the captured text, and by the figures as the evidence keeps them. From records
alone a derived figure is supported only if the statement names one of the two it follows from, so derived
cases need not pass there; they must not be false.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ai_digest.verify.support import Basis, missing

CASES = Path(__file__).parent / "cases.tsv"


@dataclass(frozen=True, slots=True)
class Case:
    """A statement, a source, and whether the source supports every figure of the statement."""

    kind: str
    supported: bool
    statement: str
    source: str

    @property
    def found(self) -> bool:
        """Whether the program calls it supported."""
        return not missing(self.statement, Basis.of_text(self.source))

    @property
    def found_in_records(self) -> bool:
        """Whether it does so from the recorded figures alone."""
        records = [str(figure) for figure, _ in Basis.of_text(self.source).known]
        return not missing(self.statement, Basis.of_records(records))


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the supported cases were recognised, and how many of the others were, falsely."""

    supported: int
    recognised: int
    unsupported: int
    false: int

    @property
    def share(self) -> float:
        """The share of the supported cases that were recognised."""
        return self.recognised / self.supported if self.supported else 1.0


def cases() -> list[Case]:
    """Return all cases, in the order of the file: kind, yes or no, statement, source."""
    rows = (line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if line)
    return [Case(kind, expected == "yes", statement, source) for kind, expected, statement, source in rows]


def score(of: list[Case]) -> Score:
    """Score some cases by the captured text."""
    true = [case for case in of if case.supported]
    false = [case for case in of if not case.supported]
    return Score(len(true), sum(case.found for case in true), len(false), sum(case.found for case in false))
