"""The search index, by Pagefind."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seo.files import write_changed

from .pages import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 600  # seconds
# Pagefind's own pages of search, which the theme's stands for
_UNUSED = re.compile(r"pagefind-(?:component-ui|modular-ui|ui|highlight)\.(?:js|css)")


def build_index(articles: Iterable[Any], place: Path) -> str:
    """Index articles into the folder `place`, whose old files go when the new ones are whole.

    Returns what went wrong, "" for nothing.
    """
    with tempfile.TemporaryDirectory(prefix="search-") as scratch:
        site, made = Path(scratch) / "site", Path(scratch) / "index"
        site.mkdir()
        for article in articles:
            page = site / article.save_as
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(page_of(article), encoding="utf-8")
        problem = _run(site, made)
        if not problem:
            _put(made, place)
    return problem


def _run(site: Path, made: Path) -> str:
    command = [sys.executable, "-m", "pagefind", "--site", site, "--output-path", made, "--quiet"]
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter on our own files
            [*map(str, command)], capture_output=True, text=True, check=False, timeout=LONGEST
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode or not (made / "pagefind.js").is_file():
        return (done.stderr or done.stdout).strip() or f"pagefind ended with {done.returncode}"
    return ""


def _put(made: Path, place: Path) -> None:
    """Put the finished index in its place; files that stayed the same keep their time."""
    written = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    wanted = {name for name in written if not _UNUSED.fullmatch(name.name)}
    for name in sorted(wanted):
        write_changed(place / name, (made / name).read_bytes())
    for old in [
        path for path in place.rglob("*") if path.is_file() and path.relative_to(place) not in wanted
    ]:
        old.unlink()
