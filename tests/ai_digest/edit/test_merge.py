"""Merging three versions of an article: the editor's words are all there, what is new has its place."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.file.manuscript import Kind, read_manuscript, split_lines
from ai_digest.file.merge import merge

BASE = """---
title: "雁湖与苇图"
date: 2026-09-03 07:30
tags: ["AI", "AI 日报", "雁湖"]
summary: "- 雁湖开馆\\n- 苇图更新"
status: published
edition: 2026-09-03
---
# 雁湖与苇图

> 自动摘录：说明。

## 场馆

### [雁湖开馆](https://yanhu.example/1)
- **容量**：可容纳 90 人
- **层数**：共 3 层

**影响：**
- 周边会更热闹

### [苇图更新](https://weitu.example/2)
- **版本**：2.1 版

## 更多动态
- [鹭台招人](https://lutai.example/3)：招 5 人
- [芦笛开源](https://ludi.example/4)
"""
NEW = BASE.replace("可容纳 90 人", "最多容纳 90 人").replace("2.1 版", "更新到 2.1 版")


def merged(ours: str, theirs: str = NEW, base: str = BASE) -> str:
    return merge(*map(read_manuscript, (base, ours, theirs))).text


def conflicts(ours: str, theirs: str = NEW, base: str = BASE) -> list[str]:
    return [found.where for found in merge(*map(read_manuscript, (base, ours, theirs))).conflicts]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "text", [BASE, "", "\n\n", "没有前言", "---\ntitle: x\n", BASE.rstrip("\n"), "---\n---\n"]
)
def test_a_manuscript_is_its_file_again(text: str, end: str) -> None:
    """Whatever its line ends, the parts one after the other are the text."""
    text = text.replace("\n", end)
    assert read_manuscript(text).text == text


@given(st.lists(st.sampled_from([*BASE.splitlines(keepends=True), "\r\n", "```\n", "x", "# \n", "---\n"])))
def test_any_file_is_its_parts(lines: list[str]) -> None:
    """No order of lines loses one."""
    assert read_manuscript("".join(lines)).text == "".join(lines)


def test_parts_are_named_by_what_they_are_about() -> None:
    """Stories and briefs by their links, sections by their headings."""
    kinds = [(unit.kind, unit.name) for unit in read_manuscript(BASE).body]
    assert kinds == [
        (Kind.TITLE, ""),
        (Kind.SECTION, "场馆"),
        (Kind.STORY, "//yanhu.example/1"),
        (Kind.STORY, "//weitu.example/2"),
        (Kind.SECTION, "更多动态"),
        (Kind.BRIEF, "//lutai.example/3"),
        (Kind.BRIEF, "//ludi.example/4"),
    ]


def test_headings_in_code_begin_nothing() -> None:
    """A fence may show Markdown."""
    text = "### [a](https://a.example/)\n```\n## no section\n```\n"
    assert [unit.kind for unit in read_manuscript(text).body] == [Kind.STORY]


def test_an_untouched_article_becomes_the_new_one() -> None:
    """Without an edit nothing stands in the way."""
    assert merged(BASE) == NEW


def test_an_article_stays_to_the_byte_where_nothing_is_new() -> None:
    """A redraft without news changes nothing, whatever the editor did."""
    ours = BASE.replace("雁湖", "雁 湖").replace("\n", "\r\n").rstrip("\r\n")
    assert merged(ours, BASE) == ours


def test_edits_beside_news_stand_beside_it() -> None:
    """A line that only the editor changed and one that only the drafter changed are both there."""
    text = merged(BASE.replace("共 3 层", "地上 3 层"))
    assert "- **容量**：最多容纳 90 人\n" in text
    assert "- **层数**：地上 3 层\n" in text
    assert "更新到 2.1 版" in text


def test_a_line_that_both_changed_is_the_editor_s() -> None:
    """The new words are returned, and no conflict marker is ever written."""
    ours = BASE.replace("可容纳 90 人", "能坐 90 人")
    result = merge(*map(read_manuscript, (BASE, ours, NEW)))
    assert "能坐 90 人" in result.text
    assert "最多容纳" not in result.text
    assert "<<<<" not in result.text
    (conflict,) = result.conflicts
    assert conflict.where == "### [雁湖开馆](https://yanhu.example/1)"
    assert conflict.new == ("- **容量**：最多容纳 90 人",)


def test_a_cut_story_stays_cut() -> None:
    """It does not return, even if its text is new."""
    start, stop = BASE.index("### [雁湖"), BASE.index("### [苇图")
    text = merged(BASE[:start] + BASE[stop:])
    assert "yanhu" not in text
    assert "更新到 2.1 版" in text


def test_a_moved_section_stays_moved_and_gets_its_news() -> None:
    """A story is found by its link wherever it stands."""
    start, stop = BASE.index("### [雁湖"), BASE.index("### [苇图")
    more = BASE.index("## 更多动态")
    ours = BASE[:start] + BASE[stop:more] + "## 城市\n\n" + BASE[start:stop] + BASE[more:]
    text = merged(ours)
    assert text.index("更新到 2.1 版") < text.index("## 城市") < text.index("最多容纳 90 人")


def test_an_added_story_stays() -> None:
    """An editor's own story keeps its place."""
    own = "### [自采](https://own.example/9)\n- 编辑部自己的话\n\n"
    text = merged(BASE.replace("### [苇图", own + "### [苇图"))
    assert text.index("自采") < text.index("苇图更新]")
    assert own in text


def test_a_story_under_a_new_link_keeps_it_and_gets_its_news() -> None:
    """Another link for the same headline is an edit, not another story."""
    text = merged(BASE.replace("https://weitu.example/2", "https://press.example/2"))
    assert "https://press.example/2" in text
    assert text.count("苇图更新]") == 1
    assert "更新到 2.1 版" in text


def test_new_stories_come_where_they_belong() -> None:
    """At the end of their section, a new section before 更多动态, a brief at its end."""
    theirs = (
        BASE.replace("## 更多动态", "### [新馆](https://new.example/5)\n- 新\n\n## 深夜\n\n"
                     "### [夜航](https://new.example/6)\n- 夜\n\n## 更多动态")
        + "- [又一条](https://new.example/7)\n"
    )  # fmt: skip
    assert merged(BASE, theirs) == theirs
    ours = BASE.replace("## 场馆", "## 场地与人").rstrip("\n")
    text = merged(ours, theirs)
    assert text.index("## 场地与人") < text.index("2.1 版") < text.index("新馆") < text.index("## 深夜")
    assert text.endswith("- [芦笛开源](https://ludi.example/4)\n- [又一条](https://new.example/7)")


def test_a_brief_that_was_made_a_story_stays_one() -> None:
    """What the editor tells at length is not put back into one line."""
    line = "- [鹭台招人](https://lutai.example/3)：招 5 人\n"
    story = "### [鹭台招人](https://lutai.example/3)\n- 编辑部去了鹭台\n\n"
    ours = BASE.replace(line, "").replace("## 更多", story + "## 更多")
    assert merged(ours, BASE.replace("招 5 人", "要招 5 人")) == ours


def test_front_matter_is_merged_key_by_key() -> None:
    """Lists take both sides' entries, the summary both sides' points; the editor's keys stay."""
    ours = (
        BASE.replace('"雁湖"]', '"雁湖", "编辑"]')
        .replace("- 雁湖开馆\\n", "- 雁湖今天开馆\\n")
        .replace("status", "author: 编辑\nstatus")
    )
    theirs = NEW.replace('"雁湖"]', '"雁湖", "新"]').replace('苇图更新"', '苇图更新\\n- 新的一点"')
    text = merged(ours, theirs)
    assert 'tags: ["AI", "AI 日报", "雁湖", "编辑", "新"]\n' in text
    assert 'summary: "- 雁湖今天开馆\\n- 苇图更新\\n- 新的一点"\n' in text
    assert "author: 编辑\nstatus: published\n" in text


def test_what_the_new_draft_lacks_goes_unless_it_was_edited() -> None:
    """A touched story stays, and the disagreement is told."""
    start, stop = BASE.index("### [雁湖"), BASE.index("### [苇图")
    gone = BASE[:start] + BASE[stop:]
    assert merged(BASE, gone) == gone
    ours = BASE.replace("共 3 层", "地上 3 层")
    assert merged(ours, gone) == ours
    assert conflicts(ours, gone) == ["### [雁湖开馆](https://yanhu.example/1)"]


def test_line_ends_are_the_editor_s() -> None:
    """New lines end as those around them, and a file without a newline at its end stays so."""
    ours = BASE.replace("\n", "\r\n").removesuffix("\r\n")
    text = merged(ours, NEW + "- [又一条](https://new.example/7)\n")
    assert "\n" not in text.replace("\r\n", "")
    assert text.endswith("new.example/7)")


_WORDS = st.text("雁湖开馆 ab-#*>：\n", min_size=1, max_size=20)


@st.composite
def edited(draw: st.DrawFn) -> str:
    """Return the article after any edits: lines changed, cut, moved, doubled and put in, other line ends."""
    lines = BASE.split("\n")
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["change", "cut", "move", "double", "add", "block"])):
            case "change":
                lines[at] += draw(_WORDS)
            case "cut":
                del lines[at]
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "double":
                lines.insert(at, lines[at])
            case "add":
                lines.insert(at, draw(_WORDS))
            case _:
                stop = draw(st.integers(at, len(lines)))
                block = lines[at:stop]
                del lines[at:stop]
                lines += block
        lines = lines or [""]
    return draw(st.sampled_from(["\n", "\r\n"])).join("\n".join(lines).split("\n"))


@given(edited(), edited())
def test_no_edited_line_is_ever_lost(ours: str, theirs: str) -> None:
    """Each line an editor wrote is there as often as they wrote it; without news, all is to the byte."""
    own = Counter(split_lines(ours)) - Counter(split_lines(BASE))
    text = merged(ours, theirs)
    left = own - Counter(split_lines(text))
    joined = {line for line in left if line.lower().startswith(("tags", '"tags', "summary", '"summary'))}
    assert set(left) <= joined
    assert merged(ours, BASE) == ours
    assert merged(BASE, ours) == merged(BASE, ours)
