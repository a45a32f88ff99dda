"""An editor's word that a finding is known and right."""

from __future__ import annotations

import pytest

from tests.ai_digest.verify.form.manuscript import BODY, HEAD, KNOWN, check, codes

WORD = "<!-- check: accept N001 编辑部电话核实 -->"
NOT = BODY.replace("90 人", "91 人")
LINE = "- **规模**：可容纳 91 人，花费 1200 万美元"


def test_a_finding_is_accepted_on_its_line_or_above_it() -> None:
    """At the end of a line the word is about that line, alone on a line about the next one."""
    assert codes(NOT, KNOWN) == ["N001"]
    assert codes(NOT.replace(LINE, f"{LINE} {WORD}"), KNOWN) == []
    assert codes(NOT.replace(LINE, f"{WORD}\n{LINE}"), KNOWN) == []


def test_a_word_at_the_end_of_the_line_above_is_about_that_line() -> None:
    """Else it would cover a mistake that comes to stand below it later."""
    assert codes(NOT.replace(LINE, f"- 一 {WORD}\n{LINE}"), KNOWN) == ["A002", "N001"]


def test_several_codes_in_one_word() -> None:
    """A sentence of one's own can have a link and a figure that nobody gathered."""
    line = "- 另有 77 家，见[报告](https://x.example/9)。<!-- check: accept N001, L003 作者自己数过 -->"
    assert codes(BODY.replace("\n**深度", f"{line}\n\n**深度"), KNOWN) == []


def test_the_words_of_a_reason_are_not_checked() -> None:
    """Figures and names in a reason are nobody's statement."""
    assert codes(NOT.replace(LINE, f"{LINE} <!-- check: accept N001 Plover 说是 91 -->"), KNOWN) == []


@pytest.mark.parametrize(
    ("word", "code", "said"),
    [
        ("accept N001", "A001", "no reason for accepting N001"),
        ("accept N001 —", "A001", "no reason"),
        ("accept", "A001", "cannot be read"),
        ("ignore N001 because", "A001", "cannot be read"),
        ("accept N999 because", "A001", "N999 cannot be accepted"),
        ("accept T001 because", "A001", "T001 cannot be accepted"),
        ("accept L001 because", "A002", "there is no such finding"),
    ],
)
def test_a_word_that_says_nothing_is_a_finding(word: str, code: str, said: str) -> None:
    """Without a reason, for an unknown code, or where nothing is found, the word itself is reported."""
    findings = check(NOT.replace(LINE, f"{LINE} <!-- check: {word} -->"), KNOWN)
    assert [finding.code for finding in findings] == [code, "N001"]
    assert said in findings[0].message


def test_front_matter_is_accepted_in_comments_of_yaml() -> None:
    """There, HTML would be part of a value."""
    head = HEAD.replace("title: 今日要闻", f"title: {'题' * 50} # check: accept F005 特刊")
    assert check(head=head) == []
    above = HEAD.replace("title: 今日要闻", f"# check: accept F005 特刊\ntitle: {'题' * 50}")
    assert check(head=above) == []
    assert [f.code for f in check(head=HEAD.replace("---\n", "---\n# check: accept F005 x y\n", 1))] == [
        "A002"
    ]


def test_no_mechanical_correction_of_a_line_with_a_word() -> None:
    """The word would be lost with the old line."""
    (table,) = (
        f for f in check("文\n| a | 1 | <!-- check: accept N001 核实 -->\n| b | 2 |") if f.code == "B001"
    )
    assert table.instead is None
