"""How an edition is written: its language, how deep it goes, whether it speaks of markets.

What the prompts ask for and what is accepted of an answer both come from here, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .wording import has_han

LATIN = 2.5  # a text without Chinese characters needs so many more of them to say the same
_SLACK = 1.5  # an answer may be longer by so much than it was asked to be


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines of each kind a story has at most; facts begin at two."""

    facts: int
    insights: int
    impact: int


class Depth(Enum):
    """How deep a story goes."""

    FULL = Counts(facts=6, insights=3, impact=3)
    SHORT = Counts(facts=3, insights=1, impact=0)


class Length(Enum):
    """The longest a field should be, in Chinese characters."""

    HEADING = 24
    HEADLINE = 36
    LABEL = 8
    SENTENCE = 80
    INSIGHT = 120
    POINT = 50
    LINE = 60
    REASON = 20

    def most(self, text: str) -> int:
        """Return how many characters of such a text are still accepted."""
        return int(self.value * _SLACK * (1 if has_han(text) else LATIN))

    def holds(self, text: str) -> bool:
        """Tell whether a text is short enough to be accepted."""
        return len(text) <= self.most(text)


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a run; the same for all of its calls, so that they share their cached prefix."""

    language: str = "zh-CN"
    depth: Depth = Depth.FULL
    markets: bool = True
