"""Print the scores: `python -m tests.eval.figures` from the root of the project."""

from __future__ import annotations

import sys

from tests.eval.figures.score import cases, score


def main() -> None:
    """Print a row for each kind and one for all, then the cases that are wrong."""
    every = cases()
    lines = [f"{'kind':12} {'supported':>9} {'recognised':>10} {'others':>7} {'false':>6}"]
    for kind in [*dict.fromkeys(case.kind for case in every), "all"]:
        row = score([case for case in every if kind in {case.kind, "all"}])
        lines.append(f"{kind:12} {row.supported:9} {row.recognised:10} {row.unsupported:7} {row.false:6}")
    wrong = [case for case in every if case.found is not case.supported]
    lines += [f"wrong: {case.statement!r} from {case.source!r}" for case in wrong]
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
