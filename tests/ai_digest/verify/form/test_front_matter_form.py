"""The front matter: complete, typed, without keys that nobody reads."""

from __future__ import annotations

import pytest

from ai_digest.verify.form.matter import REQUIRED, width
from tests.ai_digest.verify.form.manuscript import BODY, HEAD, check


def test_complete_front_matter_has_no_findings() -> None:
    """Every key of the contract, a status and an offset in the date are fine."""
    more = 'status: draft\nslug: ai-daily\nseo: ["AI"]\nmodified: 2026-09-03T09:00:00+08:00\n---\n'
    assert check(head=HEAD.removesuffix("---\n") + more) == []


@pytest.mark.parametrize("key", REQUIRED)
def test_a_missing_or_empty_key_is_found(key: str) -> None:
    """Each required key is named, at the line that closes the front matter."""
    lines = HEAD.splitlines(keepends=True)
    without = "".join(line for line in lines if not line.startswith(key))
    empty = "".join(f"{key}:\n" if line.startswith(key) else line for line in lines)
    for head in (without, empty):
        (found,) = check(head=head)
        assert (found.code, found.message) == ("F001", f"no {key!r} in the front matter")
        assert found.line == head.count("\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("date: 2026-02-31", "date '2026-02-31' is not a date"),
        ("date: morgen", "date 'morgen' is not a date"),
        ("modified: 7:30", "modified '7:30' is not a date"),
        ("status: publish", "unknown status 'publish'"),
        ("edition: 3.9.2026", "edition: '3.9.2026' is no date"),
        ("tags: {a: b}", "tags: a list of texts was expected"),
        ("tags: [[a]]", "tags: a list of texts was expected"),
        ("tags: []", "tags: an empty list"),
        ("title: [a]", "title is a list"),
        ("coverImage: javascript:alert(1)", "is neither a path in content/ nor a web address"),
        ("coverImage: 'http://['", "is neither a path in content/ nor a web address"),
        ("slug: a b/c", "slug: 'a b/c'; expected"),
        ("aliases: [/fine/, '/?p=1']", "aliases: '/?p=1' has a query or a fragment"),
        ("aliases: https://old.example/a/", "aliases: 'https://old.example/a/' has a host"),
    ],
)
def test_a_value_of_the_wrong_kind_is_found(line: str, said: str) -> None:
    """What Pelican could not use, or would use wrongly, is named on its own line."""
    key = line.partition(":")[0]
    lines = [line if old.startswith(f"{key}:") else old for old in HEAD.splitlines()]
    if line not in lines:
        lines.insert(-1, line)
    found = [finding for finding in check(head="\n".join(lines) + "\n") if finding.code == "F002"]
    assert [finding.line for finding in found] == [lines.index(line) + 1]
    assert said in found[0].message


def test_one_text_with_commas_is_a_list_of_tags() -> None:
    """Pelican reads it as one, so it is right."""
    assert check(head=HEAD.replace('["AI", "AI 日报"]', "AI, AI 日报")) == []


def test_an_unknown_key_names_the_nearest() -> None:
    """A misspelt key is put right if the right one is not there; any other is a person's matter."""
    (found,) = check(head=HEAD.replace("---\n", "---\nstauts: draft\n", 1))
    assert (found.line, found.code, found.instead) == (2, "F003", ("status: draft",))
    assert "did you mean 'status'?" in found.message
    (twice,) = check(head=HEAD.replace("---\n", "---\ntitel: x\n", 1))
    assert twice.instead is None
    (strange,) = check(head=HEAD.replace("---\n", "---\nzzz: x\n", 1))
    assert "known are aliases, author, " in strange.message
    assert "coverImage" in strange.message


@pytest.mark.parametrize(
    ("points", "stories", "expected"),
    [(7, 9, ["F004"]), (8, 9, []), (15, 20, []), (16, 20, ["F004"]), (3, 3, []), (2, 3, ["F004"])],
)
def test_a_summary_has_eight_to_fifteen_points(points: int, stories: int, expected: list[str]) -> None:
    """A small edition needs one point a story only."""
    summary = "\\n".join(f"- 要点 {number}" for number in range(points))
    head = HEAD.replace("- 鹭馆开放\\n- 苇图更新\\n- 票价不变", summary)
    names = "鹭鹤燕雁鸥鹮鹬鸻鹰鹃松柏榆槐枫梅兰竹菊荷"
    told = "".join(f"### [{names[n] * 6}](https://x.example/{n})\n- 一\n" for n in range(stories))
    assert [finding.code for finding in check(f"## 场馆\n{told}", head=head)] == expected


def test_a_title_fits_a_line_of_a_list() -> None:
    """Forty Chinese characters or ninety Latin letters; one more is too long."""
    for title, fine in (("题" * 40, True), ("题" * 41, False), ("a" * 90, True), ("a" * 91, False)):
        found = check(BODY, head=HEAD.replace("今日要闻", title))
        assert [finding.code for finding in found] == ([] if fine else ["F005"])


def test_a_latin_letter_is_narrower() -> None:
    """Nine Latin letters are as wide as four Chinese characters, also beside them."""
    assert width("a" * 9 + "题") == pytest.approx(5)
