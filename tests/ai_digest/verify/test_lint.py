"""All checks together on an article as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ai_digest.verify import Code
from tests.ai_digest.verify.form.manuscript import BODY, HEAD, KNOWN, LINK, check, codes

DOCS = Path(__file__).parents[3] / "docs" / "checks.md"


def test_a_clean_article_has_no_findings() -> None:
    """Labels, nested lists, a table, rules between parts and both ways of linking a brief are all fine."""
    assert check() == []
    assert check(known=KNOWN) == []


def test_an_empty_body_is_only_empty() -> None:
    """An article of which only the front matter is written has no stories to complain of."""
    assert codes("") == []


def test_findings_come_in_the_order_of_the_lines() -> None:
    """An editor reads from top to bottom."""
    text = BODY.replace("90 人", "91 人 待补充").replace("**影响：**", "**影响**")
    found = check(text, KNOWN, head=HEAD.replace("category: AI 日报\n", ""))
    assert [finding.code for finding in found] == ["F001", "N001", "T002", "H001"]
    assert [finding.line for finding in found] == sorted(finding.line for finding in found)


@pytest.mark.parametrize("fence", ["```", "~~~", "```python", "  ```"])
def test_code_blocks_are_ignored(fence: str) -> None:
    """Code is an example: nothing in it is checked, everything after it is."""
    end = fence.strip()[:3]
    code = f"### x\n=======\nTODO 99 [a]({LINK})\n<script>\n\n\n**影响**\n| a | b |"
    assert codes(f"{BODY}\n{fence}\n{code}\n{end}\n待补充", KNOWN) == ["T002"]


def test_a_code_block_ends_with_its_own_fence() -> None:
    """The other kind of fence inside a block is a line of code."""
    assert codes("```\n~~~\nTODO\n```\nFIXME") == ["T002"]


def test_the_card_of_old_articles_is_no_part_of_the_article() -> None:
    """Its two equal links, its picture and its tags are the theme's matter; what follows keeps its line."""
    card = (
        '<div class="telegram-card">\n  <a href="https://t.me/x">a</a>\n\n\n  <a href="https://t.me/x">b</a>\n'
        "  <script>x</script>\n</div>\n"
    )
    assert check(f"{BODY}\n{card}") == []
    after = check(f"{BODY}\n{card}\nTODO\n")
    assert [(finding.line, finding.code) for finding in after] == [
        ((HEAD + BODY + card).count("\n") + 3, "T002")
    ]


def test_every_code_is_documented_once() -> None:
    """docs/checks.md has a row for each code, in the order of the codes' letters, and for nothing else."""
    documented = re.findall(r"^\| `([A-Z]\d{3})` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(documented) == sorted(Code)
    assert len(documented) == len(set(documented))


def test_what_can_be_put_right_is_documented() -> None:
    """The last column says which codes `--fix` knows; test_proofread.py puts each of them right."""
    rows = re.findall(
        r"^\| `([A-Z]\d{3})` \|.*\| ([^|]+) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {code for code, fixable in rows if fixable != "–"} == {"F003", "H001", "B001", "W001", "W002"}
