"""The motif of a cover: a column of flat geometric tiles, drawn from a seed.

One grammar for all days (discs and their parts, triangles, bars, leaves on a square grid), another sentence
each day. Every choice is a byte of SHA-256 over the seed, so that a seed gives one picture on every machine.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAY_SHAPES = 3  # so many of the shapes are a day's own, so that days differ in character
OVERSAMPLING = 4  # drawn so many times larger, then reduced: Pillow draws shapes without smoothing


def choices(seed: str) -> Iterator[int]:
    """Yield bytes (0 to 255) without end, the same ones for the same seed."""
    block = 0
    while True:
        yield from hashlib.sha256(f"{block}:{seed}".encode(errors="replace")).digest()
        block += 1


def quarter(pen: ImageDraw.ImageDraw, side: int, colour: str) -> None:
    """Draw a quarter disc with its centre in the upper left corner."""
    pen.pieslice((-side, -side, side - 1, side - 1), 0, 90, colour)


def half(pen: ImageDraw.ImageDraw, side: int, colour: str) -> None:
    """Draw a half disc that stands on the left edge."""
    pen.pieslice((-side // 2, 0, side // 2, side - 1), -90, 90, colour)


def disc(pen: ImageDraw.ImageDraw, side: int, colour: str) -> None:
    """Draw a disc over half the side."""
    pen.ellipse((side // 4, side // 4, side * 3 // 4, side * 3 // 4), colour)


def arc(pen: ImageDraw.ImageDraw, side: int, colour: str) -> None:
    """Draw a quarter of a broad ring around the upper left corner."""
    pen.arc((-side, -side, side - 1, side - 1), 0, 90, colour, side // 2)


def triangle(pen: ImageDraw.ImageDraw, side: int, colour: str) -> None:
    """Draw the half of the tile above the diagonal."""
    pen.polygon(((0, 0), (side, 0), (0, side)), colour)


def bars(pen: ImageDraw.ImageDraw, side: int, colour: str) -> None:
    """Draw three bars, as wide as the gaps between them."""
    for start in range(0, side, side // 3):
        pen.rectangle((start, 0, start + side // 6 - 1, side), colour)


def leaf(pen: ImageDraw.ImageDraw, side: int, colour: str) -> None:
    """Draw two quarter discs that share a diagonal."""
    one, other = Image.new("1", (side, side)), Image.new("1", (side, side))
    ImageDraw.Draw(one).pieslice((-side, -side, side - 1, side - 1), 0, 90, 1)
    ImageDraw.Draw(other).pieslice((0, 0, 2 * side - 1, 2 * side - 1), 180, 270, 1)
    pen.bitmap((0, 0), ImageChops.logical_and(one, other), colour)


SHAPES: tuple[Callable[[ImageDraw.ImageDraw, int, str], None], ...] = (
    quarter, quarter, half, disc, arc, triangle, bars, leaf,
)  # fmt: skip


def draw_tile(side: int, ground: str, colour: str, shape: int, turn: int) -> Image.Image:
    """Return one tile, turned by so many right angles."""
    tile = Image.new("RGB", (side, side), ground)
    SHAPES[shape % len(SHAPES)](ImageDraw.Draw(tile), side, colour)
    return tile.rotate(90 * (turn % 4))


def draw_motif(
    seed: str, columns: int, rows: int, side: int, colours: tuple[str, ...], beside: frozenset[int]
) -> Image.Image:
    """Return columns × rows tiles of `side` pixels.

    The last colour is not used in the places `beside` the field of that colour, which keeps its edge.
    """
    chosen = choices(seed)
    shapes = [next(chosen) for _ in range(DAY_SHAPES)]
    large = side * OVERSAMPLING
    motif = Image.new("RGB", (columns * large, rows * large))
    for place in range(columns * rows):
        among = colours[:-1] if place in beside else colours
        ground = among[next(chosen) % len(among)]
        others = [colour for colour in among if colour != ground]
        tile = draw_tile(
            large, ground, others[next(chosen) % len(others)], shapes[next(chosen) % DAY_SHAPES], next(chosen)
        )
        motif.paste(tile, (place % columns * large, place // columns * large))
    return motif.reduce(OVERSAMPLING)
