"""Draws the cover of an edition: its title, its day, its top stories, and a motif that is the day's own."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from ai_digest.file.characters import clean
from ai_digest.file.face import bundled_face
from ai_digest.file.motif import draw_motif
from ai_digest.file.palette import palette_of, reduced
from ai_digest.file.typeset import Box, line_width, set_line, set_title

if TYPE_CHECKING:
    import datetime as dt

    from ai_digest.file.face import BundledFace
    from ai_digest.file.palette import Palette

WIDTH, HEIGHT = 1200, 630  # px, as are all lengths here; the size that link previews ask for (Open Graph)
MARGIN = 64

# the column at the right: the day's field, two tiles high, and the motif
TILE = 126
COLUMNS, ROWS, DAY_ROWS = 2, 5, 2
COLUMN = WIDTH - COLUMNS * TILE
DAY_SIZE = 108

# the text beside it: head, title, stories
TEXT_WIDTH = COLUMN - 48 - MARGIN
HEAD_BASELINE, HEAD_SIZE = 94, 30
HEAD_GAP, SITE_LIMIT = 0.8, 14.0  # em
LABEL_SIZE, LABEL_PAD, LABEL_HEIGHT = 22, 12, 36
LABEL_LIMIT = 6.0  # em
TITLE_TOP, TITLE_BOTTOM, TITLE_BOTTOM_ALONE = 146, 434, 566  # with three stories below, with none
TITLE_LARGEST, TITLE_SMALLEST = 116, 56
TITLE_LEADING = 1.26  # em
TITLE_DROP = 0.3  # the share of the free height that is left above the title
STORY_SIZE, STORY_LEADING, STORY_BASELINE = 26, 44, 560  # the baseline is that of the last story
STORY_MARK, STORY_INDENT = 10, 26
STORIES = 3

# of the face, in em
FIGURE_HEIGHT, HAN_MIDDLE, HAN_TOP = 0.74, 0.36, 0.86
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Cover:
    """What a cover says; `label` is a small tag such as 示例 or 自动摘录, or empty."""

    title: str
    date: dt.date
    site: str
    stories: tuple[str, ...]
    label: str = ""


def draw_cover(cover: Cover) -> bytes:
    """Return a PNG of 1200×630 pixels; the same cover gives the same bytes."""
    face, palette = bundled_face(), palette_of(cover.date)
    stories = _stories(cover, face)
    image = Image.new("RGB", (WIDTH, HEIGHT), palette.ground)
    _draw_column(image, cover, face, palette)
    _draw_head(image, cover, face, palette)
    _draw_title(image, clean(cover.title, face) or cover.site, _title_height(len(stories)), face, palette)
    _draw_stories(image, stories, face, palette)
    output = io.BytesIO()
    reduced(image, palette).save(output, "PNG")
    return output.getvalue()


def _draw_column(image: Image.Image, cover: Cover, face: BundledFace, palette: Palette) -> None:
    """Draw the day of the month on its field and the motif below it, to the right edge."""
    seed = f"{cover.date.isoformat()} {cover.title}"
    image.paste(draw_motif(seed, COLUMNS, ROWS - DAY_ROWS, TILE, palette.tiles), (COLUMN, DAY_ROWS * TILE))
    ImageDraw.Draw(image).rectangle((COLUMN, 0, WIDTH, DAY_ROWS * TILE - 1), palette.bright)
    day = str(cover.date.day)
    left = COLUMN + (WIDTH - COLUMN - line_width(day, face) * DAY_SIZE) / 2
    baseline = (DAY_ROWS * TILE + FIGURE_HEIGHT * DAY_SIZE) / 2
    face.paint(image, (round(left), round(baseline)), day, DAY_SIZE, palette.ground)


def _draw_head(image: Image.Image, cover: Cover, face: BundledFace, palette: Palette) -> None:
    """Draw the site's name, the date and, at the other end, the label."""
    site = set_line(cover.site, face, SITE_LIMIT)
    date = f"{cover.date.isoformat().replace('-', '.')} 周{WEEKDAYS[cover.date.weekday()]}"
    after_site = MARGIN + round((line_width(site, face) + HEAD_GAP) * HEAD_SIZE) if site else MARGIN
    face.paint(image, (MARGIN, HEAD_BASELINE), site, HEAD_SIZE, palette.bright)
    face.paint(image, (after_site, HEAD_BASELINE), date, HEAD_SIZE, palette.soft)
    label = set_line(cover.label, face, LABEL_LIMIT)
    if label:
        _draw_label(image, label, face, palette)


def _draw_label(image: Image.Image, label: str, face: BundledFace, palette: Palette) -> None:
    """Draw a word in a frame that ends where the text column ends, on the line of the head."""
    right = MARGIN + TEXT_WIDTH
    left = right - round(line_width(label, face) * LABEL_SIZE) - 2 * LABEL_PAD
    middle = HEAD_BASELINE - round(HAN_MIDDLE * HEAD_SIZE)
    frame = (left, middle - LABEL_HEIGHT // 2, right - 1, middle + LABEL_HEIGHT // 2)
    ImageDraw.Draw(image).rectangle(frame, outline=palette.bright, width=2)
    baseline = middle + round(HAN_MIDDLE * LABEL_SIZE)
    face.paint(image, (left + LABEL_PAD, baseline), label, LABEL_SIZE, palette.bright)


def _title_height(stories: int) -> int:
    """Return the height in pixels that so many stories leave to the title."""
    bottom = TITLE_BOTTOM + (STORIES - stories) * STORY_LEADING if stories else TITLE_BOTTOM_ALONE
    return bottom - TITLE_TOP


def _draw_title(image: Image.Image, text: str, height: int, face: BundledFace, palette: Palette) -> None:
    """Draw the title flush left, a little above the middle of its room."""
    box = Box(TEXT_WIDTH, height, TITLE_LARGEST, TITLE_SMALLEST, TITLE_LEADING)
    title = set_title(text, face, box)
    step = TITLE_LEADING * title.size
    top = TITLE_TOP + TITLE_DROP * (height - step * len(title.lines))
    for number, line in enumerate(title.lines):
        left = MARGIN - round(face.left_bearing(line) * title.size)
        baseline = round(top + HAN_TOP * title.size + number * step)
        face.paint(image, (left, baseline), line, title.size, palette.paper)


def _stories(cover: Cover, face: BundledFace) -> tuple[str, ...]:
    """Return the first headlines that have something to show, each on one line."""
    limit = (TEXT_WIDTH - STORY_INDENT) / STORY_SIZE
    lines = (set_line(story, face, limit) for story in cover.stories)
    return tuple(line for line in lines if line)[:STORIES]


def _draw_stories(image: Image.Image, stories: tuple[str, ...], face: BundledFace, palette: Palette) -> None:
    """Draw the headlines upwards from the bottom, a small square before each."""
    pen = ImageDraw.Draw(image)
    for number, story in enumerate(reversed(stories)):
        baseline = STORY_BASELINE - number * STORY_LEADING
        top = baseline - round(HAN_MIDDLE * STORY_SIZE) - STORY_MARK // 2
        pen.rectangle((MARGIN, top, MARGIN + STORY_MARK - 1, top + STORY_MARK - 1), palette.bright)
        face.paint(image, (MARGIN + STORY_INDENT, baseline), story, STORY_SIZE, palette.soft)
