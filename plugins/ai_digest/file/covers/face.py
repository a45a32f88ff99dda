"""The bundled face: its measures, and painting lines of text with it."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from ai_digest.file.covers.typeset import line_width, place

if TYPE_CHECKING:
    from collections.abc import Mapping

FONTS = Path(__file__).parent.with_name("fonts")
# Opening a WOFF2 file costs 70 ms of CPU and a font of Pillow has one size, so that text of any size is drawn
# at the next of these (in pixels) and reduced.
DRAWN_SIZES = (56, 120, 240)
MEASURED_SIZE = DRAWN_SIZES[1]
ABOVE, BELOW, HANG = 1.0, 0.3, 0.5  # em above, below and beside a line that hold every glyph
NO_GLYPH = "\uffff"  # no character, so that a font answers with its sign for a missing glyph


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """Open the font for Pillow's basic engine: the other is not on every machine and sets differently."""
    return ImageFont.truetype(FONTS / "NotoSansSC-Bold.woff2", size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _shape(character: str) -> bytes:
    image = Image.new("1", (2 * DRAWN_SIZES[0], 2 * DRAWN_SIZES[0]))
    ImageDraw.Draw(image).text((0, 0), character, 1, _font(DRAWN_SIZES[0]))
    return image.tobytes()


@cache
def _advance(character: str) -> float:
    return _font(MEASURED_SIZE).getlength(character) / MEASURED_SIZE


class BundledFace:
    """Noto Sans SC Bold as `characters.Face`, set glyph by glyph."""

    def __init__(self) -> None:
        """Read the kerning; the font itself is opened when it is first needed."""
        self._kerning: Mapping[str, int] = json.loads((FONTS / "kerning.json").read_text(encoding="utf-8"))

    def covers(self, character: str) -> bool:
        """Say whether the font has a glyph for the character."""
        return _shape(character) != _shape(NO_GLYPH)

    def advance(self, character: str) -> float:
        """Return the advance in em."""
        return _advance(character)

    def kerning(self, pair: str) -> float:
        """Return the kerning of two ASCII characters in em."""
        return self._kerning.get(pair, 0) / 1000

    def left_bearing(self, line: str) -> float:
        """Return the empty space left of the line's first glyph in em: moved by it, lines look flush."""
        font = _font(MEASURED_SIZE)
        box = _mask(
            place(line, self)[:1], font, (2 * font.size, 2 * font.size), (font.size, font.size)
        ).getbbox()
        return box[0] / font.size - 1 if box else 0.0

    def paint(
        self, image: Image.Image, at: tuple[int, int], line: str, size: int, colour: str
    ) -> tuple[int, int, int, int] | None:
        """Draw one line, `size` pixels to the em, its left edge and its baseline `at` these pixels.

        Returns the box of its ink on the image, None if there is none.
        """
        font = _font(next((drawn for drawn in DRAWN_SIZES if drawn >= size), DRAWN_SIZES[-1]))
        scale = size / font.size
        left, above = ceil(HANG * size), ceil(ABOVE * size)
        width, height = left + ceil((line_width(line, self) + HANG) * size), above + ceil(BELOW * size)
        room = (ceil(width / scale), ceil(height / scale))
        mask = _mask(place(line, self), font, room, (left / scale, above / scale))
        reduced = mask.resize(
            (width, height), Image.Resampling.HAMMING, (0, 0, width / scale, height / scale)
        )
        corner = (at[0] - left, at[1] - above)
        image.paste(colour, corner, reduced)
        box = reduced.getbbox()
        x, y = corner
        return (box[0] + x, box[1] + y, box[2] + x, box[3] + y) if box else None


def _mask(
    placed: list[tuple[float, str]],
    font: ImageFont.FreeTypeFont,
    room: tuple[float, float],
    origin: tuple[float, float],
) -> Image.Image:
    """Return the glyphs white on black; `origin` is where the line begins."""
    mask = Image.new("L", (round(room[0]), round(room[1])))
    for x, character in placed:
        glyph, (left, top) = _glyph(character, round(font.size))
        mask.paste(255, (round(origin[0] + x * font.size + left), round(origin[1] + top)), glyph)
    return mask


@lru_cache(maxsize=1024)  # the sizes of one cover hold the same characters
def _glyph(character: str, size: int) -> tuple[Image.Image, tuple[float, float]]:
    """Return a glyph white on black, and where it lies from its origin on the baseline."""
    left, top, right, bottom = _font(size).getbbox(character, anchor="ls")
    glyph = Image.new("L", (max(1, round(right - left)), max(1, round(bottom - top))))
    ImageDraw.Draw(glyph).text((-left, -top), character, 255, _font(size), anchor="ls")
    return glyph, (left, top)


@cache
def bundled_face() -> BundledFace:
    """Return the face, one for the process."""
    return BundledFace()
