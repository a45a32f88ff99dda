"""How the site is made, from its settings: what the colophon prints."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Colophon:
    """The sources by name, how many of them are Chinese, when editions appear, and which models write."""

    sources: tuple[str, ...]
    chinese: int
    time: str
    zone: str
    choose: str
    write: str


def colophon_of(settings: Mapping[str, Any]) -> Colophon:
    """Read the settings and the catalogue; a catalogue that cannot be read has no sources."""
    sources = _sources(settings.get("AI_DIGEST_SOURCES"))
    return Colophon(
        sources=tuple(dict.fromkeys(str(source.get("name", "")) for source in sources)),
        chinese=sum(str(source.get("language", "")).startswith("zh") for source in sources),
        time=str(settings.get("AI_DIGEST_EDITION_TIME", "07:30")),
        zone=str(settings.get("TIMEZONE", "")),
        choose=str(settings.get("AI_DIGEST_CHOOSE_MODEL", "")),
        write=str(settings.get("AI_DIGEST_WRITE_MODEL", "")),
    )


def _sources(path: Any) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = tomllib.loads(Path(path).read_text(encoding="utf-8"))["source"]
    except (TypeError, OSError, ValueError, KeyError):  # `ai-digest doctor` says what is wrong with it
        return []
    return found
