"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Result:
    """The outcome of one check: what was measured, in words, and each problem in a line."""

    name: str
    figures: str
    problems: list[str] = field(default_factory=list)
