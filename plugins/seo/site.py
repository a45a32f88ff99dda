"""The site as the settings describe it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says of the site. `url` has no slash at its end; it is "" where none is set."""

    name: str
    tagline: str
    description: str
    url: str
    language: str
    logo: str
    content: Path

    def absolute(self, path: str) -> str | None:
        """Give the full address of a path of this site, or None where the site has no address yet."""
        if urlsplit(path).scheme:
            return path
        clean = quote(path.removesuffix(_INDEX) if path.endswith(f"/{_INDEX}") or path == _INDEX else path)
        return f"{self.url}/{clean.lstrip('/')}" if self.url else None


def site_of(settings: dict[str, Any]) -> Site:
    """Read the site from Pelican's settings; only SITENAME has to be there."""
    tagline = str(settings.get("SITESUBTITLE") or "")
    return Site(
        name=str(settings["SITENAME"]),
        tagline=tagline,
        description=str(settings.get("SITE_DESCRIPTION") or tagline or settings["SITENAME"]),
        url=str(settings.get("SITEURL") or "").rstrip("/"),
        language=language_tag(str(settings.get("DEFAULT_LANG") or "zh-cn")),
        logo=str(settings.get("SITE_LOGO") or ""),
        content=Path(settings["PATH"]),
    )


def language_tag(language: str) -> str:
    """Write a language tag as BCP 47 recommends: `zh-cn` → `zh-CN`."""
    name, _, region = language.partition("-")
    return f"{name.lower()}-{region.upper()}" if region else name.lower()
