"""The cover of an article: where it is, how large, and what it shows."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from PIL import Image, UnidentifiedImageError

if TYPE_CHECKING:
    from pathlib import Path

    from .site import Site

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover picture.

    `src` is for the page, `url` for other sites (None while the site has no address). The size is None for a
    picture that lies elsewhere; the theme then keeps 1200×630 free for it.
    """

    src: str
    url: str | None
    alt: str
    width: int | None = None
    height: int | None = None

    @property
    def is_remote(self) -> bool:
        """Whether the picture lies on another site."""
        return bool(urlsplit(self.src).scheme) and self.width is None


def cover_of(article: Any, site: Site, alt: str) -> Cover | None:
    """Find the cover that `coverImage` names: an absolute address, or a path below the content folder.

    A path without a file is reported and gives no cover, so that no page shows a broken picture.
    """
    name = getattr(article, "coverimage", "")
    if not name:
        return None
    alt = getattr(article, "coveralt", "") or alt
    if urlsplit(name).scheme or name.startswith("//"):
        address = f"https:{name}" if name.startswith("//") else name
        return Cover(src=address, url=address, alt=alt)
    path = unquote(name).removeprefix("{static}").lstrip("/")
    if not (site.content / path).is_file():
        logger.warning("%s: no cover %r below the content folder", article, name)
        return None
    width, height = _size(site.content / path)
    return Cover(f"{site.url}/{quote(path)}", site.absolute(path), alt, width, height)


@cache
def _size(file: Path) -> tuple[int, int] | tuple[None, None]:
    """Measure a picture; one that Pillow cannot read (an SVG) has no size."""
    try:
        with Image.open(file) as image:
            return image.size
    except (UnidentifiedImageError, OSError):
        return None, None
