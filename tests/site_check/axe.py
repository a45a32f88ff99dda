"""axe in Chromium on a page of each kind, light and dark; and whom the pages ask for anything."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from tests.site_check.result import Result
from tests.site_check.tools import CHROMIUM_FLAGS, HERE, run

if TYPE_CHECKING:
    from tests.site_check.site import Site


def check(site: Site) -> Result:
    """Count violations, and requests to other sites."""
    pages = [site.address(path) for path in site.kinds().values()]
    asked = {"chromium": shutil.which("chromium"), "flags": CHROMIUM_FLAGS, "pages": pages}
    found = json.loads(run(["node", HERE / "browser.mjs"], text=json.dumps(asked)).stdout)
    problems = [
        f"{one['address'].removeprefix(site.url)} ({one['scheme']}): {rule['id']}: {rule['help']}: "
        f"{rule['count']} × {rule['target']}"
        for one in found
        for rule in one["rules"]
    ]
    foreign = {
        address for one in found for address in one["asked"] if not address.startswith((site.url, "data:"))
    }
    problems += [f"a request to another site: {address}" for address in sorted(foreign)]
    violations = sum(len(one["rules"]) for one in found)
    figures = (
        f"{violations} violations on {len(pages)} kinds of pages × 2 themes; {len(foreign)} foreign requests"
    )
    return Result("axe", figures, problems)
