"""Scores of a grouping against gold: pairwise and B-cubed precision, recall and F1.

Pairwise: of the pairs of items that were put together, how many belong together, and the other way round.
B-cubed: the same for each item, averaged (Bagga and Baldwin, 1998); days of single items lift it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pairwise(gold: Mapping[str, str], found: Mapping[str, str]) -> Score:
    """Score by pairs; both map an item's id to its story's. What was not found is alone."""
    alone = {item: found.get(item, f"alone {item}") for item in gold}
    both = _pairs(Counter((gold[item], alone[item]) for item in gold))
    return Score(_ratio(both, _pairs(Counter(alone.values()))), _ratio(both, _pairs(Counter(gold.values()))))


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> Score:
    """Score by items."""
    alone = {item: found.get(item, f"alone {item}") for item in gold}
    both = Counter((gold[item], alone[item]) for item in gold)
    wanted, given = Counter(gold.values()), Counter(alone.values())
    shares = [(both[gold[item], alone[item]], gold[item], alone[item]) for item in gold]
    return Score(
        sum(count / given[group] for count, _, group in shares) / (len(gold) or 1),
        sum(count / wanted[story] for count, story, _ in shares) / (len(gold) or 1),
    )


def _pairs(sizes: Counter[object]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
