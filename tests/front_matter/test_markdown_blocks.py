"""Headings, notes, tables, pictures and the card in the body of an article."""

import pytest

from front_matter.headings import slugify

CARD = """<div class="telegram-card">
  <div class="telegram-card__body">
    <div class="telegram-card__title">标题</div>
  </div>
</div>"""


def test_an_h1_that_opens_the_body_is_dropped_and_others_become_h2(render):
    """The template prints the title; a page has one h1."""
    soup = render("# 标题\n\n开头\n\n# 另一个\n\n## 章节")
    assert not soup.select("h1")
    assert [h2.text for h2 in soup.select("h2")] == ["另一个", "章节"]


def test_heading_ids_keep_chinese_and_are_unique(render):
    """The id says what the heading says; a repeated heading is numbered."""
    ids = [h.get("id") for h in render("## 更多动态\n\n## 更多动态\n\n### C++ 与 Rust").select("[id]")]
    assert ids == ["更多动态", "更多动态_1", "c-与-rust"]


@pytest.mark.parametrize(("text", "expected"), [("！？", "section"), ("长" * 80, "长" * 48), ("A  B", "a-b")])
def test_slugs_of_headings(text, expected):
    """An id is never empty and at most 48 characters long."""
    assert slugify(text) == expected


def test_section_and_story_headings_link_to_themselves(render):
    """Readers can share the place of a story."""
    anchor = render("### 条目").select_one("h3 > a.anchor")
    assert (anchor["href"], anchor.text) == ("#条目", "")


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("**深度解读 & 洞察：**", "note--insight"),
        ("**影响**：", "note--impact"),
        ("**为何重要:**", "note"),
    ],
)
def test_labelled_blocks_become_notes(render, label, kind):
    """A bold label alone in its paragraph takes what follows it, up to the next heading, into a note."""
    soup = render(f"### 条目\n- 事实\n\n{label}\n\n一段话。\n\n- 一点\n\n### 下一条\n- 事实")
    note = soup.select_one(".note")
    assert kind in note["class"]
    assert [child.name for child in note.find_all(recursive=False)] == ["p", "p", "ul"]
    assert len(soup.select(".note")) == 1
    assert "下一条" not in note.text


@pytest.mark.parametrize("text", ["**重点**内容：", "**重点** 之后", "**没有冒号**", "- **标签**：事实"])
def test_other_bold_text_makes_no_note(render, text):
    """Bold words in a sentence, without a colon, or in a list are text."""
    assert not render(text).select(".note")


def test_rows_without_a_rule_are_a_table_without_header(render):
    """Every cell is there, none is empty, right below a heading too."""
    soup = render("### 份额\n| 一月 | 甲 86% | 乙 5% |\n| 二月 | 甲 64% | 乙 21% |\n\n文字")
    assert not soup.select("th, thead")
    assert [[td.text for td in tr.select("td")] for tr in soup.select("tr")] == [
        ["一月", "甲 86%", "乙 5%"],
        ["二月", "甲 64%", "乙 21%"],
    ]


def test_a_table_with_a_rule_keeps_its_header(render):
    """Right below a paragraph, and followed by one, it is still a table."""
    soup = render("数据：\n| 月 | 值 |\n|---|---|\n| 一 | 2 |\n说明")
    assert [th.text for th in soup.select("th")] == ["月", "值"]
    assert [p.text for p in soup.select("p")] == ["数据：", "说明"]


def test_tables_scroll_by_themselves(render):
    """A wide table has a box that can be scrolled by key."""
    box = render("| a | b |\n| c | d |").select_one("div.table-scroll")
    assert box["tabindex"] == "0"
    assert box.table


def test_bars_in_a_sentence_are_no_table(render):
    """`|x|` in running text stays text."""
    assert not render("绝对值 |x| 与 |y|").select("table")


def test_the_inline_card_and_its_rule_are_removed(render):
    """The card goes with all it holds, and the rule that set it apart."""
    soup = render(f"正文。\n\n---\n\n{CARD}\n")
    assert str(soup).strip() == "<p>正文。</p>"


def test_text_after_a_card_stays(render):
    """Only the card is removed."""
    assert render(f"前\n\n{CARD}\n\n后").get_text(" ", strip=True) == "前 后"


def test_a_card_that_is_never_closed_costs_no_text(render):
    """A missing `</div>` does not swallow the rest of the article."""
    assert "后面的正文" in render('<div class="telegram-card">\n\n后面的正文').text


def test_a_card_shown_as_code_stays(render):
    """An article may explain the card."""
    assert "telegram-card__title" in render(f"```html\n{CARD}\n```").pre.text


def test_chinese_bold_is_bold(render):
    """Bold next to full-width punctuation leaves no asterisks."""
    soup = render("- **标签：**内容\n- 前**“引文”**后\n- **发布**[链接](https://e.org)：一句话")
    assert "*" not in soup.text
    assert len(soup.select("strong")) == 3


def test_raw_html_of_the_editor_stays(render):
    """The body is the editor's own; HTML in it is obeyed."""
    assert render("<details><summary>更多</summary>文字</details>").details


def test_pictures_load_late(render):
    """Pictures of the body do not hold up the text."""
    assert render("![图](/images/a.png)").img["loading"] == "lazy"


@pytest.mark.parametrize(
    "text",
    [
        "- 一 <!-- check: accept N001 核实 -->\n- 二",
        "- 一\n<!-- check: accept N001 核实 -->\n- 二",
        "<!-- check: accept N001 核实 -->\n- 一\n- 二",
        "- 一\n  <!-- check: accept N001 核实 -->\n- 二 <!-- check: what -->",
    ],
)
def test_words_to_the_check_do_not_show(render, text):
    """A comment to the check leaves no trace and parts no list; other comments are the editor's matter."""
    soup = render(text)
    assert "check" not in str(soup)
    assert [item.get_text(strip=True) for item in soup.select("ul:only-of-type > li")] == ["一", "二"]
    assert "<!-- note -->" in str(render("文 <!-- note -->"))


def test_a_word_to_the_check_shown_as_code_stays(render):
    """A guide for editors can show one."""
    assert "check: accept" in render("```\n<!-- check: accept N001 x -->\n```").get_text()


def test_an_empty_header_is_left_out(render):
    """A rule below an empty first row makes a table of data, with no row of empty header cells."""
    table = render("|  |  |\n| --- | --- |\n| 一月 | 86% |").table
    assert table.thead is None
    assert [cell.get_text() for cell in table.select("tbody td")] == ["一月", "86%"]
