"""The cover of an article: where it is, how large, and what it shows."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from ai_digest.file.covers.pictures import State, look_at, problem

if TYPE_CHECKING:
    from ai_digest.file.covers.pictures import Picture

    from .site import Site

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """WebP files of one picture for `srcset`; `scheme` is "dark" for those of a dark page, else empty."""

    srcset: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover picture.

    `src` is for the page, `url` for other sites (None while the site has no address). The size is None for a
    picture that lies elsewhere; the theme then keeps 1200×630 free for it. `sources` are smaller files for
    the page, `shapes` the addresses of other shapes for search engines; the newest editions have both.
    """

    src: str
    url: str | None
    alt: str
    width: int | None = None
    height: int | None = None
    sources: tuple[Source, ...] = ()
    shapes: tuple[str, ...] = ()

    @property
    def is_remote(self) -> bool:
        """Whether the picture lies on another site."""
        return bool(urlsplit(self.src).scheme) and self.width is None


def cover_of(article: Any, site: Site, alt: str) -> Cover | None:
    """Find the cover that `coverImage` names: an absolute address, or a path below the content folder.

    A path that cannot be shown is reported. The edition's drawn cover stands in for it; where there is none,
    the article has no cover, so that no page shows a broken picture.
    """
    picture = look_at(getattr(article, "coverimage", ""), site.content, whole=False)
    alt = getattr(article, "coveralt", "") or alt
    if picture.state is State.REMOTE:
        address = f"https:{picture.address}" if picture.address.startswith("//") else picture.address
        return Cover(src=address, url=address, alt=alt)
    if wrong := problem(picture):
        logger.warning("%s: %s", article, wrong)
        picture = look_at(f"/images/covers/{getattr(article, 'edition', '')}.png", site.content, whole=False)
    return _local(picture, site, alt) if picture.state is State.READY else None


def _local(picture: Picture, site: Site, alt: str) -> Cover:
    path = unquote(picture.address).removeprefix("{static}").lstrip("/")
    width, height = picture.size or (None, None)
    return Cover(f"{site.url}/{quote(path)}", site.absolute(path), alt, width, height)
