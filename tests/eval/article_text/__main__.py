"""Print the scores: `python -m tests.eval.article_text` from the root of the project."""

from __future__ import annotations

import sys

from tests.eval.article_text.score import scores


def main() -> None:
    """Print a row for each page and the mean."""
    found = scores()
    rows = [(name, score.precision, score.recall, score.f1) for name, score in found.items()]
    mean = sum(score.f1 for score in found.values()) / len(found)
    lines = [f"{name:28} {p:9.3f} {r:9.3f} {f1:9.3f}" for name, p, r, f1 in rows]
    head = f"{'page':28} {'precision':>9} {'recall':>9} {'F1':>9}"
    sys.stdout.write("\n".join([head, *lines, f"{'mean':48} {mean:9.3f}", ""]))


if __name__ == "__main__":
    main()
