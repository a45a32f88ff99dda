"""OPML (opml.org/spec2.opml) ↔ sources: subscription lists as other feed readers keep them.

A feed is `<outline type="rss" text="…" xmlUrl="…" language="…">`, a list page `<outline type="link" text="…"
url="…">`. What OPML has no word for stands in attributes of our own namespace, which other readers pass over:
`ai:region`, `ai:weight`, `ai:full_text`, `ai:kind`, and as selectors `ai:item`, `ai:title`,
`ai:link`, `ai:date`.
`private` is neither written nor read: a list from elsewhere must not open one's own network.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from ai_digest.errors import UsageError
from ai_digest.gather.catalog import SELECTORS
from ai_digest.model import Kind, Region, Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAMESPACE = "urn:ai-digest:source"
MAX_BYTES = 5 * 1024 * 1024
MAX_SOURCES = 5_000
_OURS = ("kind", "region", "weight", "full_text", *SELECTORS)
_HANDED_DOWN = ("language", "region")
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
_TRUE = {"true": True, "false": False}


def export_opml(sources: Iterable[Source]) -> str:
    """Write sources as OPML 2.0, in their order, one group for each region."""
    every = list(sources)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:ai="{NAMESPACE}">',
        "  <head><title>ai-digest: sources</title></head>",
        "  <body>",
    ]
    for region in (Region.DOMESTIC, Region.INTERNATIONAL):
        members = [source for source in every if source.region is region]
        if members:
            lines.append(f'    <outline text="{region.value}">')
            lines += [f"      <outline{_attributes(source)}/>" for source in members]
            lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _attributes(source: Source) -> str:
    page = source.kind is Kind.PAGE
    given = {
        "type": "link" if page else "rss",
        "text": source.name,
        "title": source.name,
        "url" if page else "xmlUrl": source.url,
        "language": source.language,
        "ai:kind": source.kind.value,
        "ai:region": source.region.value,
        "ai:weight": f"{source.weight:g}" if float(f"{source.weight:g}") == source.weight else source.weight,
        "ai:full_text": "true" if source.full_text else "false",
    }
    if source.selectors:
        given |= {f"ai:{key}": value for key in SELECTORS if (value := getattr(source.selectors, key))}
    return "".join(f" {key}={quoteattr(_NO_XML.sub('', str(value)))}" for key, value in given.items())


def read_opml(path: Path, *, language: str = "", region: str = "") -> list[dict[str, Any]]:
    """Return the entries of an OPML file as tables of a catalogue, not yet checked; groups may be nested.

    An entry that names no language or region has its group's, else the one given here. Raises UsageError: not
    to be read, larger than MAX_BYTES, no OPML, a document type declaration (the only place for entities),
    entries that say no language or region.
    """
    outlines = _outlines(_bytes(path), path.name)
    entries = [_entry(outline, {"language": language, "region": region}) for outline in outlines]
    if not entries:
        raise UsageError(f"{path.name}: no sources; an <outline> with an xmlUrl is expected")
    lacking = [
        f"{path.name}: {count} of {len(entries)} entries say no {key}; pass --{key}"
        for key in _HANDED_DOWN
        if (count := sum(not entry[key] for entry in entries))
    ]
    if lacking:
        raise UsageError(*lacking)
    return entries


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot read {str(path)!r}: {error.strerror}") from error
    if len(body) > MAX_BYTES:
        raise UsageError(f"{path.name}: larger than {MAX_BYTES // 2**20} MiB, which no list of sources is")
    return body


class _Reader:
    """Collects the outlines that have an address, each with what its groups hand down."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[dict[str, str]] = []
        self._prefixes = ["ai"]
        self._groups: list[dict[str, str]] = []
        self._is_opml = False

    def start(self, tag: str, given: dict[str, str]) -> None:
        self._is_opml = self._is_opml or tag == "opml"
        if not self._is_opml:
            raise UsageError(f"{self.name}: not OPML: it begins with <{tag}>")
        self._prefixes += [key[6:] for key in given if key.startswith("xmlns:") and given[key] == NAMESPACE]
        if tag != "outline":
            return
        own = {key: self._ours(given, key) for key in _OURS}
        plain = {key: given.get(key, "").strip() for key in ("text", "title", "xmlUrl", "url", "language")}
        above = self._groups[-1] if self._groups else {}
        said = own | plain
        handed = {key: said[key] or above.get(key, "") for key in _HANDED_DOWN}
        self._groups.append(handed)
        address = plain["xmlUrl"] or (plain["url"] if own["kind"] == Kind.PAGE else "")
        if address:
            self._take({**own, **handed, "name": plain["text"] or plain["title"], "address": address}, own)

    def _take(self, outline: dict[str, str], own: dict[str, str]) -> None:
        if not any(own.values()):  # another program's list: "zh-CN" and "en_US" are the feeds' own words
            outline["language"] = outline["language"].replace("_", "-").split("-")[0].lower()
        self.found.append(outline)
        if len(self.found) > MAX_SOURCES:
            raise UsageError(f"{self.name}: more than {MAX_SOURCES} sources")

    def end(self, tag: str) -> None:
        if tag == "outline":
            self._groups.pop()

    def refuse(self, *_: object) -> None:
        raise UsageError(
            f"{self.name}: it has a document type declaration (<!DOCTYPE>), which OPML needs not; remove it"
        )

    def _ours(self, given: dict[str, str], key: str) -> str:
        return next(
            (given[name] for name in (f"{p}:{key}" for p in self._prefixes) if name in given), ""
        ).strip()


def _outlines(body: bytes, name: str) -> list[dict[str, str]]:
    reader = _Reader(name)
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.refuse
    try:
        parser.Parse(body, True)  # noqa: FBT003  "this is all", as expat has it
    except expat.ExpatError as error:
        raise UsageError(f"{name}: not XML: {error}") from error
    except (ValueError, LookupError) as error:
        raise UsageError(f"{name}: {error}; save it as UTF-8") from error
    return reader.found


def _entry(outline: dict[str, str], defaults: dict[str, str]) -> dict[str, Any]:
    """Turn an outline into a table without what was not said; what is wrong with it the check will find."""
    entry: dict[str, Any] = {"name": outline["name"] or _host(outline["address"])}
    entry["url"] = outline["address"]
    entry |= {key: outline[key] or defaults[key] for key in _HANDED_DOWN}
    entry |= {key: outline[key] for key in ("kind", "weight", *SELECTORS) if outline[key]}
    if outline["full_text"]:
        entry["full_text"] = _TRUE.get(outline["full_text"].lower(), outline["full_text"])
    return entry


def _host(address: str) -> str:
    """Return the host of an address, for want of a better name; the address itself if it has none."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address
