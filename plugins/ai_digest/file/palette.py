"""The colours of covers: a palette for each weekday, so that neighbours differ and a year hangs together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from PIL import Image, ImageColor

if TYPE_CHECKING:
    import datetime as dt

PAPER = "#FBF7EE"
RAMP = 16  # steps between two colours of a smoothed edge


@dataclass(frozen=True)
class Palette:
    """Text is `paper`, `soft` or `bright` on `ground`, or `ground` on `bright`: each pair at least 7:1."""

    ground: str
    soft: str
    bright: str
    second: str
    tint: str
    paper: str = PAPER

    @property
    def tiles(self) -> tuple[str, ...]:
        """Return the colours of the motif; the last is that of the field above it."""
        return (self.ground, self.second, self.tint, self.paper, self.bright)


# Monday to Sunday: ground, soft, bright, second, tint
WEEK = (
    Palette("#14213D", "#D5DCEB", "#FFB627", "#FF6B4A", "#2F4A80"),
    Palette("#0F3B34", "#D2E6DE", "#F6C945", "#F28A6A", "#1F6B5B"),
    Palette("#3B1C4A", "#E4D7EC", "#FFA69E", "#F7C948", "#6B3C86"),
    Palette("#0A3448", "#D0E4EC", "#FFB07A", "#7FD1C7", "#1B6683"),
    Palette("#4A1A2C", "#F0D9DE", "#FFC145", "#F47C7C", "#86334F"),
    Palette("#2A2A5E", "#DADAF0", "#8EE3C8", "#FF8FA3", "#4B4BA3"),
    Palette("#3E2A1A", "#EADFD2", "#FFB86B", "#8CC6B2", "#765237"),
)


def palette_of(date: dt.date) -> Palette:
    """Return the palette of the day of the week."""
    return WEEK[date.weekday()]


def reduced(image: Image.Image, palette: Palette) -> Image.Image:
    """Return the image in at most 256 colours: those of the palette as they are, and ramps between them."""
    colours = [ImageColor.getrgb(colour)[:3] for colour in (*palette.tiles, palette.soft)]
    steps = [(one, other, step) for one, other in combinations(colours, 2) for step in range(1, RAMP)]
    ramps = (tuple(a + (b - a) * step // RAMP for a, b in zip(*pair, strict=True)) for *pair, step in steps)
    entries = list(dict.fromkeys((*colours, *ramps)))[:256]
    table = Image.new("P", (1, 1))
    table.putpalette([value for colour in entries for value in colour])
    return image.quantize(palette=table, dither=Image.Dither.NONE)
