"""The search index, by Pagefind."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fast_build.hooks import cores
from seo.files import write_changed

from .pages import page_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

LONGEST = 600  # seconds
_ENTRY = "pagefind-entry.json"
# Pagefind's own pages of search, which the theme's stands for
_UNUSED = re.compile(r"pagefind-(?:component-ui|modular-ui|ui|highlight)\.(?:js|css)")
_ENGINE = re.compile(r"pagefind(?:-worker)?\.js|wasm\..*\.pagefind")


def build_indexes(parts: Mapping[Path, Iterable[Any]], *, engine: Collection[Path]) -> dict[Path, str]:
    """Index articles into the folders they are given by; old files there go when the new ones are whole.

    Indexes are made side by side: Pagefind uses one core for most of its time. Those in `engine` get the
    program that searches beside them. Returns what went wrong by folder, nothing where nothing did.
    """
    with tempfile.TemporaryDirectory(prefix="search-") as scratch:
        folders = {place: Path(scratch) / str(number) for number, place in enumerate(parts)}
        for place, folder in folders.items():
            _write_pages(parts[place], folder / "site")
        with ThreadPoolExecutor(cores()) as pool:
            problems = dict(zip(parts, pool.map(_run, folders.values()), strict=True))
        for place, folder in folders.items():
            if not problems[place]:
                _put(folder / "index", place, engine=place in engine)
    return {place: problem for place, problem in problems.items() if problem}


def is_whole(place: Path) -> bool:
    """Say whether there is an index in a folder."""
    return (place / _ENTRY).is_file()


def prune(place: Path, parts: Collection[str]) -> None:
    """Remove from the folder of the index what is none of its parts."""
    for path in place.iterdir() if place.is_dir() else ():
        if path.is_dir() and path.name not in parts:
            shutil.rmtree(path)
        elif not path.is_dir():
            path.unlink()


def _write_pages(articles: Iterable[Any], site: Path) -> None:
    for article in articles:
        page = site / article.save_as
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(page_of(article), encoding="utf-8")


def _run(folder: Path) -> str:
    site, made = folder / "site", folder / "index"
    command = [sys.executable, "-m", "pagefind", "--site", site, "--output-path", made, "--quiet"]
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter on our own files
            [*map(str, command)], capture_output=True, text=True, check=False, timeout=LONGEST
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode or not is_whole(made):
        return (done.stderr or done.stdout).strip() or f"pagefind ended with {done.returncode}"
    return ""


def _put(made: Path, place: Path, *, engine: bool) -> None:
    """Put the finished index in its place; files that stayed the same keep their time."""
    written = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    unwanted = (_UNUSED,) if engine else (_UNUSED, _ENGINE)
    wanted = {name for name in written if not any(names.fullmatch(name.name) for names in unwanted)}
    for name in sorted(wanted):
        write_changed(place / name, (made / name).read_bytes())
    for old in [
        path for path in place.rglob("*") if path.is_file() and path.relative_to(place) not in wanted
    ]:
        old.unlink()
