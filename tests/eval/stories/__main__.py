"""Print the scores: `make eval GOLD=folder`, or `python -m tests.eval.stories [folder …]`.

Without a folder the project's own day is scored.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from tests.eval.stories.days import gold_days, own_day
from tests.eval.stories.score import b_cubed, pairwise

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.eval.stories.days import Day

HERE = Path(__file__).parent
MODES: dict[str, Callable[[Day], dict[str, str]]] = {
    "original titles": lambda day: day.grouped(translated=False),
    "with translations": lambda day: day.grouped(translated=True),
    "original titles, merged by a choose call that knows all": lambda day: day.merged(),
}


def main() -> int:
    """Print a row for each day, with and without translations, and the means."""
    folders = [Path(name) for name in sys.argv[1:]]
    days = [day for folder in folders for day in gold_days(folder)] if folders else [own_day(HERE)]
    console = Console(width=100)
    if not days:
        console.print(f"no gold files (*.json) in {', '.join(map(str, folders))}", markup=False)
        return 2
    for title, grouped in MODES.items():
        console.print(_table(title, days, grouped))
    return 0


def _table(title: str, days: list[Day], grouped: Callable[[Day], dict[str, str]]) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in ("day", "items", "pairwise P", "R", "F1", "B-cubed P", "R", "F1"):
        table.add_column(heading, justify="left" if heading == "day" else "right")
    rows = []
    for day in days:
        found = grouped(day)
        scores = [measure(day.stories, found) for measure in (pairwise, b_cubed)]
        rows.append([value for score in scores for value in (score.precision, score.recall, score.f1)])
        table.add_row(day.name, str(len(day.items)), *(f"{value:.3f}" for value in rows[-1]))
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    table.add_row("mean", "", *(f"{value:.3f}" for value in means))
    return table


if __name__ == "__main__":
    sys.exit(main())
