"""Stories and their links, pictures and raw HTML."""

from __future__ import annotations

import pytest

from tests.ai_digest.verify.form.manuscript import BODY, KNOWN, LINK, OTHER, check, codes, found


def test_a_story_without_a_link_is_found() -> None:
    """A story in full or in brief needs its source, in its headline or below it; other headings do not."""
    assert found("## 场馆\n### Heron 开馆\n#### 小题\n文", "L001") == [
        (2, "the story has no link: 'Heron 开馆'")
    ]
    assert found(f"{BODY}- **芦荻的门票**：不变\n", "L001") == [
        (BODY.count("\n") + 1, "the story has no link: '芦荻的门票'")
    ]
    assert codes("## a\n### [Heron](/internal)\n文") == ["L001"]
    assert codes(f"## a\n### Heron\n文，见[来源]({LINK})") == []
    assert codes(f"## a\n### [Heron][1]\n文\n\n[1]: {LINK}") == []
    assert codes("## a\n### ![图](https://x.example/a.png)\n文") == ["L001"]


@pytest.mark.parametrize(
    "again", [OTHER, OTHER.replace("https", "http"), OTHER + "?utm_source=x", OTHER + "#part"]
)
def test_a_link_that_stands_twice_is_found(again: str) -> None:
    """The second place of a page is found, and the first one named; brackets belong to the link."""
    text = f"## a\n### [Heron]({OTHER})\n- x\n- [again]({again})：y\n- [other]({OTHER}x)"
    assert found(text, "L002") == [(4, f"the link stands in line 11 already: {again}")]


def test_a_link_twice_in_one_line_is_found_and_an_image_is_no_link() -> None:
    """Old entries can hold their link twice; a picture that links to itself links once."""
    assert found(f"[a]({LINK})[链接]({LINK})", "L002") == [(1, f"the link stands in line 10 already: {LINK}")]
    assert codes("[![图](https://x.example/a.png)](https://x.example/a.png)") == []


def test_a_foreign_link_is_found() -> None:
    """With the evidence at hand, a link that was never gathered is found; without it, none is foreign."""
    text = f"- [Heron]({LINK}) 和 [x](https://x.example/1)"
    assert found(text, "L003", KNOWN) == [(1, "the link is none of the edition's items: https://x.example/1")]
    assert codes(text) == []
    assert codes(f"- [Heron]({LINK}?utm_source=x)", KNOWN) == ["L003"]


@pytest.mark.parametrize(
    "line",
    ["<https://x.example/1>", '<a href="https://x.example/1">x</a>', "[x][y]\n\n[y]: https://x.example/1"],
)
def test_a_foreign_link_is_found_however_it_is_written(line: str) -> None:
    """Markdown has other ways to write a link than brackets; a foreign one is found in each."""
    assert codes(line, KNOWN) == ["L003"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Heron 开放第三座场馆，可容纳 90 人", "Heron开放第三座场馆, 可容纳90人"),
        ("澄湖实验室公布冬季测试记录", "澄湖实验室公布了冬季测试记录"),
        ("苇塘馆长林鹭：亲手画图的时代结束了", "苇塘馆长：亲手画图已死——危言还是转折？"),
    ],
)
def test_a_story_told_twice_is_found(first: str, second: str) -> None:
    """The same headline but for signs, or the same words of the same person, is the same story."""
    text = f"## a\n### [{first}](https://x.example/1)\n文\n## 更多动态\n- [{second}](https://x.example/2)：文"
    assert found(text, "S001") == [(5, f"the story is told in line 11 already: {second!r}")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Heron 发布 Dunlin 5.1 模型与工具", "Heron 发布 Dunlin 5.2 模型与工具"),
        ("Heron 发布语音模型 Dunlin", "Heron 发布语音模型 Plover"),
        ("苇塘馆长：明年再开一座场馆", "苇塘馆长：票价不会上涨"),
        ("澄湖实验室：亲手画图的时代结束了", "苇塘馆长：亲手画图的时代结束了吗"),
        ("快讯", "快讯"),
    ],
)
def test_neighbouring_stories_are_no_repeats(first: str, second: str) -> None:
    """Another figure, another product, another speaker or another statement is another story."""
    text = f"## a\n### [{first}](https://x.example/1)\n文\n### [{second}](https://x.example/2)\n文"
    assert codes(text) == []


def test_two_links_of_one_story_in_the_evidence_are_a_repeat() -> None:
    """The evidence says which items tell of one event, whatever the headlines say."""
    known = KNOWN.__class__(KNOWN.links, KNOWN.everything, KNOWN.stories, dict.fromkeys(KNOWN.ids, "s1"))
    assert codes(BODY, known) == ["S001", "S001"]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<script>x</script>", "<script>"),
        ("<style>p{}</style>", "<style>"),
        ("文 <iframe src='https://x.example'></iframe>", "<iframe>"),
        ('<img src="https://x.example/a.png" alt="图" onerror="x()">', "'onerror'"),
        ('<img src="https://x.example/a.png" alt="图"\nonload=x()>', "'onload'"),
        ('<a href="java&#115;cript:x()">x</a>', "href of <a>"),
        ('<a href=" java\tscript:x()">x</a>', "href of <a>"),
        ("[x](javascript:alert)", "runs something"),
        ('<p style="color:red">x</p>', "'style'"),
        ("<form><input></form>", "<form>"),
        ("<svg><a href='https://x.example/9'>x</a></svg>", "<svg>"),
        ("<!doctype html>", "<!doctype html>"),
        ("<?php x ?>", "<?php"),
    ],
)
def test_raw_html_beyond_what_is_allowed_is_found(html: str, said: str) -> None:
    """Scripts, frames, styles, handlers and links that run something are named on their line."""
    found_ = found(f"文\n\n{html}", "B002")
    assert found_
    assert found_[0][0] == 3
    assert said in found_[0][1]


@pytest.mark.parametrize(
    "html",
    [
        "H<sub>2</sub>O 与 10<sup>3</sup><br>",
        '<details open><summary>更多</summary><img src="/a.png" alt="图" width="3" loading="lazy"></details>',
        '<div class="box" id="x"><a href="https://x.example/1" title="x">x</a> <a href="#a">y</a></div>',
        "`<script>` 与 ``<iframe> ` ``",
        "<https://x.example/?a=1> 和 <a@b.example>",
        "1 < 2，3 > 2，<3",
        "<!-- a note -->",
    ],
)
def test_what_an_article_needs_is_allowed(html: str) -> None:
    """Small marks, boxes, pictures, details and comments are fine; code and addresses are no tags."""
    assert codes(html) == []


def test_an_article_made_to_keep_the_check_busy_is_refused() -> None:
    """Thousands of tags that never close would take minutes to read."""
    assert found("<a " * 2_000, "B002") == [(1, "more than 1000 tags; nothing was checked")]


def test_pictures_are_there_and_say_what_they_show() -> None:
    """What is wrong with a picture is said where it stands, and so is a picture without a description."""

    def broken(address: str) -> str:
        return "is gone" if "d.png" in address else ""

    body = "![图](/images/a.png)\n![](https://x.example/b.png)\n<img src='images/c%20d.png' alt=''>"
    findings = check(body, picture_problem=broken)
    assert [(f.line, f.code) for f in findings] == [(11, "P002"), (12, "P001"), (12, "P002")]
    (cover,) = check(picture_problem=lambda _address: "is gone")
    assert (cover.line, cover.code, cover.message) == (6, "P001", "is gone")
