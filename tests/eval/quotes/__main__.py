"""Print the scores: `python -m tests.eval.quotes` from the root of the project."""

from __future__ import annotations

import sys

from tests.eval.quotes.score import cases


def main() -> None:
    """Print a row for each kind, then the cases that are wrong."""
    every = cases()
    lines = [f"{'kind':10} {'verbatim':>8} {'found':>6} {'others':>7} {'false':>6}"]
    for kind in [*dict.fromkeys(case.kind for case in every), "all"]:
        rows = [case for case in every if kind in {case.kind, "all"}]
        true, false = ([case for case in rows if case.verbatim is value] for value in (True, False))
        found, wrong = (sum(case.found for case in part) for part in (true, false))
        lines.append(f"{kind:10} {len(true):8} {found:6} {len(false):7} {wrong:6}")
    lines += [f"wrong: {case.quote!r} in {case.source}" for case in every if case.found is not case.verbatim]
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
