"""Fit the weights of `ai_digest.choose.likeness` to gold days: `python -m tests.eval.stories.fit FOLDER`.

Needs scikit-learn, which the project does not install. Prints the weights to be copied, rounded. Both the
original titles and those with translations are fitted to, so that one set of weights serves for both.
"""

from __future__ import annotations

import sys
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING

from ai_digest.choose.cluster import telling
from ai_digest.choose.likeness import Parts, compare, weigh
from ai_digest.choose.pairing import near_pairs
from tests.eval.stories.days import gold_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.eval.stories.days import Day

PENALTY = 0.5  # scikit-learn's C; smaller is stricter


def main() -> None:
    """Fit and print."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    days = list(gold_days(Path(sys.argv[1])))
    rows = [row for day in days for translated in (False, True) for row in _rows(day, translated=translated)]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=3000))
    model.fit([parts for parts, _ in rows], [same for _, same in rows])
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    bias = regression.intercept_[0] - (weights * scaler.mean_).sum()
    lines = [f"    {part.name}={weight:.3g}," for part, weight in zip(fields(Parts), weights, strict=True)]
    sys.stdout.write("\n".join([f"BIAS = {bias:.3g}", "WEIGHTS = Parts(", *lines, ")", ""]))


def _rows(day: Day, *, translated: bool) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Yield the parts of each pair worth comparing, and whether it is one story."""
    translations = day.translations if translated else {}
    mentions = weigh([telling(item, translations) for item in day.items])
    for near in near_pairs(mentions):
        same = day.stories[day.items[near.one].id] == day.stories[day.items[near.two].id]
        yield astuple(compare(mentions[near.one], mentions[near.two], near.own, near.terms)), same


if __name__ == "__main__":
    main()
