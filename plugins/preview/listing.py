"""The first page of a preview: every edition that waits or has findings, and the stamp of the build."""

from __future__ import annotations

import time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ai_digest.atomic import write_atomic

from .findings import SCRIPT, STYLE
from .reader import looked_at

if TYPE_CHECKING:
    from .reader import Looked

NEWEST = 30  # published editions without findings that are listed, too


def write_listing(output: Path, articles: list[Any]) -> None:
    """Write `preview/index.html` and, last of all, `preview/stamp.txt`."""
    addresses = {Path(article.source_path): f"/{article.url}" for article in articles}
    folder = output / "preview"
    write_atomic(folder / "index.html", _page(looked_at(), addresses).encode())
    write_atomic(folder / "stamp.txt", f"{time.time_ns()}\n".encode())


def _page(looked: dict[Path, Looked], addresses: dict[Path, str]) -> str:
    there = {path: seen for path, seen in looked.items() if path.exists()}
    newest = sorted(there, key=lambda path: path.name, reverse=True)
    shown = [path for at, path in enumerate(newest) if at < NEWEST or _waits(there[path])]
    shown.sort(key=lambda path: not _waits(there[path]))
    rows = "".join(_row(path, there[path], addresses.get(path, "")) for path in shown)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title>'
        f"<style>{STYLE}body{{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto}}</style>"
        f"<h1>Preview</h1>{rows}<script>{SCRIPT}</script></html>\n"
    )


def _waits(looked: Looked) -> bool:
    return looked.status != "published" or bool(looked.remarks)


def _row(path: Path, looked: Looked, address: str) -> str:
    name = f'<a href="{escape(address)}">{escape(path.name)}</a>' if address else escape(path.name)
    said = [f"held: {reason}" for reason in looked.held]
    said += [f"line {each.found.line}: {each.found.code} {each.found.message}" for each in looked.remarks]
    items = "".join(f"<li>{escape(line)}</li>" for line in said)
    state = f"<strong>{escape(looked.status)}</strong>"
    return f'<section class="preview">{name} · {state}<ul>{items}</ul></section>'
