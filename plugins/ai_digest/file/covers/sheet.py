"""The sheet a cover is drawn on: its sizes, where things stand, and what all templates share.

Every size has a layout of its own; none is cut from another. A wide sheet has the day and the motif in a
column at its right, a high one in a band at its foot.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from ai_digest.file.covers.motif import draw_motif
from ai_digest.file.covers.titles import Box, set_title
from ai_digest.file.covers.typeset import line_width, set_line

if TYPE_CHECKING:
    from ai_digest.file.covers.cover import Cover
    from ai_digest.file.covers.face import BundledFace
    from ai_digest.file.covers.palette import Palette
    from ai_digest.file.covers.titles import Setting

# em of the face
FIGURE_HEIGHT, HAN_MIDDLE, HAN_TOP = 0.74, 0.36, 0.86
LEADING = 1.26  # of titles
WEEKDAYS = "一二三四五六日"

# lengths from here on are in pixels of the sheet for sharing; larger sheets multiply them by their unit
MARGIN, GUTTER = 64, 48
HEAD_SIZE, HEAD_GAP = 30, 0.8  # the gap is in em
RULE, RULE_DROP = 3, 26  # under the head
LABEL_SIZE, LABEL_PAD, LABEL_HEIGHT, LABEL_LIMIT = 22, 12, 36, 6.0
DAY_SIZE, ISSUE_SIZE, ISSUE_GAP = 124, 26, 30
BAND_BELOW = 1.5  # the ratio of width to height from which on there is room for a column
DAY_TILES = 2  # the field of the day is two tiles wide and high


class Size(Enum):
    """The sizes in pixels, each with the side of a tile and the scale of its type.

    1200×630 is what link previews ask for (https://ogp.me); the others are the three shapes that search
    engines ask for (https://developers.google.com/search/docs/appearance/structured-data/article).
    """

    SHARE = (1200, 630, 126, 1.0)
    WIDE = (1200, 675, 135, 1.07)
    FOUR_THREE = (1200, 900, 120, 1.24)
    SQUARE = (1200, 1200, 150, 1.4)

    def __init__(self, width: int, height: int, tile: int, unit: float) -> None:
        self.width, self.height, self.tile, self.unit = width, height, tile, unit

    @property
    def has_band(self) -> bool:
        """Whether the motif is a band at the foot."""
        return self.width < BAND_BELOW * self.height


@dataclass(frozen=True)
class Room:
    """A part of the sheet; `right` and `bottom` are the first pixels outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """The width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """The height in pixels."""
        return self.bottom - self.top


class Sheet:
    """An empty sheet in the colour of its ground; `body` is the room that is left to the template.

    `ink` has the box of every line that was drawn.
    """

    def __init__(self, size: Size, face: BundledFace, palette: Palette) -> None:
        self.size, self.face, self.palette = size, face, palette
        self.image = Image.new("RGB", (size.width, size.height), palette.ground)
        self.pen = ImageDraw.Draw(self.image)
        self.ink: list[Room] = []

    def px(self, length: float) -> int:
        """Return a length of the sheet for sharing in pixels of this one."""
        return round(length * self.size.unit)

    @cached_property
    def text(self) -> Room:
        """The room inside the margins and beside the motif."""
        size, margin = self.size, self.px(MARGIN)
        deep = DAY_TILES * size.tile
        if size.has_band:
            return Room(margin, margin, size.width - margin, size.height - deep - self.px(GUTTER))
        return Room(margin, margin, size.width - deep - self.px(GUTTER), size.height - margin)

    @cached_property
    def body(self) -> Room:
        """The room below the head."""
        text = self.text
        return Room(text.left, self._rule_top + self.px(RULE + 22), text.right, text.bottom)

    @property
    def _head_baseline(self) -> int:
        return self.text.top + self.px(HAN_TOP * HEAD_SIZE)

    @property
    def _rule_top(self) -> int:
        return self._head_baseline + self.px(RULE_DROP)

    def paint(self, at: tuple[float, float], line: str, size: int, colour: str) -> None:
        """Draw a line whose ink begins at `at[0]` and stands on the baseline `at[1]`."""
        left = at[0] - self.face.left_bearing(line) * size
        self._paint(left, at[1], line, size, colour)

    def _paint(self, left: float, baseline: float, line: str, size: int, colour: str) -> None:
        box = self.face.paint(self.image, (round(left), round(baseline)), line, size, colour)
        self.ink += [Room(*box)] if box else []

    def width_of(self, line: str, size: int) -> int:
        """Return the width of a line in pixels."""
        return round(line_width(line, self.face) * size)

    def ems(self, line: str) -> float:
        """Return the width of a line in em."""
        return line_width(line, self.face)

    def line(self, text: str, limit: float) -> str:
        """Return the text on one line of at most `limit` em."""
        return set_line(text, self.face, limit)

    def fitted(self, text: str, room: Room, largest: float, smallest: float, lines: int = 3) -> Setting:
        """Return the text set as large as the room allows; the largest size is for the sheet for sharing.

        The smallest is the same on every sheet, so that no title is shortened on one that has more room.
        """
        box = Box(room.width, room.height, self.px(largest), round(smallest), LEADING, lines)
        return set_title(text, self.face, box)

    def draw_setting(self, setting: Setting, room: Room, colour: str) -> int:
        """Draw lines from the top of a room; return where the next line would begin."""
        step = LEADING * setting.size
        for number, line in enumerate(setting.lines):
            baseline = room.top + (HAN_TOP + (LEADING - 1) / 2) * setting.size + number * step
            self.paint((room.left, baseline), line, setting.size, colour)
        return room.top + round(step * len(setting.lines))

    # --- what all templates share

    def furnish(self, cover: Cover) -> None:
        """Draw the head, the day and the motif."""
        self._draw_head(cover)
        self._draw_motif(cover)
        self._draw_day(cover)

    def _draw_head(self, cover: Cover) -> None:
        """Draw the site's name, the date and, at the other end, the label; a rule below them.

        The name is shortened if there is no room for all three.
        """
        size, text, palette = self.px(HEAD_SIZE), self.text, self.palette
        date = f"{cover.date.isoformat().replace('-', '.')} 周{WEEKDAYS[cover.date.weekday()]}"
        gap = round(HEAD_GAP * size)
        end = self._draw_label(cover.label) - gap
        site = self.line(cover.site, (end - text.left - gap) / size - self.ems(date))
        after = text.left + (self.width_of(site, size) + gap if site else 0)
        self.paint((text.left, self._head_baseline), site, size, palette.strong)
        self.paint((after, self._head_baseline), date, size, palette.soft)
        top = self._rule_top
        self.pen.rectangle((text.left, top, text.right - 1, top + self.px(RULE) - 1), palette.ink)

    def _draw_label(self, text: str) -> int:
        """Draw a word in a frame at the end of the head's line; return where the frame begins."""
        size, pad, right = self.px(LABEL_SIZE), self.px(LABEL_PAD), self.text.right
        label = self.line(text, LABEL_LIMIT)
        if not label:
            return right
        left = right - self.width_of(label, size) - 2 * pad
        middle = self._head_baseline - round(HAN_MIDDLE * self.px(HEAD_SIZE))
        half = self.px(LABEL_HEIGHT) // 2
        frame = (left, middle - half, right - 1, middle + half)
        self.pen.rectangle(frame, outline=self.palette.strong, width=self.px(2))
        self.paint((left + pad, middle + round(HAN_MIDDLE * size)), label, size, self.palette.strong)
        return left

    @cached_property
    def _field(self) -> Room:
        """The room of the day."""
        deep = DAY_TILES * self.size.tile
        if self.size.has_band:
            return Room(0, self.size.height - deep, deep, self.size.height)
        return Room(self.size.width - deep, 0, self.size.width, deep)

    def _draw_motif(self, cover: Cover) -> None:
        """Draw the tiles beside the day's field, or below it, to the edges of the sheet."""
        tile, field = self.size.tile, self._field
        if self.size.has_band:
            columns, rows = (self.size.width - field.right) // tile, DAY_TILES
            at, beside = (field.right, field.top), frozenset(range(0, columns * rows, columns))
        else:
            columns, rows = DAY_TILES, (self.size.height - field.bottom) // tile
            at, beside = (field.left, field.bottom), frozenset(range(columns))
        seed = f"{cover.date.isoformat()} {cover.title}"
        self.image.paste(draw_motif(seed, columns, rows, tile, self.palette.tiles, beside), at)

    def _draw_day(self, cover: Cover) -> None:
        """Draw the day of the month on its field, and below it which issue this is."""
        field, scale = self._field, self.size.tile / Size.SHARE.tile
        self.pen.rectangle((field.left, field.top, field.right - 1, field.bottom - 1), self.palette.hue)
        day, size = str(cover.date.day), round(DAY_SIZE * scale)
        issue = f"第 {cover.issue} 期" if cover.issue else ""
        below = round((ISSUE_SIZE + ISSUE_GAP) * scale) if issue else 0
        baseline = field.top + (field.height + FIGURE_HEIGHT * size - below) / 2
        self._centre(day, size, baseline)
        self._centre(issue, round(ISSUE_SIZE * scale), baseline + below)

    def _centre(self, line: str, size: int, baseline: float) -> None:
        field = self._field
        left = field.left + (field.width - self.width_of(line, size)) / 2
        self._paint(left, baseline, line, size, self.palette.on_hue)
