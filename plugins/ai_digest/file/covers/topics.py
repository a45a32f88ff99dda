"""The template `topics`: what the day is about, set large; for a title that says nothing by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_digest.file.covers.sheet import Room

if TYPE_CHECKING:
    from ai_digest.file.covers.cover import Cover
    from ai_digest.file.covers.sheet import Sheet

TOPICS = 4
LARGEST, SMALLEST, LEADING = 66, 40, 1.42  # px; the leading is in em
TITLE_LARGEST, TITLE_SMALLEST, TITLE_GAP = 44, 30, 18
NUMERAL_GAP = 0.55  # em


class Topics:
    """Draws the title and, numbered, up to four topics."""

    def draw(self, sheet: Sheet, cover: Cover) -> None:
        """Draw them into the body of a sheet."""
        body = sheet.body
        room = Room(body.left, body.top, body.right, body.top + round(2.6 * sheet.px(TITLE_LARGEST)))
        title = sheet.fitted(cover.title, room, TITLE_LARGEST, TITLE_SMALLEST, lines=2)
        below = sheet.draw_setting(title, room, sheet.palette.soft)
        self._draw_topics(sheet, cover.topics[:TOPICS], below + sheet.px(TITLE_GAP))

    def _draw_topics(self, sheet: Sheet, topics: tuple[str, ...], top: int) -> None:
        """Draw the topics evenly down to the foot of the body, all at the size of the longest."""
        body = sheet.body
        step = (body.bottom - top) / max(len(topics), 3)
        size = min(sheet.px(LARGEST), int(step / LEADING))
        indent = round(size * (0.62 + NUMERAL_GAP))
        limit = body.width - indent
        longest = max((sheet.width_of(topic, size) for topic in topics), default=0)
        if longest > limit:
            size = max(sheet.px(SMALLEST), int(size * limit / longest))
        for number, topic in enumerate(topics, start=1):
            baseline = top + round(step * number - (step - size) / 2 - 0.14 * size)
            line = sheet.line(topic, limit / size)
            sheet.paint((body.left, baseline), str(number), size, sheet.palette.strong)
            sheet.paint((body.left + indent, baseline), line, size, sheet.palette.ink)
