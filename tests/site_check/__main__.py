"""`make site`: builds sites as for publishing and lets the tools judge them; prints what was measured.

Without arguments the sample is built (the bundled sources, see demo/); content folders may be named besides.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from tests.site_check import axe, feeds, lighthouse, links, nu, search, sitemaps, sizes, structured, tools
from tests.site_check.site import built

if TYPE_CHECKING:
    from tests.site_check.result import Result

CHECKS = (links, feeds, sitemaps, sizes, structured, search, nu, axe, lighthouse)
SHOWN = 25  # problems of one check


def main() -> int:
    """Check the sample and the named folders."""
    console = Console(soft_wrap=True)
    try:
        tools.prepare()
        failed = [_judge(content, console) for content in (_sample(), *map(Path, sys.argv[1:]))]
    except tools.MissingToolError as error:
        console.print(str(error), markup=False)
        return 2
    return int(any(failed))


def _sample() -> Path:
    """File the sample edition anew, and return its content folder."""
    subprocess.run([sys.executable, tools.ROOT / "demo" / "run.py"], check=True, capture_output=True)
    return tools.ROOT / "output-demo" / "content"


def _judge(content: Path, console: Console) -> bool:
    table = Table("check", "figures", "problems", title=str(content), title_justify="left")
    with tempfile.TemporaryDirectory() as scratch, built(content.resolve(), Path(scratch)) as site:
        results = [check.check(site) for check in CHECKS]
    for result in results:
        table.add_row(result.name, result.figures, str(len(result.problems)))
    console.print(table)
    for result in results:
        _tell(result, console)
    return any(result.problems for result in results)


def _tell(result: Result, console: Console) -> None:
    for problem in result.problems[:SHOWN]:
        console.print(f"{result.name}: {problem}", markup=False, highlight=False)
    if len(result.problems) > SHOWN:
        console.print(f"{result.name}: and {len(result.problems) - SHOWN} more", markup=False)


if __name__ == "__main__":
    sys.exit(main())
