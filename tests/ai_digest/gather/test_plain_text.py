"""What a reader would see of a piece of HTML."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ai_digest.gather.text import MAX_TITLE, clean, plain_line, plain_text

UNSHOWN = {"Cc", "Cf", "Co", "Cs", "Cn"}
HTML = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<b", ">", "<!--", "-->", "<script>", "</script>", "&lt;", "&#0;", "&#xD800;"),
            *(
                "\ud800",
                "<![CDATA[",
                "]]>",
                "<?php",
                "<table>",
                "<td>",
                "\u202e",
                "\u200b",
                "湖",
                "a b",
                "\r\n",
                "\x00",
            ),
        ]
    )
    | st.text(max_size=6),
    max_size=12,
).map("".join)


def steps_of(html: str) -> int:
    """Return how many steps of Python the reading of a text takes: a measure that no machine changes."""
    taken = [0]

    def count(*_: object) -> object:
        taken[0] += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        plain_text(html)
    finally:
        sys.settrace(before)
    return taken[0]


def shows_only(text: str) -> bool:
    """Tell whether no character of the text is a control, a format or an unassigned one."""
    return all(char == "\n" or unicodedata.category(char) not in UNSHOWN for char in text)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain words", "plain words"),
        ("一段话", "一段话"),
        ("3 < 5 &amp; 5 > 3", "3 < 5 & 5 > 3"),
        ("&copy; 2026 &#x6E56;", "© 2026 湖"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<b>bo</b>ld and <i>leaning</i>", "bold and leaning"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("a   b\t c\u00a0d\u3000e", "a b c d e"),
        ("a\r\n\r\n\n  b", "a\nb"),
        ("&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two &amp;amp; three&lt;/p&gt;", "one\ntwo & three"),
        ("&amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt;", "bold"),
        ("Heron &amp;amp; Reed &amp;#8211; a lab", "Heron & Reed – a lab"),
        ("&lt;script&gt;x()&lt;/script&gt;seen", "seen"),
        ("<p>Write <code>&lt;p&gt;</code> first</p>", "Write <p> first"),
        ("List<String> and a <- b", "List<String> and a <- b"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_html_becomes_lines_of_text(html: str, text: str) -> None:
    """A block is a line, entities are characters, blanks are folded."""
    assert plain_text(html) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>secret()</script>",
        "<style>.secret{}</style>",
        "<template>secret</template>",
        "<noscript>secret</noscript>",
        "<iframe>secret</iframe>",
        "<svg><text>secret</text></svg>",
        "<object>secret</object>",
        "<form>secret</form>",
        "<!-- secret -->",
        "<p hidden>secret</p>",
        "<p hidden=''>secret</p>",
        '<div aria-hidden="true">secret</div>',
        '<span style="display:none">secret</span>',
        '<span style="DISPLAY : NONE; color: red">secret</span>',
        '<span style="visibility: hidden">secret</span>',
        '<span style="font-size:0">secret</span>',
        '<span style="color:red;font-size: 0px">secret</span>',
        '<span style="opacity:0">secret</span>',
        '<div style="position:absolute; left:-9999px">secret</div>',
        '<div style="text-indent: -5000px">secret</div>',
        '<div style="display:none"><p>very <b>secret</b></p></div>',
        "<div hidden><div hidden>secret</div></div>",
    ],
)
def test_what_a_reader_does_not_see_is_gone(hidden: str) -> None:
    """Scripts, comments and hidden elements leave nothing behind."""
    assert plain_text(f"<p>before</p>{hidden}<p>after</p>") == "before\nafter"


@pytest.mark.parametrize(
    "shown",
    [
        '<span style="font-size:0.9em">seen</span>',
        '<span style="display:inline">seen</span>',
        '<span aria-hidden="false">seen</span>',
        '<span style="">seen</span>',
        '<span style="opacity:0.8">seen</span>',
        '<span style="margin-left:-2px">seen</span>',
    ],
)
def test_what_a_reader_sees_stays(shown: str) -> None:
    """Styles that only resemble hiding hide nothing."""
    assert plain_text(shown) == "seen"


@pytest.mark.parametrize(
    "char",
    [
        *("\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u00ad"),
        *("\ue000", "\U000e0041", "\ud800"),
    ],
)
def test_invisible_characters_are_dropped(char: str) -> None:
    """Control, bidi, zero-width, private-use, tag characters and surrogates vanish without a gap."""
    assert clean(f"ab{char}cd") == "abcd"


@pytest.mark.parametrize(
    "line",
    [
        "The post Heron opens a lab appeared first on Heron Wire.",
        "The article Heron opens a lab first appeared on Heron Wire",
        "This article originally appeared on Heron Wire.",
        "Read more",
        "Read the full story at Heron Wire",
        "Continue reading on Heron Wire »",
        "Comments",
        "comment",
        "Advertisement",
        "点击查看更多",
        "阅读原文",
        "查看全文 >>",
        "本文来自微信公众号“澄湖日报”，作者：湖生",
        "责任编辑：湖生",
        "广告：",
        "相关阅读",
    ],
)
def test_lines_of_the_publishing_system_are_dropped(line: str) -> None:
    """A line that every entry of a feed carries says nothing of the story."""
    assert (
        plain_text(f"<p>馆里有三层。</p><p>{line}</p><p>每层都有茶室。</p>") == "馆里有三层。\n每层都有茶室。"
    )


@pytest.mark.parametrize(
    "line",
    [
        "The post office appeared in the plan.",
        "Readers more than doubled.",
        "Comments by the mayor were short.",
        "The source of the river is in the north.",
        "广告收入增长了一成。",
        "他说，阅读原文比阅读译文更难。",
        "相关阅读材料已经公开。",
    ],
)
def test_sentences_that_resemble_such_lines_stay(line: str) -> None:
    """A sentence that only begins like a line of the publishing system is text."""
    assert plain_text(f"<p>{line}</p>") == line


@pytest.mark.parametrize(
    "title",
    ["Read more with less: a model for long books", "Comments", "Source", "查看更多星图：澄湖发布新系统"],
)
def test_titles_are_no_lines_of_the_publishing_system(title: str) -> None:
    """A title is never taken for a line that every entry carries, or the item would vanish."""
    assert plain_line(title) == title


def test_a_line_is_one_line() -> None:
    """Blocks and line ends in a title become blanks."""
    assert plain_line("<p>one</p>\n<p>two<br>three</p>") == "one two three"


def test_long_titles_are_cut_with_a_mark() -> None:
    """A title up to the limit stays whole; a longer one ends in an ellipsis at the limit."""
    assert plain_line("湖" * MAX_TITLE) == "湖" * MAX_TITLE
    cut = plain_line("湖" * (MAX_TITLE + 1))
    assert len(cut) == MAX_TITLE
    assert cut.endswith("湖…")
    assert plain_line("a" * (MAX_TITLE - 2) + " " + "b" * 9) == "a" * (MAX_TITLE - 2) + "…"


@pytest.mark.parametrize("element", ["<p>x</p>", "<p>", "<div>", "x<br>", "<li>a", "<b>", "<!--x-->"])
def test_the_work_grows_with_the_length(element: str) -> None:
    """Twice as much HTML is twice as much work, however it is made: no entry of a feed can stop the run."""
    assert steps_of(element * 400) < 2.2 * steps_of(element * 200)


@given(HTML)
@example('<?xml version="1.0"?><p>one</p>')
@example("\ud800<b>one</b>")
@settings(max_examples=60)
def test_no_html_breaks_the_reading(html: str) -> None:
    """Whatever stands there, the result is text without control characters, and nothing is raised."""
    text = plain_text(html)
    assert shows_only(text)
    assert text == text.strip()
    assert "\n\n" not in text
    assert "  " not in text


@given(st.text())
def test_cleaning_is_done_once(text: str) -> None:
    """Clean text has no control character and stays as it is when cleaned again."""
    cleaned = clean(text)
    assert shows_only(cleaned)
    assert clean(cleaned) == cleaned


@given(HTML)
@settings(max_examples=40)
def test_no_html_breaks_a_line(html: str) -> None:
    """A title is one line within its limit, whatever it was made from."""
    line = plain_line(html)
    assert "\n" not in line
    assert len(line) <= MAX_TITLE
