"""An article against what the evidence of its edition knows."""

from __future__ import annotations

import dataclasses

import pytest

from ai_digest.verify import Support
from ai_digest.verify.form.page import plain
from ai_digest.verify.form.support import missing_names
from tests.ai_digest.verify.form.manuscript import BODY, HEAD, KNOWN, LINK, OTHER, check, codes, found


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("- 可容纳 91 人", "91 人"),
        ("- 花费 1300 万美元", "1300 万美元"),
        ("- 占 12", "12"),
        ("- 占 90%", "90%"),
        ("- 7 和 5 和 7", "7, 5"),
        ("1. 第 8 点", "第 8"),
        ("1.5 倍", "1.5 倍"),
    ],
)
def test_a_figure_without_a_source_is_found(line: str, missing: str) -> None:
    """Figures that no source has are listed once, as they are written; without evidence nothing is known."""
    assert found(line, "N001", KNOWN) == [(1, f"no source has {missing}")]
    assert codes(line) == []


@pytest.mark.parametrize(
    "line", ["- 90 人，1200 万", f"[Heron]({LINK})", "7. 第七点", "  7) 第七点", "- 3 层", "- twelve percent"]
)
def test_figures_with_a_source_are_fine(line: str) -> None:
    """Figures of the sources, digits of a link's address and the numbers of a list are no findings."""
    assert codes(line, KNOWN) == []


def test_a_story_is_held_against_its_own_items() -> None:
    """A figure of another story is none of this one's; title, summary and headings have them all."""
    assert found(BODY.replace("可容纳 90 人", "可容纳 3 人"), "N001", KNOWN) == [(6, "no source has 3 人")]
    assert found(BODY.replace("共 3 层", "共 90 层"), "N001", KNOWN)
    both = (
        HEAD.replace("鹭馆开放", "90 人")
        .replace("苇图更新", "3 层")
        .replace("title: 今", "title: 3 人 12% 今")
    )
    assert check(BODY.replace("## 场馆", "## 场馆 3 层 90 人"), KNOWN, head=both) == []


def test_title_and_summary_are_checked() -> None:
    """A figure or a name that no source of the edition has is found in the front matter too."""
    head = HEAD.replace("今日要闻", "今日 77 条").replace("鹭馆开放", "Plover 开放")
    assert [(f.line, f.code) for f in check(known=KNOWN, head=head)] == [(2, "N001"), (7, "N002")]


def test_an_editor_s_own_story_is_checked_for_form() -> None:
    """Nobody here has read its source, so its link is reported and its figures are not."""
    text = "## a\n### [Heron](https://x.example/1)\n- 90 人和 3 层\n- 91 人\n### Reed\n- 91 人"
    assert [(line, code) for line, code in _places(text)] == [(2, "L003"), (5, "L001"), (6, "N001")]


def test_a_story_with_two_links_has_the_figures_of_both() -> None:
    """An editor may join two stories into one."""
    assert codes(f"## a\n### [Heron]({LINK})\n- 90 人，3 层，另见[地图]({OTHER})", KNOWN) == []


def test_a_name_without_a_source_is_found() -> None:
    """A product that no source of the story names is reported; one of another story's source too."""
    assert found(BODY.replace("**规模**：", "**规模**：Plover 说"), "N002", KNOWN) == [
        (6, "no source names Plover")
    ]
    assert found(BODY.replace("**规模**：", "**规模**：Reed 说"), "N002", KNOWN) == [
        (6, "no source names Reed")
    ]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("澄湖的 HERON 与 Heron Platform", []),
        ("AI 与 GPU 的 CEO", []),
        ("VSCode 与 VS Code", []),
        ("Dunlin-5.2 开源", []),
        ("Dunlin-5.3 开源", ["Dunlin-5.3"]),
        ("《澄湖记》出版", []),
        ("《苇塘记》出版", ["《苇塘记》"]),
        ("However, the Heron platform grows. Meanwhile, it sleeps.", []),
    ],
)
def test_names_are_compared_word_by_word(text: str, missing: list[str]) -> None:
    """Case, hyphens, words of the trade and the first word of an English sentence make no new name."""
    known = Support(
        frozenset({"5.2"}), frozenset({"Heron Platform", "VS Code", "Dunlin 5.2", "澄湖记", "VSCode"})
    )
    assert missing_names(text, known) == missing


def test_plain_english_words_are_names_where_no_source_is_chinese() -> None:
    """A capital inside an English sentence is held against English sources, not against Chinese ones."""
    text = "The platform of Plover grows."
    assert missing_names(text, Support(names=frozenset({"Heron"}), is_latin=True)) == ["Plover"]
    assert missing_names(text, Support(names=frozenset({"Heron"}))) == []


def _places(text: str) -> list[tuple[int, str]]:
    return [(finding.line - HEAD.count("\n"), str(finding.code)) for finding in check(text, KNOWN)]


def test_what_an_earlier_edition_said_is_not_held_against_this_one() -> None:
    """The words, figures and day of a link to another page of the site are that page's matter."""
    line = (
        "前情：[Mosswork 融资 77 万元（第 5 轮）]({filename}/editions/2026/2026-09-02.md#a_(b))（2026-09-02）"
    )
    assert check(BODY + f"\n{line}\n", KNOWN) == []
    assert [found.code for found in check(BODY + f"\n{line} 77\n", KNOWN)] == ["N001"]


def test_a_line_that_was_verified_counts_in_its_own_story_only() -> None:
    """What was checked against the captured text is not checked again; under another story it is."""
    known = dataclasses.replace(KNOWN, told={"s1": frozenset({plain("- 共 77 人，花费 1200 万美元")})})
    verified = BODY.replace("可容纳 90 人", "可容纳 90 人\n- 共 77 人")
    assert "N001" not in [found.code for found in check(verified, known)]
    moved = BODY.replace(
        "共 3 层", "共 3 层\n- [Reed](https://reed.example/a_(b)#x)：共 77 人，花费 1200 万美元"
    )
    assert "N001" in [found.code for found in check(moved, known)]
