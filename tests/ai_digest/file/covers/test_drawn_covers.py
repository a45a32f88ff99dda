"""Covers, measured on the pixels that are drawn."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import random
from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageStat

from ai_digest.file.covers import draw_cover, missing_in
from ai_digest.file.covers.characters import missing
from ai_digest.file.covers.cover import Cover, Figure, Template
from ai_digest.file.covers.draw import draw, lay_out
from ai_digest.file.covers.face import FONTS, bundled_face
from ai_digest.file.covers.motif import draw_motif
from ai_digest.file.covers.palette import PLAIN, Scheme, contrast, palette_of, tokens_of
from ai_digest.file.covers.sheet import Size
from ai_digest.file.covers.typeset import NO_LINE_END, NO_LINE_START
from tests.contact_sheet import GAP, THEME, contact_sheet
from tests.newsroom import ROOT

TOKENS = tokens_of(THEME)
STORIES = (
    "云岭数据中心季度营收首次突破 600 亿美元，同比增长 62%",
    "欧盟高风险条款推迟",
    "开源模型登顶榜首",
)
COVER = Cover(
    "《世界模型》发布：推理成本降低 97%",
    dt.date(2026, 8, 13),
    "AI 日报",
    STORIES,
    "示例",
    issue=12,
    topics=("模型与价格", "芯片", "机器人与自动驾驶的一个很长很长很长的题目"),
    figure=Figure("3500 亿元", "玄砾半导体融资 3500 亿元"),
)
TEMPLATES = [replace(COVER, template=template) for template in Template]
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
NEWS = (
    "开源 模型 发布， 《世界模型》 推理 “智能体” 3500 亿元 97% GPT-5.4 Quillmere 、 的 芯片（更正） 算力",
    "機器學習 ！ ？ 2.4 万亿 —— …… C++ 10 月 龘 🚀 「砚台」 融资 12 亿美元 ： 数据中心",
)
WORDS = [word for line in NEWS for word in line.split()]


def luminance(colour: tuple[int, ...]) -> float:
    """Relative luminance of WCAG 2.2, by itself, so that the code's own is not trusted."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def measured_contrast(image: Image.Image, box: tuple[int, int, int, int]) -> float:
    """Contrast between the commonest colour in the box and the one that is farthest from it."""
    counts = sorted(((n, c) for n, c in image.crop(box).getcolors(1 << 20)), reverse=True)
    ground = luminance(counts[0][1])
    ratios = [
        (max(ground, o) + 0.05) / (min(ground, o) + 0.05) for o in (luminance(c) for n, c in counts if n > 4)
    ]
    return max(ratios)


def is_flat(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    return len(image.crop(box).getcolors(1 << 20)) == 1


def random_title(number: int) -> str:
    chosen = random.Random(number)  # noqa: S311  # the same titles on every run
    return "".join(chosen.choices(WORDS, k=chosen.randint(3, 18)))[:60]


def box_of(room) -> tuple[int, int, int, int]:
    return room.left, room.top, room.right, room.bottom


def overlap(one, other) -> bool:
    across = min(one.right, other.right) > max(one.left, other.left)
    return across and min(one.bottom, other.bottom) > max(one.top, other.top)


@pytest.mark.parametrize("cover", TEMPLATES, ids=lambda cover: cover.template)
def test_a_cover_is_a_small_png_of_the_size_for_sharing(cover):
    """The file is a PNG of 1200×630 pixels and at most 100 KB."""
    content = draw_cover(cover, TOKENS)
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) <= 100_000


def test_the_same_cover_gives_the_same_bytes():
    """Nothing but the cover, the colours and the page decides the bytes."""
    first = draw_cover(COVER, TOKENS, "/a/")
    draw.cache_clear()
    assert draw_cover(replace(COVER), TOKENS, "/a/") == first


@pytest.mark.parametrize("change", [{"title": "别的标题"}, {"date": dt.date(2026, 8, 20)}])
def test_another_title_or_day_gives_another_motif(change):
    """The motif differs with the title and with the date, also on the same weekday."""
    box = (948, 252, 1200, 630)
    one, other = (draw(cover).convert("RGB").crop(box) for cover in (COVER, replace(COVER, **change)))
    assert one.tobytes() != other.tobytes()


def test_a_year_of_motifs_has_no_two_alike():
    """The motifs of 365 days are 365 pictures."""
    colours = palette_of(TOKENS, "", COVER.date).tiles
    motifs = {draw_motif(f"day {day}", 2, 3, 12, colours, frozenset()).tobytes() for day in range(365)}
    assert len(motifs) == 365


def test_the_field_of_the_day_keeps_its_edge():
    """The tiles beside the field have nothing of its colour."""
    colours = ("#000000", "#00ff00", "#0000ff", "#ff0000")
    for day in range(50):
        top = draw_motif(f"day {day}", 2, 3, 12, colours, frozenset({0, 1})).crop((0, 0, 24, 12))
        assert (255, 0, 0) not in {colour for _, colour in top.getcolors()}


def test_the_second_colour_changes_from_day_to_day():
    """Neighbouring days have different companions, the hue stays that of the category."""
    week = [palette_of(TOKENS, "", COVER.date + dt.timedelta(days=day)) for day in range(8)]
    assert all(one.companion != other.companion for one, other in itertools.pairwise(week))
    assert len({palette.hue for palette in week}) == 1


def test_a_category_has_its_colour():
    """Another category has a hue of its own, the same every day, and never the site's own accent."""
    own = palette_of(TOKENS, "", COVER.date)
    hues = {palette_of(TOKENS, name, COVER.date).hue for name in ("深度", "周刊", "访谈", "机器人", "政策")}
    assert own.hue not in hues
    assert len(hues) > 1


def test_the_colours_are_the_themes():
    """The grounds are the paper of the theme's style sheet; a theme without tokens gets plain colours."""
    style = (THEME / "static" / "style.css").read_text(encoding="utf-8")
    papers = [draw(COVER, Size.SHARE, scheme, TOKENS).convert("RGB").getpixel((5, 5)) for scheme in Scheme]
    light, dark = (f"#{r:02x}{g:02x}{b:02x}" for r, g, b in papers)
    assert f"--paper: light-dark({light}, {dark});" in style
    assert tokens_of(THEME / "templates") == PLAIN


@pytest.mark.parametrize("tokens", [TOKENS, PLAIN], ids=["theme", "plain"])
@pytest.mark.parametrize("scheme", Scheme)
def test_all_colours_of_text_are_far_from_their_ground(tokens, scheme):
    """Whatever the category and the day, each colour that text may take is at least 7:1 from its ground."""
    for category, day in itertools.product(("", "深度", "周刊", "访谈", "机器人"), range(7)):
        palette = palette_of(tokens, category, COVER.date + dt.timedelta(days=day), scheme)
        for colour in (palette.ink, palette.soft, palette.strong):
            assert contrast(colour, palette.ground) >= 7
        assert contrast(palette.on_hue, palette.hue) >= 7


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("cover", TEMPLATES, ids=lambda cover: cover.template)
def test_text_has_a_contrast_of_seven_to_one(cover, scheme, size):
    """Every line, measured on the pixels, differs from what is under it by at least 7:1 (WCAG 2.2, AAA)."""
    for category in ("", "深度"):
        dressed = replace(cover, category=category)
        image = draw(dressed, size, scheme, TOKENS).convert("RGB")
        for room in lay_out(dressed, size, scheme, TOKENS).ink:
            assert measured_contrast(image, box_of(room)) >= 7


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("template", Template)
@pytest.mark.parametrize("text", [COVER.title, *HOSTILE.values()], ids=["plain", *HOSTILE])
def test_no_text_breaks_a_cover(text, template, size):
    """Title, site, label, stories, topics and figure may hold anything; it all stays in its place."""
    figure = Figure("3500 亿元", text)
    cover = Cover(text, COVER.date, text, (text, text), text, text, 9, (text, text), figure, template)
    sheet = lay_out(cover, size, Scheme.LIGHT, TOKENS)
    assert_in_place(sheet)


def assert_in_place(sheet) -> None:
    """No line is cut, none comes near an edge or the motif, and no two of them touch."""
    text, slack = sheet.text, 3  # px, of smoothed edges
    deep = 2 * sheet.size.tile
    for room in sheet.ink:
        in_text = text.left - slack <= room.left and room.right <= text.right + slack
        in_text = in_text and text.top - slack <= room.top and room.bottom <= text.bottom + sheet.px(16)
        in_field = room.left >= sheet.size.width - deep or (sheet.size.has_band and room.right <= deep)
        assert in_text or in_field
    assert not [pair for pair in itertools.combinations(sheet.ink, 2) if overlap(*pair)]


def test_five_hundred_titles_lie_in_their_place():
    """Random titles on every size and template: nothing cut, touching or out of the margins."""
    for number, size, template in zip(
        range(500), itertools.cycle(Size), itertools.cycle(Template), strict=False
    ):
        title = random_title(number)
        cover = replace(COVER, title=title, stories=(title, STORIES[1]), template=template)
        assert_in_place(lay_out(cover, size, Scheme.LIGHT, TOKENS))


def test_five_hundred_titles_break_by_the_rules():
    """Random titles in the real font: no line starts or ends with a mark that may not stand there."""
    sheet = lay_out(COVER, Size.SHARE, Scheme.LIGHT, TOKENS)
    for number in range(500):
        lines = sheet.fitted(random_title(number), sheet.body, 116, 54).lines
        assert not [line for line in lines[1:] if line[0] in NO_LINE_START and line != "…"]
        assert not [line for line in lines[:-1] if line[-1] in NO_LINE_END]


def test_the_margins_are_empty():
    """On the pixels: nothing comes nearer than 60 pixels to the edges, or into the gap before the motif."""
    image = draw(COVER, Size.SHARE, Scheme.LIGHT, TOKENS)
    for box in ((0, 0, 60, 630), (0, 0, 948, 58), (0, 580, 948, 630), (906, 0, 948, 630)):
        assert is_flat(image, box)


@pytest.mark.parametrize("title", ["", "😀"])
def test_the_site_stands_in_for_an_empty_title(title):
    """Where the title goes something is drawn, even if the title has nothing to show."""
    assert not is_flat(draw(replace(COVER, title=title)), (60, 140, 900, 430))


@pytest.mark.parametrize("title", ["《世界模型》发布", "“世界模型”发布", "Kimi", "1000 亿美元", "川普"])
def test_titles_stand_flush_left(title):
    """The ink of a title begins at the left margin, be it a mark with an empty half or a narrow letter."""
    image = draw(replace(COVER, title=title, stories=())).convert("RGB").crop((0, 140, 900, 600))
    ground = Image.new("RGB", image.size, image.getpixel((0, 0)))
    assert abs(ImageChops.difference(image, ground).getbbox()[0] - 64) <= 2


def test_at_most_three_stories_are_drawn():
    """A fourth story changes nothing, a third one does; one with nothing to show is passed over."""
    drawn = [
        draw(replace(COVER, stories=stories)).tobytes()
        for stories in (STORIES, (*STORIES, "第四条"), STORIES[:2], ("😀", *STORIES))
    ]
    assert drawn[0] == drawn[1] == drawn[3] != drawn[2]


def test_a_cover_of_numbers_needs_one():
    """Without a figure the template has nothing to show, and says so."""
    with pytest.raises(ValueError, match="needs a figure"):
        draw(replace(COVER, figure=None, template=Template.NUMBERS))


def test_the_contact_sheet_looks_as_it_was_judged():
    """The thirty covers of docs/covers.png are drawn as they were when a person looked at them.

    After a change of the design look again, and write the file with `python -m tests.contact_sheet`.
    """
    kept = Image.open(ROOT / "docs" / "covers.png").convert("RGB")
    width = (kept.width - GAP) // 5 - GAP
    drawn = contact_sheet(width, TOKENS)
    assert drawn.size == kept.size
    assert max(ImageStat.Stat(ImageChops.difference(drawn, kept)).mean) < 2


def test_what_the_font_lacks_is_known_before_drawing():
    """Characters without a glyph are named, emoji are not."""
    assert missing_in(replace(COVER, title="龘的🚀", stories=("𠮷",))) == ("龘", "𠮷")


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
