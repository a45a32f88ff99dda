"""The template `numbers`: the day's biggest figure, what it says, and the rest of the day below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ai_digest.file.covers.headline import GAP, STEP, draw_stories, lines_of
from ai_digest.file.covers.sheet import FIGURE_HEIGHT, Room

if TYPE_CHECKING:
    from ai_digest.file.covers.cover import Cover
    from ai_digest.file.covers.sheet import Sheet

LARGEST, SHARE = 300, 0.5  # of the figure: px, and its share of the body's height
UNIT, UNIT_GAP = 0.34, 0.1  # the unit's size and its distance, as shares of the figure's size
TOP, LABEL_GAP = 16, 34  # px, above the figure and below it
TAIL, TAILED = 0.1, ",$¥￥"  # em, by which these reach above and below a figure
LABEL_LARGEST, LABEL_SMALLEST = 64, 34  # px
_PARTED = re.compile(r"(?P<number>.*\d[%％+]?)\s*(?P<unit>.*)|(?P<whole>.*)", re.DOTALL)


class Numbers:
    """Draws a figure large and its unit smaller, its label, and one line at the foot.

    The label is the title if the figure stands in the title; else the title is the line at the foot.
    """

    def draw(self, sheet: Sheet, cover: Cover) -> None:
        """Draw them into the body of a sheet. Raises ValueError if the cover has no figure."""
        if cover.figure is None:
            raise ValueError("a cover of the template 'numbers' needs a figure; take another template")
        titled = cover.figure.printed in cover.title
        label, rest = (cover.title, cover.stories) if titled else (cover.figure.label, (cover.title,))
        lines = lines_of(rest, sheet, 1)
        body = sheet.body
        top = self._draw_figure(sheet, cover.figure.printed) + sheet.px(LABEL_GAP)
        room = Room(body.left, top, body.right, body.bottom - sheet.px(STEP + GAP) * len(lines))
        setting = sheet.fitted(label, room, LABEL_LARGEST, LABEL_SMALLEST)
        sheet.draw_setting(setting, room, sheet.palette.ink)
        draw_stories(sheet, lines)

    def _draw_figure(self, sheet: Sheet, printed: str) -> int:
        """Draw the figure at the top of the body and return where it ends."""
        body, parts = sheet.body, _PARTED.fullmatch(printed)
        number, unit = (parts["number"] or printed, parts["unit"] or "") if parts else (printed, "")
        ems = sheet.ems(number) + (sheet.ems(unit) * UNIT + UNIT_GAP if unit else 0)
        tail = TAIL if set(TAILED) & set(number) else 0.0
        height = FIGURE_HEIGHT + 2 * tail
        size = int(min(sheet.px(LARGEST), SHARE * body.height / height, body.width / max(ems, 1)))
        baseline = body.top + sheet.px(TOP) + round((height - tail) * size)
        sheet.paint((body.left, baseline), number, size, sheet.palette.strong)
        left = body.left + round((sheet.ems(number) + UNIT_GAP) * size)
        sheet.paint((left, baseline), unit, round(UNIT * size), sheet.palette.strong)
        return baseline + round(tail * size)
