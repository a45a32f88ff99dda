"""From an article page to its article: single rules; whole pages are judged in tests/eval/article_text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_digest.gather.articles import SHORTEST_ARTICLE, article_text
from ai_digest.gather.client import Response
from ai_digest.gather.passages import main_run

ONE = "澄湖的新图书馆昨天开放了，这是北岸的第一个图书馆，馆里有三层，每层都有一个阅览室，周末开到晚上九点。"
TWO = "馆长说，去年登记的读者一共有四万两千人，其中一半住在北岸，过去他们要坐四十分钟的渡轮才能借到书。"
END = "周三公布的规定说，外地的读者也可以借书，只要留下一个能收信的地址，借期是三十天。"


def article(html: str) -> list[str]:
    """Return the lines of the article on a page."""
    text = article_text(Response("https://a.example/", "https://a.example/", "text/html", html.encode()))
    return text.split("\n")


def page(*paragraphs: str, before: str = "", after: str = "") -> str:
    """Return a page with these paragraphs and what stands around them."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>t</title></head><body>{before}<div>{body}</div>{after}</body></html>"


@pytest.mark.parametrize(
    "line",
    [
        *(
            "责任编辑：湖生",
            "責任編輯：湖生",
            "（责任编辑：湖生）",
            "编辑 | 湖生",
            "版权声明：本文归湖报所有，未经许可不得转载。",
        ),
        *(
            "特別聲明：文字由作者自行登載，本站只負責保存。",
            "分享到：微信 微博",
            "分享至",
            "0",
            "【打印】【关闭】",
        ),
        *(
            "相关推荐",
            "相關閱讀：",
            "Subscribe to continue reading",
            "© 2026 Heron",
            "登录后阅读全文",
            "来源：湖报",
        ),
    ],
)
def test_lines_that_are_no_text_of_the_article_go(line: str) -> None:
    """Credits, declarations, share bars and heads of lists are dropped, in the midst and at the end."""
    assert article(page(ONE, TWO, END, line)) == [ONE, TWO, END]
    rest = [f"第{n}，{TWO}" for n in range(6)]
    assert article(page(ONE, line, *rest)) == [ONE, *rest]


@pytest.mark.parametrize(
    "line",
    [
        "相关新闻发布会昨天在北岸举行，到场的记者问了二十多个问题，馆长一一作了回答。",
        "更多文章的作者愿意把手稿交给图书馆保存，这是馆长没有想到的事情。",
        "Comments by the mayor were short, but he promised to come back in the winter.",
        "分享经验的老师说，学生们每天都来，有的一直坐到关门。",
        "More from the lake than from the sea is what the kitchen wants to serve in summer.",
    ],
)
def test_sentences_that_begin_like_such_lines_stay(line: str) -> None:
    """A sentence is text, whatever words it begins with."""
    assert line in article(page(ONE, line, TWO, END))


def test_numbers_of_sections_stay() -> None:
    """A heading "01" in the midst of an article is its own; the "0" of a share bar is not."""
    assert article(page("0", ONE, "01", TWO, END)) == [ONE, "01", TWO, END]


@pytest.mark.parametrize(
    "spam",
    [
        '<div style="display:none">{}</div>',
        '<div style="position:absolute;left:-9999px">{}</div>',
        '<style>.k1{{display:none}}</style><div class="k1">{}</div>',
        '<style>body{{margin:0}}#k1{{visibility:hidden}}</style><div id="k1">{}</div>',
        "<div hidden>{}</div>",
        '<div class="d-none">{}</div>',
    ],
)
def test_hidden_spam_goes(spam: str) -> None:
    """What a style hides is no part of the article, even where it is whole sentences."""
    hidden = spam.format("本站提供免费的电影和小说，每天更新，欢迎大家前来观看，注册就送大礼包，先到先得。")
    assert article(page(ONE, TWO, END, before=hidden, after=hidden)) == [ONE, TWO, END]


def test_a_hidden_article_is_not_lost() -> None:
    """A page that hides its article until a script shows it still gives it."""
    html = f'<div class="modal" style="opacity:0"><p>{ONE}</p><p>{TWO}</p><p>{END}</p></div>'
    assert TWO in article(f"<html><body>{html}</body></html>")


def test_traditional_signs_stay_as_they_are() -> None:
    """Nothing is converted."""
    line = (
        "蘆葦港的電信公司上週說，這個系統聽得懂三種方言，來電的人不用再等，接線的人也不用再趕，大家都說好。"
    )
    assert line in article(page(line, line.replace("三種", "四種")))


def test_data_in_scripts_stands_in_for_an_empty_page() -> None:
    """A page that a script draws gives the article of its data; broken data is passed over."""
    body = json.dumps({"@graph": [{"@type": "Article", "articleBody": f"{ONE}\n{TWO}\n{END}"}]})
    kind = "<script type='application/ld+json'>"
    assert article(page(before=f"{kind}{{broken</script>{kind}{body}</script>")) == [ONE, TWO, END]


def test_a_short_page_has_no_article() -> None:
    """Less than a few sentences are no article."""
    assert article(page("请先登录。")) == [""]
    assert len(article(page(ONE, TWO))[0]) < SHORTEST_ARTICLE


def test_what_readers_wrote_is_cut_off() -> None:
    """However long the comments are, they are not the article."""
    comments = [f"第{n}位读者说，{TWO}" for n in range(20)]
    assert article(page(ONE, TWO, END, "网友评论", *comments)) == [ONE, TWO, END]


def test_headlines_around_sentences_are_no_article() -> None:
    """Where nobody told article from page, the run of sentences is the article."""
    headlines = ["渡轮加开夜班", "老戏台修好了", "早市搬到东岸", "灯塔又亮了"] * 3
    assert main_run([*headlines, ONE, "小标题", TWO, END, *headlines], loose=True) == [
        ONE,
        "小标题",
        TWO,
        END,
    ]
    assert main_run(headlines, loose=True) == []


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div style='", "<script>", "<style>.a{", ONE, "\x00", "&#xD800;", "|", "<td>"]
        ),
        max_size=20,
    )
)
@settings(max_examples=40)
def test_no_page_breaks_the_reading(parts: list[str]) -> None:
    """Whatever a page is made of, the answer is text."""
    assert article("".join(parts))


def test_hostile_lines_take_no_time() -> None:
    """Lines that lure patterns into trying every split are read like any other."""
    for line in (
        "分享" + "1" * 5000 + "x",
        "【打" * 3000,
        "微信 " * 3000 + "x",
        "a > " * 3000,
        "订阅" * 5000,
        "Share on " * 2000,
    ):
        assert main_run([ONE, line, TWO])[0] == ONE
