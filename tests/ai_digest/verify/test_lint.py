"""Checks on an article as it stands."""

from __future__ import annotations

import pytest

from ai_digest.verify import Finding, Known, lint
from ai_digest.verify.lint import REQUIRED

LINK = "https://heron.example/1"
OTHER = "https://reed.example/a_(b)"
KNOWN = Known(links=[LINK, OTHER], figures=["3", "90", "12000000", "12%"])
ARTICLE = f"""# 今日要闻

## 场馆

### [Heron 开馆]({LINK})
- **规模**：可容纳 90 人，花费 1200 万美元
- **占比**：12 percent

1. 第一点
2. 第二点

## 更多动态
- [Reed 的地图]({OTHER})：共 3 层
"""


def check(text: str, known: Known | None = None, keys: tuple[str, ...] = REQUIRED) -> list[Finding]:
    """Check a body whose first line is the article's tenth."""
    return lint(keys, enumerate(text.splitlines(), start=10), known)


def codes(text: str, known: Known | None = None) -> list[str]:
    """Return the codes of what is found."""
    return [finding.code for finding in check(text, known)]


def test_a_clean_article_has_no_findings() -> None:
    """Links and figures of the edition, numbered lists and brackets in links are all fine."""
    assert check(ARTICLE) == []
    assert check(ARTICLE, KNOWN) == []


@pytest.mark.parametrize("key", REQUIRED)
def test_a_missing_key_is_found(key: str) -> None:
    """Each required key of the front matter is named when it is missing."""
    keys = tuple(other for other in REQUIRED if other != key)
    assert check(ARTICLE, keys=keys) == [Finding(1, "F001", f"no {key!r} in the front matter")]


@pytest.mark.parametrize(
    "marker", ["<<<<<<< editor", "=======", ">>>>>>> program", "||||||| base", "<<<<<<<"]
)
def test_conflict_markers_are_found(marker: str) -> None:
    """What a merge leaves behind is found on its line."""
    assert check(f"a\n{marker}\nb") == [Finding(11, "T001", "a conflict marker was left in the text")]


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
        "I cannot help with that request.",
        "As an AI language model, I have no view.",
        "As an AI, I have no view.",
        "TODO: check the figures",
        "FIXME",
    ],
)
def test_error_texts_and_placeholders_are_found(line: str) -> None:
    """What a model says instead of an article, and notes to oneself, are found."""
    assert codes(f"a\n{line}") == ["T002"]


@pytest.mark.parametrize(
    "line",
    [
        "作为人工智能领域的领军企业，澄湖实验室开馆",
        "作为一个 AI 创业公司，澄湖实验室开馆",
        "Heron, known as an AI chip maker, opens a lab",
        "The mastodon lived here",
        "Heron ships a to-do list",
    ],
)
def test_news_about_ai_is_no_error_text(line: str) -> None:
    """Sentences of the trade that share words with an error text are news."""
    assert codes(line) == []


def test_a_story_without_a_link_is_found() -> None:
    """A heading of a story needs its source; other headings do not."""
    assert check("## 场馆\n### Heron 开馆\n#### 小题") == [
        Finding(11, "L001", "the story has no link: 'Heron 开馆'")
    ]
    assert codes("### [Heron](/internal)") == ["L001"]


def test_a_link_that_stands_twice_is_found() -> None:
    """The second place of a link is found, and the first one named; brackets belong to the link."""
    text = f"### [Heron]({OTHER})\n- x\n- [again]({OTHER})：y\n- [other]({OTHER}x)"
    assert check(text) == [Finding(12, "L002", f"the link stands in line 10 already: {OTHER}")]


def test_a_foreign_link_is_found() -> None:
    """With the evidence at hand, a link that was never gathered is found; without it, none is foreign."""
    text = f"- [Heron]({LINK}) 和 [x](https://x.example/1)"
    assert check(text, KNOWN) == [
        Finding(10, "L003", "the link is none of the edition's items: https://x.example/1")
    ]
    assert check(text) == []
    assert codes(f"- [Heron]({LINK}?utm_source=x)", KNOWN) == ["L003"]


@pytest.mark.parametrize("line", ["<https://x.example/1>", '<a href="https://x.example/1">x</a>'])
def test_a_foreign_link_is_found_however_it_is_written(line: str) -> None:
    """Markdown has other ways to write a link than brackets; a foreign one is found in each."""
    assert codes(line, KNOWN) == ["L003"]


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("- 可容纳 91 人", "91"),
        ("- 花费 1300 万美元", "13000000"),
        ("- 占 12", "12"),
        ("- 占 90%", "90%"),
        ("- 7 和 5 和 7", "5, 7"),
        ("1. 第 8 点", "8"),
        ("## 9 件事", "9"),
        ("1.5 倍", "1.5"),
    ],
)
def test_a_figure_without_a_source_is_found(line: str, missing: str) -> None:
    """Figures that no source of the edition has are listed once, on their line."""
    assert check(line, KNOWN) == [Finding(10, "N001", f"no source of the edition has {missing}")]
    assert check(line) == []


@pytest.mark.parametrize(
    "line", ["- 90 人，1200 万", f"[Heron]({LINK})", "7. 第七点", "  7) 第七点", "- 3 层", "- twelve percent"]
)
def test_figures_with_a_source_are_fine(line: str) -> None:
    """Figures of the sources, digits of a link's address and the numbers of a list are no findings."""
    assert codes(line, KNOWN) == []


@pytest.mark.parametrize("fence", ["```", "~~~", "```python", "  ```"])
def test_code_blocks_are_ignored(fence: str) -> None:
    """Code is an example: nothing in it is checked, everything after it is."""
    end = fence.strip()[:3]
    text = f"a\n{fence}\n### x\n=======\nTODO 99 [a](https://x.example)\n{end}\nTODO"
    assert check(text, KNOWN) == [Finding(16, "T002", "an error text or a placeholder: 'TODO'")]


def test_a_code_block_ends_with_its_own_fence() -> None:
    """The other kind of fence inside a block is a line of code."""
    assert codes("```\n~~~\nTODO\n```\nFIXME") == ["T002"]
    assert check("```\n~~~\nTODO\n```\nFIXME")[0].line == 14


def test_findings_come_in_the_order_of_the_lines() -> None:
    """An editor reads from top to bottom."""
    text = f"99\nTODO\n### x\n- [a]({LINK})\n- [b]({LINK}) 98"
    found = check(text, KNOWN, keys=REQUIRED[1:])
    assert [(finding.line, finding.code) for finding in found] == [
        (1, "F001"),
        (10, "N001"),
        (11, "T002"),
        (12, "L001"),
        (14, "L002"),
        (14, "N001"),
    ]
