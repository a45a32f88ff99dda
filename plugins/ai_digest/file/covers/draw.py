"""Drawing a cover: its template on a sheet of the size that is asked for, in the colours of its day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from ai_digest.file.covers.cover import Cover, Template
from ai_digest.file.covers.face import bundled_face
from ai_digest.file.covers.headline import Headline
from ai_digest.file.covers.numbers import Numbers
from ai_digest.file.covers.palette import PLAIN, Scheme, palette_of, reduced
from ai_digest.file.covers.sheet import Sheet, Size
from ai_digest.file.covers.topics import Topics

if TYPE_CHECKING:
    from PIL import Image

    from ai_digest.file.covers.palette import Tokens


class Layout(Protocol):
    """Draws what a cover says into the body of a sheet."""

    def draw(self, sheet: Sheet, cover: Cover) -> None:
        """Draw it."""


LAYOUTS: dict[Template, Layout] = {
    Template.HEADLINE: Headline(),
    Template.NUMBERS: Numbers(),
    Template.TOPICS: Topics(),
}


@lru_cache(maxsize=1)  # one drawing serves both widths of a page
def draw(
    cover: Cover, size: Size = Size.SHARE, scheme: Scheme = Scheme.LIGHT, tokens: Tokens = PLAIN
) -> Image.Image:
    """Return the cover in at most 256 colours; the same words, size and colours give the same pixels."""
    sheet = lay_out(cover, size, scheme, tokens)
    return reduced(sheet.image, sheet.palette)


def lay_out(cover: Cover, size: Size, scheme: Scheme, tokens: Tokens) -> Sheet:
    """Return the sheet with the cover on it."""
    sheet = Sheet(size, bundled_face(), palette_of(tokens, cover.category, cover.date, scheme))
    sheet.furnish(cover)
    LAYOUTS[cover.template].draw(sheet, cover)
    return sheet
