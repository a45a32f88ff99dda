"""Headings, labels, tables, stubs and blanks."""

from __future__ import annotations

import pytest

from tests.ai_digest.verify.form.manuscript import BODY, HEAD, check, codes, found


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("**深度解读 & 洆察：**", "**深度解读 & 洞察：**"),
        ("**深度解读与洞察：**", "**深度解读 & 洞察：**"),
        ("**深度解读&洞察：**", "**深度解读 & 洞察：**"),
        ("**深度解读 & 洞察**", "**深度解读 & 洞察：**"),
        ("**影响**", "**影响：**"),
        ("**影晌：**", "**影响：**"),
        ("### 影响：", "**影响：**"),
        ("**Insigths:**", "**Insights:**"),
    ],
)
def test_a_misspelt_label_is_put_right(line: str, right: str) -> None:
    """A label with a slip, without its colon or written as a heading is named with the right one."""
    (finding,) = check(BODY.replace("**影响：**", line))
    assert (finding.code, finding.instead) == ("H001", (right,))


@pytest.mark.parametrize(
    "line",
    [
        "**影响：**",
        "**影响:**",
        "**影响**：",
        "**深度解读：**",
        "**技术细节：**",
        "**影像：**",
        "**洞察**很多，**影响**更多",
    ],
)
def test_other_bold_words_are_left_alone(line: str) -> None:
    """Both colons on either side of the stars are right; labels of an editor's own are no slips."""
    assert codes(BODY.replace("**影响：**", line)) == []


def test_a_misspelt_section_of_news_in_brief_is_put_right() -> None:
    """Its entries are checked as stories all the same; beside a right one it is a section of its own."""
    assert [f.instead for f in check(BODY.replace("更多动态", "更多动太"))] == [("## 更多动态",)]
    assert "L001" in codes(BODY.replace("更多动态", "更多动太") + "- 没有出处的一条\n")
    assert codes(f"{BODY}\n## 更多动向\n见明日。\n") == []


def test_levels_and_titles() -> None:
    """A level that is skipped and a second title are found; the page itself prints the first level."""
    assert found("### a\n- [x](https://x.example/1)", "H002") == [
        (1, "a heading of level 3 below one of level 1; expected level 2")
    ]
    assert found("# a\n\n## b\n文\n# c\n文", "H002") == [(5, "a second title; the first one is in line 10")]
    assert found("## a\n文\n## b\n### c\n[x](https://x.example/1)\n## d\n文", "H002") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("## a\n\n## b\n文", 1),
        ("## a\n文\n## b", 3),
        ("## a\n### [b](https://x.example/1)\n\n---\n\n## c\n文", 2),
        ("## a\n文\n\n**影响：**\n\n## c\n文", 4),
        ("## a\n文\n**影响：**\n**深度解读 & 洞察：**\n- 一", 3),
    ],
)
def test_what_has_nothing_below_it_is_found(text: str, line: int) -> None:
    """A section, a story or a label with nothing but the next one below it is empty; rules are nothing."""
    assert [place for place, _ in found(text, "H003")] == [line]


def test_a_table_without_a_rule_line() -> None:
    """The rule goes below a header; where the first row is data like the others, the header stays empty."""
    header = check("文\n| 月份 | 占比 |\n| 一月 | 86% |\n| 二月 | 64% |")
    assert [(f.code, f.instead) for f in header] == [("B001", ("| 月份 | 占比 |", "| --- | --- |"))]
    (data,) = check("### [a](https://x.example/1)\n| 一月 | 86% |\n| 二月 | 64% | 旺季 |", head=HEAD)[1:]
    assert data.instead == ("|  |  |  |", "| --- | --- | --- |", "| 一月 | 86% |")


@pytest.mark.parametrize(
    "text", ["| a | b |\n|:--|--:|\n| c | d |", "| 一句旁白 |", "a | b\n--- | ---\nc | d", "文 | 字 |"]
)
def test_what_is_no_table_without_a_rule(text: str) -> None:
    """A table with its rule, in any alignment, is right; a single cell between bars is no table."""
    assert codes(text) == []


@pytest.mark.parametrize(
    "marker", ["<<<<<<< editor", "=======", ">>>>>>> program", "||||||| base", "<<<<<<<"]
)
def test_conflict_markers_are_found(marker: str) -> None:
    """What a merge leaves behind is found on its line."""
    assert found(f"a\n{marker}\nb", "T001") == [(2, "a conflict marker was left in the text")]


@pytest.mark.parametrize(
    "line", ["a <<<<<<< b", "========", "<<<<<<<<", "=== x", ">> x", "a | b", "| --- | --- |"]
)
def test_what_only_resembles_a_conflict_marker(line: str) -> None:
    """Quotes, tables and longer rules are no conflict markers."""
    assert codes(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "摘要失败",
        "- 生成失败，请重试",
        "作为一个AI，我无法回答",
        "作为一个 AI 语言模型，我不能评论",
        "作为人工智能，我没有看法",
        "抱歉，我无法完成这个请求",
        "I cannot help with that request.",
        "I'm unable to provide a summary.",
        "As an AI language model, I have no view.",
        "As an AI, I have no view.",
        "TODO: check the figures",
        "FIXME",
        "价格待补充",
        "{{ story.title }}",
        "[object Object]",
        "XXX 万美元",
    ],
)
def test_error_texts_and_placeholders_are_found(line: str) -> None:
    """What a model says instead of an article, and notes to oneself, are found, in the summary too."""
    assert codes(f"a\n{line}") == ["T002"]
    head = HEAD.replace("- 苇图更新", f"- {line}".replace('"', ""))
    assert [f.code for f in check(head=head)] == ["T002"]


@pytest.mark.parametrize(
    "line",
    [
        "作为人工智能领域的领军企业，澄湖实验室开馆",
        "作为一个 AI 创业公司，澄湖实验室开馆",
        "Heron, known as an AI chip maker, opens a lab",
        "The mastodon lived here",
        "Heron ships a to-do list and a todo app",
        "图片生成失败率降到百分之一",
        "SpaceXXX-3 发射",
    ],
)
def test_news_about_ai_is_no_error_text(line: str) -> None:
    """Sentences of the trade that share words with an error text are news."""
    assert codes(line) == []


def test_blanks_that_mean_nothing() -> None:
    """A second empty line, blanks at the end and a tight heading are put right; a line break stays."""
    finding = check("a\n\n\nb")
    assert [(f.code, f.instead) for f in finding] == [("W001", ())]
    assert [(f.code, f.instead) for f in check("a \nb\t\nc")] == [("W002", ("a",)), ("W002", ("b",))]
    assert [(f.code, f.instead) for f in check("##场馆\n文")] == [("W002", ("## 场馆",))]
    assert codes("a  \nb\n\n    code\n\n\n    code\n") == []
    assert codes("a\n\n") == []
