"""Setting Chinese text, with a face of round measures: 1 em for full-width characters, else 1/2 em."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_digest.file.covers.characters import WIDE, clean, missing
from ai_digest.file.covers.titles import Box, set_title
from ai_digest.file.covers.typeset import (
    GAP,
    HALF,
    NARROWED,
    NO_LINE_END,
    NO_LINE_START,
    line_width,
    pieces,
    place,
    set_line,
)


class RoundFace:
    """A face that lacks only the characters it is told to lack."""

    def __init__(self, lacks: str = "") -> None:
        self.lacks = lacks

    def covers(self, character: str) -> bool:
        """Say what it was told."""
        return character not in self.lacks

    def advance(self, character: str) -> float:
        """Return 1 or 1/2."""
        return 1.0 if re.match(f"[{WIDE}]", character) else 0.5

    def kerning(self, pair: str) -> float:
        """Return something for one pair only."""
        return -0.1 if pair == "AV" else 0.0


FACE = RoundFace()
BOX = Box(width=800, height=300, largest=120, smallest=50)
NEWS = st.text("发布模型开源的公司亿万，。、；：！？（）《》“”「」…—· OpenAI GPT-5.4 3500%/$ms", max_size=120)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


# --- where lines break


@settings(deadline=None, max_examples=300)
@given(NEWS)
def test_no_line_starts_or_ends_with_a_forbidden_mark(text):
    """Whatever the title, no line but the first starts and none but the last ends against the rules."""
    lines = set_title(text, FACE, BOX).lines
    assert not [line for line in lines[1:] if line[0] in NO_LINE_START and line != "…"]
    assert not [line for line in lines[:-1] if line[-1] in NO_LINE_END]


@settings(deadline=None, max_examples=300)
@given(NEWS)
def test_lines_stay_in_the_box(text):
    """No line is wider than the box, all lines are no higher, and the size is one of those allowed."""
    title = set_title(text, FACE, BOX)
    assert all(line_width(line, FACE) * title.size <= BOX.width + 1e-6 for line in title.lines)
    assert len(title.lines) * BOX.leading * title.size <= BOX.height + 1e-6
    assert len(title.lines) <= 3
    assert BOX.smallest <= title.size <= BOX.largest


@settings(deadline=None, max_examples=300)
@given(NEWS)
def test_nothing_is_lost_unless_the_title_says_so(text):
    """A title that is not shortened has all its characters; a shortened one ends with an ellipsis."""
    title = set_title(text, FACE, BOX)
    shown, whole = bare("".join(title.lines)), bare(clean(text, FACE))
    assert (shown[-1:] == "…") if title.shortened else (shown == whole)


@given(NEWS)
def test_pieces_are_the_whole_text(text):
    """The pieces joined are the text."""
    assert "".join(pieces(text)) == text


@pytest.mark.parametrize(
    "whole",
    """3500 亿|2.4 万亿|97ms|97 ms|400万|5.4万亿美元|GPT-5.5|Qwen3-235B-A22B|$3.5|97%|第3代|10月|1,000人
    |12个月|~4.2亿|《世|型》，|“合|用”。|（甲）|好——|好……|A/B|甲/乙|￥3""".replace("\n    ", "").split("|"),
)
def test_what_belongs_together_is_one_piece(whole):
    """Numbers keep their units, words their letters, marks their neighbours."""
    assert pieces(f"发{whole}发")[1].rstrip() == whole


def test_chinese_breaks_between_characters():
    """Without marks each Chinese character is a piece of its own."""
    assert pieces("开源模型") == ["开", "源", "模", "型"]


def test_the_break_is_sought_after_a_clause():
    """A title breaks after its mark rather than between a Latin word and what follows it."""
    assert set_title("欧盟：AI 法案推迟", FACE, BOX).lines == ("欧盟：", "AI法案推迟")


def test_a_word_is_not_parted_if_another_break_is_as_good():
    """The lines break beside 模型, not inside it, though the middle of the title is inside it."""
    title = set_title(
        "最快开源模型来自一家公司", FACE, Box(width=400, height=100, largest=60, smallest=30, lines=2)
    )
    assert len(title.lines) == 2
    assert not title.lines[0].endswith("模")


def test_a_short_title_is_as_large_as_allowed():
    """A title that fits on one line at the largest size is set so."""
    title = set_title("人工智能", FACE, BOX)
    assert (title.lines, title.size) == (("人工智能",), 120)


def test_lines_are_even():
    """Two lines of a title differ little in width: the second is not a leftover."""
    title = set_title(
        "甲乙丙丁戊己庚辛壬癸子丑寅卯", FACE, Box(width=800, height=200, largest=120, smallest=50, lines=2)
    )
    assert [len(line) for line in title.lines] == [7, 7]


def test_a_word_longer_than_a_line_is_parted():
    """An address of 60 characters is set over several lines rather than over the edge."""
    title = set_title("https://example.org/" + "a" * 40, FACE, BOX)
    assert bare("".join(title.lines)) == "https://example.org/" + "a" * 40


# --- where characters stand


def test_a_gap_stands_between_chinese_and_latin():
    """The gap is the same with and without a typed space, and there is none between Chinese and marks."""
    assert 1 / 8 <= GAP <= 1 / 4
    assert line_width(clean("开源 AI", FACE), FACE) == line_width("开源AI", FACE) == 3 + GAP
    assert line_width("开源，AI", FACE) == 4 - NARROWED


def test_marks_beside_marks_and_edges_are_half_as_wide():
    """An opening mark hangs out at the left, a closing one ends at its ink, neighbours share 3/2 em."""
    assert place("《甲", FACE)[0] == (-HALF, "《")
    assert line_width("甲。", FACE) == 2 - HALF
    assert line_width("》，甲", FACE) == 1 - HALF + 1 + 1 - NARROWED


def test_kerning_moves_latin_pairs():
    """The pair AV stands closer by what the face says."""
    assert line_width("AV", FACE) == pytest.approx(0.9)


# --- shortening


def test_a_long_title_is_cut_at_a_clause():
    """What does not fit at the smallest size ends at the last clause that fits, … for its comma."""
    title = set_title("甲" * 20 + "，" + "乙" * 20 + "，" + "丙" * 20, FACE, BOX)
    assert title.shortened
    assert bare("".join(title.lines)) == "甲" * 20 + "，" + "乙" * 20 + "…"


def test_a_clause_that_loses_too_much_is_not_the_cut():
    """A comma near the start is no place to end: the cut is where the room ends."""
    title = set_title("甲，" + "乙" * 500, FACE, BOX)
    assert len(bare("".join(title.lines))) > 40


def test_a_headline_is_set_on_one_line():
    """A headline that is too long ends with an ellipsis inside the limit; one that fits is untouched."""
    assert set_line("开源模型", FACE, 4) == "开源模型"
    short = set_line("谷歌发布模型，价格下降一半以上", FACE, 10)
    assert short == "谷歌发布模型…"
    assert line_width(short, FACE) <= 10


def test_an_ellipsis_follows_no_other_mark():
    """The marks before the cut are taken off: no ，… and no 《…."""
    assert set_line("甲乙丙丁《戊己庚辛壬癸》", FACE, 5.5) == "甲乙丙丁…"


# --- characters


def test_missing_characters_are_named_once_and_emoji_are_not():
    """The list has the characters without a glyph in their order, but no emoji, control or bidi mark."""
    assert missing("龘甲𠮷龘😀\u202e\x00 乙", RoundFace("龘𠮷😀\u202e\x00")) == ("龘", "𠮷")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("龘甲", "〓甲"),
        ("😀甲\u200d❤️乙", "甲乙"),
        ("甲\u202e乙\x00\u2066丙", "甲乙丙"),
        ("ﬁ ㎡", "fi m2"),
        ("Zażółć", "Zazółć"),
        ("一\n二\t 三", "一 二 三"),
        ("发布 GPT 5 了", "发布GPT 5了"),
        ("甲 ， 乙", "甲，乙"),
        ("don’t “stop”", 'don\'t "stop"'),
        ('甲"乙"', "甲“乙”"),
        ("甲！！！！！", "甲！！"),
        ("مرحبا", ""),
    ],
)
def test_text_is_cleaned(text, shown):
    """What the face lacks gets a stand-in or goes, spaces and quotes become those of Chinese text."""
    assert clean(text, RoundFace("龘😀❤ﬁ㎡żمرحبا")) == shown


@settings(deadline=None)
@given(st.text(max_size=80))
def test_only_printable_characters_survive_cleaning(text):
    """Of any text only printable characters remain, on one line, without spaces at its ends."""
    shown = clean(text, FACE)
    assert shown.isprintable()
    assert shown == shown.strip()
