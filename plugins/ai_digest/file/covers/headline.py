"""The template `headline`: the title as large as it can be, the first stories below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_digest.file.covers.sheet import HAN_MIDDLE, LEADING, Room
from ai_digest.file.covers.typeset import set_line

if TYPE_CHECKING:
    from ai_digest.file.covers.cover import Cover
    from ai_digest.file.covers.sheet import Sheet

LARGEST, SMALLEST = 116, 54  # px, of the title
RISE = 0.36  # the share of the free height that is above the title
STORIES = 3
SIZE, STEP, MARK, INDENT, GAP = 26, 44, 10, 26, 22  # px, of the stories; the gap is above the first


class Headline:
    """Draws the title and up to three stories."""

    def draw(self, sheet: Sheet, cover: Cover) -> None:
        """Draw them into the body of a sheet."""
        stories = lines_of(cover.stories, sheet, STORIES)
        body = sheet.body
        bottom = body.bottom - (sheet.px(STEP) * len(stories) + sheet.px(GAP) if stories else 0)
        room = Room(body.left, body.top, body.right, bottom)
        title = sheet.fitted(cover.title, room, LARGEST, SMALLEST)
        if not title.lines:
            title = sheet.fitted(cover.site, room, LARGEST, SMALLEST)
        free = room.height - round(LEADING * title.size * len(title.lines))
        lowered = Room(room.left, room.top + round(RISE * free), room.right, room.bottom)
        sheet.draw_setting(title, lowered, sheet.palette.ink)
        draw_stories(sheet, stories)


def lines_of(texts: tuple[str, ...], sheet: Sheet, most: int) -> tuple[str, ...]:
    """Return the first texts that have something to show, each on one line."""
    limit = (sheet.body.width - sheet.px(INDENT)) / sheet.px(SIZE)
    lines = (set_line(text, sheet.face, limit) for text in texts)
    return tuple(line for line in lines if line)[:most]


def draw_stories(sheet: Sheet, stories: tuple[str, ...]) -> None:
    """Draw the headlines upwards from the foot of the body, a small square before each."""
    body, size, mark = sheet.body, sheet.px(SIZE), sheet.px(MARK)
    for number, story in enumerate(reversed(stories)):
        baseline = body.bottom - number * sheet.px(STEP)
        top = baseline - round(HAN_MIDDLE * size) - mark // 2
        sheet.pen.rectangle((body.left, top, body.left + mark - 1, top + mark - 1), sheet.palette.hue)
        sheet.paint((body.left + sheet.px(INDENT), baseline), story, size, sheet.palette.soft)
