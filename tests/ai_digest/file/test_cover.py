"""Covers, measured on the pixels that are drawn."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from functools import cache

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageColor

from ai_digest.file.characters import missing
from ai_digest.file.cover import COLUMN, HEIGHT, TILE, WIDTH, Cover, draw_cover
from ai_digest.file.face import FONTS, bundled_face
from ai_digest.file.motif import draw_motif
from ai_digest.file.palette import WEEK

STORIES = (
    "英伟达数据中心季度营收首次突破 600 亿美元，同比增长 62%",
    "欧盟《人工智能法案》高风险条款推迟",
    "开源模型登顶榜首",
)
COVER = Cover("《世界模型》发布：推理成本降低 97%", dt.date(2026, 8, 13), "AI 日报", STORIES, "示例")
WEEK_OF_COVERS = [replace(COVER, date=COVER.date + dt.timedelta(days=day)) for day in range(7)]
TEXT_BOXES = {
    "site": (60, 60, 162, 105),
    "date": (176, 60, 420, 105),
    "label": (800, 72, 900, 96),
    "title": (60, 140, 900, 430),
    "stories": (100, 440, 900, 575),
    "day": (COLUMN, 0, WIDTH, 2 * TILE),
}
HOSTILE = {
    "empty": "",
    "long": "发布" * 250,
    "one word": "x" * 500,
    "emoji": "😀🚀👩‍👩‍👧",
    "right to left": "\u202eمرحبا\u2066 AI",
    "lines": "\n\n甲\r\n乙\u2028丙\n",
    "nul": "\x00甲\x00",
    "marks": "，。、；：！？" * 40,
    "opening marks": "（《「『【" * 40,
    "surrogate": "甲\ud800乙",
    "accents": "Z\u0301\u0302\u0303" * 30,
}


@cache
def drawn(cover: Cover) -> Image.Image:
    return Image.open(io.BytesIO(draw_cover(cover))).convert("RGB")


def luminance(colour: tuple[int, ...]) -> float:
    """Relative luminance of WCAG 2.2."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(image: Image.Image, box: tuple[int, int, int, int]) -> float:
    """Contrast between the commonest colour in the box and the one that is farthest from it."""
    counts = sorted(((n, c) for n, c in image.crop(box).getcolors(1 << 20)), reverse=True)
    ground = luminance(counts[0][1])
    ratios = [
        (max(ground, o) + 0.05) / (min(ground, o) + 0.05) for o in (luminance(c) for n, c in counts if n > 9)
    ]
    return max(ratios)


def is_flat(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    return len(image.crop(box).getcolors(1 << 20)) == 1


def test_a_cover_is_a_small_png_of_the_size_for_sharing():
    """The file is a PNG of 1200×630 pixels and at most 100 KB."""
    content = draw_cover(COVER)
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) <= 100_000


def test_the_same_cover_gives_the_same_bytes():
    """Nothing but the cover decides the bytes."""
    assert draw_cover(COVER) == draw_cover(replace(COVER))


@pytest.mark.parametrize("change", [{"title": "别的标题"}, {"date": dt.date(2026, 8, 20)}])
def test_another_title_or_day_gives_another_motif(change):
    """The motif differs with the title and with the date, also on the same weekday."""
    box = (COLUMN, 2 * TILE, WIDTH, HEIGHT)
    assert drawn(COVER).crop(box).tobytes() != drawn(replace(COVER, **change)).crop(box).tobytes()


def test_a_year_of_motifs_has_no_two_alike():
    """The motifs of 365 days are 365 pictures."""
    colours = WEEK[0].tiles
    motifs = {draw_motif(f"day {day}", 2, 3, 12, colours).tobytes() for day in range(365)}
    assert len(motifs) == 365


def test_the_field_of_the_day_keeps_its_edge():
    """The top row of a motif has nothing of the colour of the field above it."""
    for day in range(50):
        top = draw_motif(f"day {day}", 2, 3, 12, WEEK[0].tiles).crop((0, 0, 24, 12))
        assert ImageColor.getrgb(WEEK[0].bright) not in {colour for _, colour in top.getcolors()}


def test_each_weekday_has_its_colour():
    """The seven days of a week have seven grounds."""
    assert len({drawn(cover).getpixel((5, 5)) for cover in WEEK_OF_COVERS}) == 7


@pytest.mark.parametrize("cover", WEEK_OF_COVERS, ids=lambda cover: f"{cover.date:%a}")
@pytest.mark.parametrize("box", TEXT_BOXES.values(), ids=TEXT_BOXES)
def test_text_has_a_contrast_of_seven_to_one(cover, box):
    """The text differs from what is under it by at least 7:1 (WCAG 2.2, level AAA) on every weekday."""
    assert contrast(drawn(cover), box) >= 7


def test_all_colours_of_text_are_far_from_their_ground():
    """Each colour that text may take is at least 7:1 from the ground of its palette."""
    for palette in WEEK:
        for colour in (palette.paper, palette.soft, palette.bright):
            pair = Image.new("RGB", (20, 20), palette.ground)
            pair.paste(colour, (0, 0, 20, 9))
            assert contrast(pair, (0, 0, 20, 20)) >= 7


@pytest.mark.parametrize("title", [COVER.title, *HOSTILE.values()], ids=["plain", *HOSTILE])
@pytest.mark.parametrize("stories", [STORIES, ()], ids=["stories", "alone"])
def test_the_margins_are_empty(title, stories):
    """No text comes nearer than 60 pixels to the edges, or into the gap before the column of tiles."""
    image = drawn(replace(COVER, title=title, stories=stories))
    assert is_flat(image, (0, 0, 60, HEIGHT))
    assert is_flat(image, (0, 0, COLUMN, 60))
    assert is_flat(image, (0, HEIGHT - 60, COLUMN, HEIGHT))
    assert is_flat(image, (COLUMN - 40, 0, COLUMN, HEIGHT))
    assert is_flat(image, (WIDTH - 60, 0, WIDTH, 2 * TILE))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_breaks_a_cover(text):
    """Title, site, label and stories may hold anything and a cover of the right size comes out."""
    content = draw_cover(Cover(text, COVER.date, text, (text, text), text))
    assert Image.open(io.BytesIO(content)).size == (1200, 630)
    assert len(content) <= 100_000


def test_the_title_shows_and_the_site_stands_in_for_it():
    """Where the title goes something is drawn, even if the title has nothing to show."""
    for title in (COVER.title, "", "😀"):
        assert not is_flat(drawn(replace(COVER, title=title)), (60, 140, 900, 430))


@pytest.mark.parametrize("title", ["《世界模型》发布", "“世界模型”发布", "Kimi", "1000 亿美元", "川普"])
def test_titles_stand_flush_left(title):
    """The ink of a title begins at the left margin, be it a mark with an empty half or a narrow letter."""
    image = drawn(replace(COVER, title=title)).crop((0, 140, 900, 430))
    ground = Image.new("RGB", image.size, image.getpixel((0, 0)))
    assert abs(ImageChops.difference(image, ground).getbbox()[0] - 64) <= 2


def test_at_most_three_stories_are_drawn():
    """A fourth story changes nothing, a third one does; one with nothing to show is passed over."""
    assert draw_cover(replace(COVER, stories=(*STORIES, "第四条"))) == draw_cover(COVER)
    assert draw_cover(replace(COVER, stories=STORIES[:2])) != draw_cover(COVER)
    assert draw_cover(replace(COVER, stories=("😀", *STORIES))) == draw_cover(COVER)


def test_the_font_has_the_characters_of_chinese_news():
    """The bundled subset covers GB 2312's Chinese characters, common traditional ones, marks and signs."""
    hanzi = b"".join(bytes((lead, trail)) for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFA))
    traditional = "台積電黃仁勳鴻海擴產能國會議員與機器學習數據"
    signs = "“”‘’—…·•№™°±×÷≈≤≥→，。、；：！？（）《》「」【】％＋①⑩αβΩ€£¥₩éüñø镕喆〓"
    assert missing(hanzi.decode("gb2312") + traditional + signs, bundled_face()) == ()


def test_every_glyph_can_be_drawn():
    """No character of the font fails when it is measured, and none is without width."""
    with TTFont(FONTS / "NotoSansSC-Bold.woff2") as font:
        characters = [chr(code) for code in font.getBestCmap()]
    assert len(characters) > 9_000
    assert min(bundled_face().advance(character) for character in characters) > 0.2


def test_the_font_lacks_what_it_lacks():
    """A rare character and another script are found to be missing."""
    assert missing("龘甲ب", bundled_face()) == ("龘", "ب")
