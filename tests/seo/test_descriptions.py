"""Descriptions: as much as result pages show, cut where the sense allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seo.description import cut, describe, width


def test_whole_points_as_long_as_they_fit():
    """Points are joined until the next would not fit; none is cut in the middle."""
    points = ["模型降价" * 8, "芯片涨价" * 8, "机器人进厂" * 12]
    assert describe(points) == f"{points[0]}；{points[1]}"


def test_latin_points_are_joined_in_latin():
    """An English summary has no Chinese semicolon."""
    assert describe(["Prices fall", "Chips rise"]) == "Prices fall; Chips rise"


def test_a_point_that_ends_a_sentence_needs_no_joint():
    """No semicolon after a full stop."""
    assert describe(["第一句。", "第二句。"]) == "第一句。第二句。"


def test_a_long_text_ends_after_a_sentence():
    """A sentence's end in the second half is the best place."""
    text = "一" * 80 + "。" + "二" * 80
    assert cut(text) == "一" * 80 + "。"


def test_a_long_sentence_ends_at_a_pause():
    """Without a sentence's end, a comma is next best, and `…` says that more follows."""
    assert cut("一" * 90 + "，" + "二" * 90) == "一" * 90 + "…"


@given(st.text(min_size=1))
def test_no_description_is_too_long(text):
    """At most 160 Latin letters or 120 Chinese characters, whatever the text."""
    assert width(cut(text)) <= 160
    assert width(describe([text, text])) <= 160


@pytest.mark.parametrize(("text", "letters"), [("a" * 160, 160), ("中" * 120, 160), ("，", 4 / 3)])
def test_the_measure(text, letters):
    """A Chinese character counts four thirds of a letter."""
    assert width(text) == pytest.approx(letters)


def test_where_a_description_comes_from(make_article):
    """The editor's own comes first, then the summary, then the text."""
    assert make_article(description="自己写的", summary_points=["要点"]).description == "自己写的"
    assert make_article(summary_points=["要点一", "要点二"]).description == "要点一；要点二"
    assert make_article("<h2>章节</h2><p>第一 <b>段</b>。</p>").description == "第一 段。"


def test_where_keywords_come_from(make_article):
    """`seo` comes first; the tags stand in for it."""
    assert make_article(seo=["甲模型", "乙模型"]).keywords == ["甲模型", "乙模型"]
    assert make_article().keywords == ["甲", "乙"]
