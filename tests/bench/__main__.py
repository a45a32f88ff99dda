"""`make bench`: each measure prints its rows; `make bench ARGS=build` runs one.

Ratios are of this run on this machine; absolute times are not comparable between machines.
"""

from __future__ import annotations

import sys

from rich.console import Console

from tests.bench import build, check, choose, cover, gather, write

MEASURES = {
    "gather": gather.measure,
    "choose": choose.measure,
    "write": write.measure,
    "cover": cover.measure,
    "check": check.measure,
    "build": build.measure,
}


def main() -> int:
    """Run the measures that were named, or all."""
    console = Console()
    chosen = sys.argv[1:] or list(MEASURES)
    unknown = sorted(set(chosen) - set(MEASURES))
    if unknown:
        console.print(f"no measure {unknown[0]!r}; there are {', '.join(MEASURES)}", markup=False)
        return 2
    for name in chosen:
        console.print(MEASURES[name]())
    return 0


if __name__ == "__main__":
    sys.exit(main())
