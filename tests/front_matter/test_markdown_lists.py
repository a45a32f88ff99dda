"""Lists in the house style: every item is an item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from front_matter.lists import normalise


def items(soup):
    return [li.find(string=True).strip() for li in soup.select("li")]


def test_a_list_right_below_a_paragraph(render):
    """No blank line is needed before a list."""
    soup = render("说明文字：\n- 一\n- 二")
    assert soup.p.text == "说明文字："
    assert items(soup) == ["一", "二"]


@pytest.mark.parametrize("spaces", [2, 3, 4])
def test_nesting_by_two_three_or_four_spaces(render, spaces):
    """An item indented by two columns or more lies in the item above it."""
    soup = render(f"- 甲\n{' ' * spaces}- 乙\n{' ' * spaces * 2}- 丙\n- 丁")
    assert items(soup) == ["甲", "乙", "丙", "丁"]
    assert [len(li.find_parents("li")) for li in soup.select("li")] == [0, 1, 2, 0]


def test_numbers_nested_under_a_bullet(render):
    """A numbered list below a bullet is an `ol` in its item."""
    soup = render("**要点：**\n- 三点：\n  1. 甲\n  2. 乙\n- 其余")
    assert [li.text for li in soup.select("ul > li > ol > li")] == ["甲", "乙"]
    assert len(soup.select("ul > li")) == 2


def test_bullets_nested_under_a_number(render):
    """A bullet below a number, by two or three spaces, lies in its item."""
    soup = render("1. 甲\n   - 乙\n2. 丙\n  - 丁")
    assert [li.text for li in soup.select("ol > li > ul > li")] == ["乙", "丁"]


def test_blank_lines_between_items_keep_one_list(render):
    """Items set apart by blank lines belong to one list."""
    soup = render("- 甲\n\n- 乙\n\n  - 丙\n\n- 丁")
    assert len(soup.find_all("ul", recursive=False)) == 1
    assert len(soup.select("li")) == 4


def test_a_bold_label_ends_the_list_above_it(render):
    """`**影响：**` right below an item opens its own block."""
    soup = render("- 甲\n**影响：**\n- 乙")
    assert soup.select_one(".note--impact li").text == "乙"
    assert soup.ul.text.strip() == "甲"


def test_an_item_goes_on_in_indented_lines(render):
    """A second paragraph of an item stays in it."""
    soup = render("- 甲\n\n  第二段\n- 乙")
    assert len(soup.select("li")) == 2
    assert "第二段" in soup.li.text


def test_a_year_at_the_start_of_a_line_is_no_list(render):
    """A number other than 1 does not interrupt a paragraph."""
    soup = render("发布于\n2026. 这一年")
    assert not soup.select("li")


def test_a_rule_is_no_list_and_no_heading(render):
    """`- - -` and `---` below a list are rules."""
    assert render("- 甲\n---\n文字").select("hr")
    assert not render("- 甲\n---\n文字").select("h2")
    assert not render("文字\n\n- - -\n\n文字").select("li")


def test_fenced_code_is_left_alone(render):
    """List signs in code are code."""
    text = "文字\n\n```\n段落\n- a\n   - b\n```\n"
    assert render(text).pre.text == "段落\n- a\n   - b\n"


def test_an_indented_fence_is_left_alone():
    """What Python-Markdown does not put aside is not rewritten either; an open fence costs no list."""
    lines = ["1. 甲", "", "   ```", "   - a", "   ```", "2. 乙"]
    assert "   - a" in normalise(lines)
    assert normalise(["```没有结束", "文字", "- 甲"])[-2:] == ["", "- 甲"]


def test_a_heading_ends_the_list_above_it(render):
    """`## …` right below an item is a heading, and the next item begins a list of its own."""
    soup = render("- 甲\n  - 乙\n## 章节\n  - 丙")
    assert soup.h2
    assert soup.h2.find_next_sibling("ul").li.text == "丙"


def test_raw_html_is_left_alone(render):
    """List signs in raw HTML stay as written."""
    assert "段落\n- a\n" in str(render("<pre>\n段落\n- a\n</pre>\n"))


def test_quoted_lists_are_lists(render):
    """The rules hold inside a quotation too."""
    assert len(render("> 引文：\n> - 甲\n>   - 乙").select("blockquote li li")) == 1


def test_a_second_run_changes_nothing():
    """What was put in order stays as it is."""
    once = normalise(["甲：", "- 乙", "  1. 丙", "", "  丁", "- 戊", "文字"])
    assert normalise(once) == once


@st.composite
def outlines(draw):
    """Draw a list in the house style, each item at most one level below the one above it."""
    indent = draw(st.integers(2, 4))
    level, lines = 0, []
    for number in range(draw(st.integers(1, 12))):
        level = draw(st.integers(0, level + 1)) if number else 0
        lines.append(f"{' ' * indent * level}- 第{number}项")
        if draw(st.booleans()):
            lines += ["", f"{' ' * (indent * level + 2)}又一段"]
    return lines


@given(outlines(), st.booleans())
def test_every_item_of_any_outline_is_an_item(lines, below_text):
    """As many `<li>` as lines, whatever the nesting, below a paragraph or not."""
    text = "\n".join(normalise(["说明："] * below_text + lines))
    assert Markdown(extensions=["sane_lists"]).convert(text).count("<li>") == sum(
        "- 第" in line for line in lines
    )
