"""The other sizes of a cover, made when a site is built: three shapes for search engines, WebP for the page.

A drawn cover is laid out anew for each shape, in light and dark for the page; an editor's own picture is cut
and made smaller, never larger. The name of a file holds a hash of all that decides its content, so that what
is there already is known to be right without being made.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from ai_digest.atomic import write_atomic
from ai_digest.file.covers import draw_cover
from ai_digest.file.covers.draw import draw
from ai_digest.file.covers.palette import Scheme, palette_of, reduced
from ai_digest.file.covers.sheet import Size
from ai_digest.file.covers.stamp import webp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ai_digest.file.covers.cover import Cover
    from ai_digest.file.covers.palette import Tokens

FOLDER = "covers"  # of the site
DESIGN = 1  # to be raised when drawing changes in a way that sites built before should get
SEARCH = (Size.WIDE, Size.FOUR_THREE, Size.SQUARE)
PAGE_WIDTHS = (640, 1200)
OWN_QUALITY = 82
_PLAIN_NAME = re.compile(r"[^\w-]+", re.ASCII)
_OURS = re.compile(r"-[0-9a-f]{10}(?:-dark)?-\d+x\d+\.(?:webp|png)$")


@dataclass(frozen=True)
class Derived:
    """One file of a cover; `make` returns its content. `scheme` is None for a picture that has only one."""

    name: str
    width: int
    height: int
    make: Callable[[], bytes]
    scheme: Scheme | None = None


@dataclass(frozen=True)
class Derivation:
    """The files of a cover: `search` for search engines, `page` for the page, `share` for link previews.

    `share` is there only where the drawn cover stands in for a picture that cannot be shown.
    """

    search: tuple[Derived, ...]
    page: tuple[Derived, ...]
    share: Derived | None = None

    @property
    def files(self) -> tuple[Derived, ...]:
        """All of them."""
        return (*self.search, *self.page, *((self.share,) if self.share else ()))


def of_drawn(cover: Cover, stem: str, tokens: Tokens, page: str, *, stand_in: bool = False) -> Derivation:
    """Return the files of a drawn cover; they are called after `stem`, and name the article's `page`."""
    key = _hash(repr((DESIGN, cover, tokens, page)).encode())

    def derived(size: Size, width: int, scheme: Scheme) -> Derived:
        height = width * size.height // size.width
        name = _name(stem, key, width, height, "dark-" if scheme is Scheme.DARK else "")
        return Derived(name, width, height, partial(_drawn, cover, size, width, scheme, tokens, page), scheme)

    search = tuple(derived(size, size.width, Scheme.LIGHT) for size in SEARCH)
    pages = tuple(derived(Size.SHARE, width, scheme) for scheme in Scheme for width in PAGE_WIDTHS)
    share = Size.SHARE
    name = _name(stem, key, share.width, share.height).replace(".webp", ".png")
    png = Derived(name, share.width, share.height, partial(draw_cover, cover, tokens, page))
    return Derivation(search, pages, png if stand_in else None)


def of_own(file: Path, size: tuple[int, int]) -> Derivation:
    """Return the files of an editor's own picture of this size in pixels."""
    key = _hash(file.read_bytes())

    def derived(width: int, height: int) -> Derived:
        name = _name(file.stem, key, width, height)
        return Derived(name, width, height, partial(_cut, file, (width, height)))

    search = tuple(derived(*_within(size, shape.width, shape.height)) for shape in SEARCH)
    widths = sorted({min(width, size[0]) for width in PAGE_WIDTHS})
    page = tuple(derived(width, max(1, round(width * size[1] / size[0]))) for width in widths)
    return Derivation(search, page)


def write_missing(files: Iterable[Derived], output: Path) -> None:
    """Write the files that are not in the site yet. Raises OSError."""
    for derived in files:
        path = output / FOLDER / derived.name
        if not path.exists():
            write_atomic(path, derived.make())


def prune(output: Path, kept: Iterable[Derived]) -> None:
    """Remove the files of earlier builds that no page names any more; what is not ours stays."""
    names = {derived.name for derived in kept}
    for path in (output / FOLDER).glob("*"):
        if path.name not in names and _OURS.search(path.name):
            path.unlink()


def _drawn(cover: Cover, size: Size, width: int, scheme: Scheme, tokens: Tokens, page: str) -> bytes:
    image = draw(cover, size, scheme, tokens)
    if width != size.width:
        small = image.convert("RGB").resize(
            (width, width * size.height // size.width), Image.Resampling.LANCZOS
        )
        image = reduced(small, palette_of(tokens, cover.category, cover.date, scheme))
    return webp(image, cover, page)


def _cut(file: Path, size: tuple[int, int]) -> bytes:
    """Return the middle of a picture in this size, without what its file says of camera and place."""
    output = io.BytesIO()
    with Image.open(file) as image:
        shown = ImageOps.exif_transpose(image)
        mode = "RGBA" if shown.has_transparency_data else "RGB"
        fitted = ImageOps.fit(shown.convert(mode), size, Image.Resampling.LANCZOS)
        fitted.save(output, "WEBP", quality=OWN_QUALITY, method=4)
    return output.getvalue()


def _within(size: tuple[int, int], width: int, height: int) -> tuple[int, int]:
    """Return the shape at the size asked for, or as large as it can be cut from a picture."""
    scale = min(1.0, size[0] / width, size[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _name(stem: str, key: str, width: int, height: int, scheme: str = "") -> str:
    return f"{_PLAIN_NAME.sub('-', stem).strip('-') or 'cover'}-{key}-{scheme}{width}x{height}.webp"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]
