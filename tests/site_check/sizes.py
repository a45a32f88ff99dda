"""Sizes: what a reader's phone has to load."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from tests.site_check.result import Result

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site_check.site import Site

KB = 1000
HTML, CSS, JS = 60 * KB, 12 * KB, 6 * KB


def check(site: Site) -> Result:
    """Compare the largest edition, and the style sheet and the scripts of its page, with their budgets."""
    largest = max((site.output / path for path in site.editions), key=lambda path: path.stat().st_size)
    page = site.pages[largest.relative_to(site.output).as_posix()]
    css = sum(_packed(site, str(link["href"])) for link in page.select("link[rel=stylesheet]"))
    scripts = [str(script["src"]) for script in page.select("script[src]")]
    js = sum(_packed(site, address) for address in scripts)
    measured = {"HTML": (largest.stat().st_size, HTML), "CSS gz": (css, CSS), "JS gz": (js, JS)}
    figures = ", ".join(
        f"{name} {size / KB:.1f} of {most / KB:.0f} KB" for name, (size, most) in measured.items()
    )
    problems = [f"{name}: {size} > {most} bytes" for name, (size, most) in measured.items() if size > most]
    return Result("sizes", figures, problems)


def _packed(site: Site, address: str) -> int:
    path: Path = site.output / address.removeprefix(f"{site.url}/")
    return len(gzip.compress(path.read_bytes()))
