"""Search in Chromium: words from the middle of a headline find the story, and the hit jumps to it."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

from tests.site_check.result import Result
from tests.site_check.tools import CHROMIUM_FLAGS, HERE, run

if TYPE_CHECKING:
    from tests.site_check.site import Site

_CHINESE = re.compile("[\u4e00-\u9fff]{6,}")


def check(site: Site) -> Result:
    """Search for four characters that begin at the second of a headline of the newest edition."""
    headlines = [heading.get_text() for heading in site.pages[site.editions[-1]].select("h3[id]")]
    words = next((found[0][1:5] for line in headlines if (found := _CHINESE.search(line))), "")
    if not words:
        return Result("search", "no Chinese headline to search for")
    asked = {"chromium": shutil.which("chromium"), "flags": CHROMIUM_FLAGS, "words": words}
    asked["address"] = site.address("search/index.html")
    told = json.loads(run(["node", HERE / "search.mjs"], text=json.dumps(asked)).stdout)
    problems = [
        problem
        for wrong, problem in (
            (told["before"], "the index is loaded before anybody searches"),
            (not told["found"], f"{words!r} finds no story"),
            (told["found"] and not told["visible"], f"{told['place']} does not jump to the story"),
        )
        if wrong
    ]
    size = sum(path.stat().st_size for path in (site.output / "pagefind").rglob("*") if path.is_file())
    return Result(
        "search", f"{words!r} → {told['place'].rpartition('/')[2]}; index {size / 1e6:.1f} MB", problems
    )
