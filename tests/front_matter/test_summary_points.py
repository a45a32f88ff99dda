"""The summary: bullets for the page, plain text for descriptions."""

import pytest

from front_matter.summary import html_of, plain_text, points_of


@pytest.mark.parametrize(
    "text",
    ["- 一\n- 二", "* 一\n* 二\n", "一\n二", "1. 一\n2. 二", "- 一\n\n- 二", "· 一\n· 二"],
)
def test_points_of_a_text(text):
    """Bullets of any kind, numbers or lines are points."""
    assert points_of(text) == ["一", "二"]


def test_a_bullet_may_go_on_in_the_next_line():
    """A line without a bullet below one belongs to it."""
    assert points_of("- 一\n  续\n- 二") == ["一 续", "二"]


def test_a_list_gives_a_point_for_each_entry():
    """A YAML list works as well as a text."""
    assert points_of("一", "二") == ["一", "二"]


def test_points_become_a_list_in_html():
    """The summary is a `ul` with one item a point, and its Markdown is rendered."""
    assert html_of(["**一**：甲", "二"]) == "<ul>\n<li><strong>一</strong>：甲</li>\n<li>二</li>\n</ul>"


@pytest.mark.parametrize(
    "point", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a < b & c > d"]
)
def test_html_in_a_summary_is_shown_not_obeyed(point):
    """What looks like HTML is text, in the page and in the plain form."""
    assert "<script" not in html_of([point])
    assert "<img" not in html_of([point])
    assert plain_text(point) == point


def test_a_script_address_is_no_link():
    """A link leads to the web or to this site, or nowhere."""
    assert "javascript" not in html_of(["[点](javascript:alert(1))"])
    assert 'href="https://e.org/"' in html_of(["[点](https://e.org/)"])


@pytest.mark.parametrize("point", ["# 一号", "- 一", "1. 一", "> 一", "3 \\* 4"])
def test_block_signs_in_a_point_are_text(point):
    """A point is one line, never a heading, a list or a quotation."""
    assert html_of([point, "二"]).count("<li>") == 2
    assert "<h1" not in html_of([point, "二"])


def test_the_reader_gives_both_forms(read):
    """`summary` is HTML, `summary_points` plain text, from a quoted text with escapes."""
    _, found = read('---\ntitle: 一\nsummary: "- **甲**：1\\n- 乙"\n---\n')
    assert found["summary"] == "<ul>\n<li><strong>甲</strong>：1</li>\n<li>乙</li>\n</ul>"
    assert found["summary_points"] == ["甲：1", "乙"]
