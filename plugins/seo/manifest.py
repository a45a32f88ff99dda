"""The web app manifest: name, colours and icons for a home screen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ai_digest.file.covers.palette import tokens_of

from .files import write_changed
from .site import site_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .site import Site

NAME = "manifest.webmanifest"
_SIZES = (192, 512)


def write_manifest(pelican: Any) -> None:
    """Write the file into the built site; one that says the same keeps its time."""
    path = Path(pelican.settings["OUTPUT_PATH"]) / NAME
    data = manifest(site_of(pelican.settings), paper_of(pelican.settings)[0])
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    write_changed(path, text.encode())


def manifest(site: Site, paper: str) -> dict[str, Any]:
    """Describe the site as an app; addresses are relative, so that it works below any path."""
    icons: list[dict[str, str]] = [
        {"src": f"theme/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in _SIZES
    ]
    return {
        "name": site.name,
        "description": site.description,
        "lang": site.language,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": paper,
        "theme_color": paper,
        "icons": [*icons, {"src": "theme/favicon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }


def paper_of(settings: Mapping[str, Any]) -> tuple[str, str]:
    """Return the colour of the page's ground, light and dark, from the theme's own tokens."""
    return dict(tokens_of(Path(settings["THEME"])))["paper"]
