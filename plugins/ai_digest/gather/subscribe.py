"""Sources from an OPML file into the catalogue, at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ai_digest.atomic import write_atomic
from ai_digest.errors import UsageError
from ai_digest.gather.catalog import check_entries, load_sources, parse_sources, render_source
from ai_digest.gather.opml import read_opml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ai_digest.model import Source


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: the sources added, and a line for each that was skipped or renamed."""

    added: tuple[Source, ...]
    remarks: tuple[str, ...]


def import_opml(opml: Path, catalogue: Path, *, language: str = "", region: str = "") -> Imported:
    """Add the sources of an OPML file at the end of the catalogue, whose own text stays as it is to the byte.

    A source whose address the catalogue has is skipped; one whose name is taken gets a number. Raises
    UsageError, and then nothing was written; OSError from the disk.
    """
    known = load_sources(catalogue, empty_ok=True)
    entries = read_opml(opml, language=language, region=region)
    entries, remarks = _new_ones(entries, known)
    added = check_entries(entries, opml.name)
    if added:
        _append(catalogue, f"# --- from {opml.name!r} ---\n\n" + "\n".join(map(render_source, added)))
    return Imported(added, tuple(remarks))


def _new_ones(
    entries: list[dict[str, Any]], known: Iterable[Source]
) -> tuple[list[dict[str, Any]], list[str]]:
    addresses = {_same(source.url): source.name for source in known}
    names = {*addresses.values()}
    kept: list[dict[str, Any]] = []
    remarks: list[str] = []
    for entry in entries:
        wanted, key = entry["name"], _same(entry["url"])
        if key in addresses:
            remarks.append(f"skipped {wanted!r}: {addresses[key]!r} has {entry['url']} already")
            continue
        name = _free(wanted, names)
        if name != wanted:
            remarks.append(f"renamed {wanted!r} to {name!r}: the name is taken")
        addresses[key] = name
        names.add(name)
        kept.append(entry | {"name": name})
    return kept, remarks


def _same(address: str) -> str:
    """Return what two spellings of an address share; scheme, case of host and last slash may differ."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}"


def _free(name: str, taken: set[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free


def _append(catalogue: Path, tables: str) -> None:
    old = catalogue.read_bytes() if catalogue.exists() else b""
    gap = b"" if not old else b"\n" if old.endswith(b"\n") else b"\n\n"
    new = old + gap + tables.encode()
    try:
        parse_sources(new.decode(), catalogue.name)
    except UsageError as error:  # e.g. `source = [{…}]`, to which no [[source]] can be added
        raise UsageError(*(f"{line}; nothing was imported" for line in error.problems)) from error
    write_atomic(catalogue, new)
