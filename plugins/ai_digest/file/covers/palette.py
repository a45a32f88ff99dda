"""The colours of covers, from the theme's own tokens: the custom properties of its style sheet.

A token counts if it has a colour for light and one for dark: `--paper: light-dark(#fbfaf6, #151618);`. So the
style sheet is the one place where the site's colours are decided; a theme without such tokens gets PLAIN.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PIL import Image, ImageColor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

_TOKEN = re.compile(r"--([\w-]+):\s*light-dark\(\s*(#[0-9a-fA-F]{6})\s*,\s*(#[0-9a-fA-F]{6})\s*\)")
_HUE = "hue-"
READABLE = 7.0  # WCAG 2.2, level AAA
RAMP = 16  # steps between two colours of a smoothed edge
WASH = 0.16  # how much of the hue is in its wash
FAR = 9  # levels of a channel by which a step of a ramp differs from a pure colour
STEP = 0.04  # by how much a colour is drawn nearer to ink at a time

Tokens = tuple[tuple[str, tuple[str, str]], ...]  # name and (light, dark), in order of the names

PLAIN: Tokens = (
    ("accent", ("#8a1c1c", "#ff9a8a")),
    ("hue-other", ("#1c4a6e", "#8ec5f0")),
    ("ink", ("#111111", "#eeeeee")),
    ("on-accent", ("#ffffff", "#111111")),
    ("paper", ("#ffffff", "#111111")),
    ("soft", ("#444444", "#bbbbbb")),
)


class Scheme(StrEnum):
    """Dark text on a light ground, or the other way round."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Palette:
    """Text is `ink`, `soft` or `strong` on `ground`, or `on_hue` on `hue`: each pair at least 7:1."""

    ground: str
    ink: str
    soft: str
    strong: str
    hue: str
    on_hue: str
    companion: str
    wash: str

    @property
    def tiles(self) -> tuple[str, ...]:
        """Return the colours of the motif; the last is that of the field beside it."""
        return (self.wash, self.companion, self.ink, self.ground, self.hue)

    @property
    def edges(self) -> list[tuple[str, str]]:
        """Return the pairs of colours that meet in a cover."""
        texts = [(self.ground, self.soft), (self.ground, self.strong), (self.hue, self.on_hue)]
        return [*itertools.combinations(self.tiles, 2), *texts]


def tokens_of(theme: Path | None) -> Tokens:
    """Read the tokens of a theme's folder; PLAIN's stand in for those it lacks."""
    return _tokens(theme / "static" / "style.css") if theme else PLAIN


@cache
def _tokens(sheet: Path) -> Tokens:
    text = sheet.read_text(encoding="utf-8", errors="replace") if sheet.is_file() else ""
    found = {name: (light, dark) for name, light, dark in _TOKEN.findall(text)}
    plain = {name: pair for name, pair in PLAIN if not (found and name.startswith(_HUE))}
    return tuple(sorted((plain | found).items()))


def palette_of(tokens: Tokens, category: str, date: dt.date, scheme: Scheme = Scheme.LIGHT) -> Palette:
    """Return the colours of a day: the hue is the category's, its companion the day's.

    The site's own category ("") has the accent; another one keeps one of the tokens `--hue-…`, told by its
    name. The companions take turns, so that neighbouring days differ.
    """
    of = {name: pair[scheme is Scheme.DARK] for name, pair in tokens}
    hue = _hue(of, category)
    others = [name for name in _hues(of) if name != hue] or [hue]
    ground, ink = of["paper"], of["ink"]
    return Palette(
        ground=ground,
        ink=ink,
        soft=readable(of["soft"], ground, ink),
        strong=readable(of[hue], ground, ink),
        hue=readable(of[hue], of["on-accent"], ink if scheme is Scheme.LIGHT else "#ffffff"),
        on_hue=of["on-accent"],
        companion=of[others[date.toordinal() % len(others)]],
        wash=mixed(ground, of[hue], WASH),
    )


def _hues(tokens: Iterable[str]) -> list[str]:
    return ["accent", *sorted(name for name in tokens if name.startswith(_HUE))]


def _hue(tokens: Iterable[str], category: str) -> str:
    """Return the token of a category; the sum of its characters decides, the same on every machine."""
    hues = _hues(tokens)
    return hues[1 + sum(map(ord, category)) % (len(hues) - 1)] if category and len(hues) > 1 else hues[0]


def readable(colour: str, ground: str, ink: str) -> str:
    """Return the colour, drawn towards ink as far as it takes to be readable on the ground."""
    share = 0.0
    while contrast(mixed(colour, ink, share), ground) < READABLE and share < 1:
        share += STEP
    return mixed(colour, ink, min(share, 1.0))


def mixed(one: str, other: str, share: float) -> str:
    """Return `one` with so much (0 to 1) of the other in it."""
    pairs = zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    dark, light = sorted(_luminance(*ImageColor.getrgb(colour)[:3]) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(*channels: int) -> float:
    """Return the relative luminance of red, green and blue (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    shares = [value / 255 for value in channels]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)  # noqa: PLR2004
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def reduced(image: Image.Image, palette: Palette) -> Image.Image:
    """Return the image in at most 256 colours: those of the palette as they are, and ramps where two meet."""
    return image.quantize(palette=_table(palette), dither=Image.Dither.NONE)


@lru_cache(maxsize=8)
def _table(palette: Palette) -> Image.Image:
    """Return an image with the colours of a palette.

    No step of a ramp is so near to a colour of the palette that Pillow, which looks colours up in cells of
    four levels, could take the one for the other.
    """
    pure = [ImageColor.getrgb(colour)[:3] for colour in dict.fromkeys(itertools.chain(*palette.edges))]
    steps = (mixed(one, other, step / RAMP) for one, other in palette.edges for step in range(1, RAMP))
    ramps = [colour for step in steps if _is_far(colour := ImageColor.getrgb(step)[:3], pure)]
    table = Image.new("P", (1, 1))
    table.putpalette([value for colour in dict.fromkeys([*pure, *ramps][:256]) for value in colour])
    return table


def _is_far(colour: tuple[int, ...], others: Iterable[tuple[int, ...]]) -> bool:
    return all(max(abs(a - b) for a, b in zip(colour, other, strict=True)) >= FAR for other in others)
