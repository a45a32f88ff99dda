"""The article's text: the contract's form, and no way for a source to become markup."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from ai_digest.file.article import Frame, escape, escape_link, render_article
from ai_digest.file.reading import read_article
from ai_digest.links import story_id
from ai_digest.model import (
    Draft,
    Drafter,
    EarlierStory,
    Fact,
    FollowUp,
    Importance,
    Item,
    PlannedStory,
    Point,
    Region,
    Source,
    Status,
    Story,
    WrittenBrief,
    WrittenSection,
    WrittenStory,
)
from front_matter.document import split
from front_matter.extension import ArticleExtension

NOW = dt.datetime(2026, 9, 3, 7, 30, tzinfo=dt.UTC)
SOURCE = Source("甲报", "https://a.example/feed", "zh", Region.DOMESTIC)
EXTENSIONS = ["fenced_code", "footnotes", "sane_lists", "tables"]

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
markup = st.text("*_`[](){}<>#|!&;:~\\-+=.1 a字\"'", min_size=1, max_size=24)


def planned(number: int = 1, link: str = "https://a.example/1") -> PlannedStory:
    item = Item(f"i{number}", SOURCE, "标题", link, NOW, day_only=False, text="文", captured=NOW)
    return PlannedStory(Story(f"s{number}", (item,)), Importance.MAIN, Region.DOMESTIC, "切题")


def draft(headline: str = "标题", text: str = "事实。", link: str = "https://a.example/1") -> Draft:
    told = WrittenStory(planned(1, link), headline, (Fact("价格", text, "i1", "文"),), ("见解",), ("影响",))
    brief = WrittenBrief(planned(2, "https://a.example/2"), "短讯", "一句话")
    section = WrittenSection("芯片", (told,))
    return Draft("日报", (Point("要点", "s1"),), (section,), (brief,), ("甲",), ("乙",), Drafter.CLAUDE)


FRAME = Frame(
    NOW, "AI 日报", ("AI", "AI 日报"), ("AI 日报",), "/images/covers/2026-09-03.png", Status.PUBLISHED
)


def html_of(markdown: str) -> BeautifulSoup:
    """Render as the site does."""
    return BeautifulSoup(
        Markdown(extensions=[*EXTENSIONS, ArticleExtension()]).convert(markdown), "html.parser"
    )


def links_out(soup: BeautifulSoup) -> list[Tag]:
    """Return the links but for those that lead to a heading of the page."""
    return [anchor for anchor in soup.find_all("a") if not str(anchor["href"]).startswith("#")]


def test_article_has_the_contract_s_form() -> None:
    """Keys, headings and lists stand as the format says, to the letter."""
    assert render_article(draft(), FRAME) == (
        "---\n"
        'title: "日报"\n'
        "date: 2026-09-03 07:30\n"
        'category: "AI 日报"\n'
        'tags: ["AI", "AI 日报", "甲"]\n'
        'seo: ["AI 日报", "乙"]\n'
        'coverImage: "/images/covers/2026-09-03.png"\n'
        'summary: "- 要点"\n'
        "status: published\n"
        "slug: ai-daily\n"
        "edition: 2026-09-03\n"
        "---\n"
        "# 日报\n\n"
        "## 芯片\n\n"
        "### [标题](https://a.example/1)\n"
        "- **价格**：事实。\n\n"
        "**深度解读 & 洞察：**\n"
        "- 见解\n\n"
        "**影响：**\n"
        "- 影响\n\n"
        "## 更多动态\n"
        "- [短讯](https://a.example/2)：一句话\n"
    )


def test_extracts_are_labelled() -> None:
    """An edition of extracts says so at its top; a mixed one marks each extract."""
    story = WrittenStory(planned(), "标题", (Fact("甲报", "句。", "i1", "句。"),), drafter=Drafter.EXTRACT)
    whole = Draft("日报", (), (WrittenSection("节", (story,)),), (), (), (), Drafter.EXTRACT)
    assert "> 自动摘录：" in render_article(whole, FRAME)
    mixed = Draft("日报", (), (WrittenSection("节", (story,)),), (), (), (), Drafter.CLAUDE)
    assert "### [标题](https://a.example/1)\n*自动摘录*\n" in render_article(mixed, FRAME)


@given(text=st.one_of(texts, markup))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    """Whatever a source or a model writes, the reader sees those characters and no element of theirs."""
    shown = " ".join(text.split())
    if not shown:
        return
    soup = html_of(f"- **标签**：{escape(text)}\n")
    assert " ".join(soup.get_text().split()) == f"标签：{shown}"
    assert {tag.name for tag in soup.find_all()} <= {"ul", "li", "strong", "p"}


@given(text=st.one_of(texts, markup))
def test_any_headline_is_one_link(text: str) -> None:
    """A headline of any characters stays inside its own link, and the link is the item's."""
    shown = " ".join(text.split())
    if not shown:
        return
    soup = html_of(f"### [{escape(text)}](https://a.example/1)\n- 甲\n")
    [anchor] = links_out(soup)
    assert anchor["href"] == "https://a.example/1"
    assert " ".join(anchor.get_text().split()) == shown


@given(title=texts, point=texts)
def test_any_title_survives_the_front_matter(
    title: str, point: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The YAML of any title and summary reads back as it was."""
    told = Draft(title, (Point(point, "s1"),), draft().sections, (), (), (), Drafter.CLAUDE)
    path = tmp_path_factory.mktemp("article") / "a.md"
    path.write_text(render_article(told, FRAME), encoding="utf-8")
    article = read_article(path)
    assert article.text("title") == title
    assert article.text("summary") == f"- {escape(point)}"


@pytest.mark.parametrize(
    "link",
    [
        "https://a.example/x_y_z?a=1&b=2",
        "https://a.example/维基_(消歧义)",
        "https://a.example/a*b~c",
        "https://a.example/?q=1&copy=2#frag",
    ],
)
def test_ordinary_links_stay_as_they_were(link: str) -> None:
    """The reader gets the original link."""
    assert escape_link(link) == link
    [anchor] = html_of(f"[甲]({escape_link(link)})").find_all("a")
    assert anchor["href"] == link


@pytest.mark.parametrize(
    "link",
    ["https://a.example/) [b](javascript:x)", "https://a.example/<b>", 'https://a.example/" onclick="x'],
)
def test_hostile_links_cannot_end_themselves(link: str) -> None:
    """What could end a link's Markdown is percent-encoded: there is one anchor, to that host."""
    soup = html_of(f"[甲]({escape_link(link)})")
    [anchor] = soup.find_all("a")
    assert anchor["href"].startswith("https://a.example/")
    assert set(anchor.attrs) == {"href", "rel"}
    assert soup.get_text().strip() == "甲"


def test_whole_article_renders_without_script() -> None:
    """A hostile headline and fact leave no script, image or foreign link in the page."""
    hostile = (
        "<script>alert(1)</script> ![x](https://evil.example/p.png) [y](javascript:alert(1)) {: onclick=x}"
    )
    document = split(render_article(draft(hostile, hostile), FRAME))
    assert document is not None
    soup = html_of(document.body)
    assert not soup.find_all(["script", "img"])
    assert {anchor["href"] for anchor in links_out(soup)} == {"https://a.example/1", "https://a.example/2"}
    assert not [tag for tag in soup.find_all() if "onclick" in tag.attrs]


def test_parser_agrees_that_nothing_is_left_open() -> None:
    """A strict look at the tags: each that opens closes."""

    class Depth(HTMLParser):
        depth = 0

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.depth += tag not in {"br", "hr", "img"}

        def handle_endtag(self, tag: str) -> None:
            self.depth -= 1

    document = split(render_article(draft("<b>甲", "</li></ul>乙"), FRAME))
    assert document is not None
    parser = Depth()
    parser.feed(str(html_of(document.body)))
    assert parser.depth == 0


EARLIER = "https://earlier.example/1"


def follow_up(told: PlannedStory, headline: str, article: str) -> PlannedStory:
    """Return the story as one that goes on from an earlier edition's."""
    yesterday = NOW.date() - dt.timedelta(1)
    earlier = EarlierStory(yesterday, "s0", "s0", headline, (EARLIER,), (), article=article)
    return replace(told, story=replace(told.story, follows=FollowUp(earlier, "settle")))


@pytest.mark.parametrize("headline", ["昨天的标题", "昨天 [怪]* 的 <b>标题</b>", "Reed 3.5 ships"])
def test_a_follow_up_leads_to_what_was_told(headline: str) -> None:
    """A story, in full or in brief, links to its place on the earlier edition's page."""
    article = "editions/2026/2026-09-02.md"
    told = replace(draft().stories[0], planned=follow_up(planned(), headline, article))
    brief = replace(draft().briefs[0], planned=follow_up(planned(2), headline, article))
    section = replace(draft().sections[0], stories=(told,))
    soup = html_of(render_article(replace(draft(), sections=(section,), briefs=(brief,)), FRAME))
    place = f"{{filename}}/{article}#{story_id(EARLIER)}"
    links = [link for link in links_out(soup) if str(link["href"]) == place]
    assert [link.get_text() for link in links] == [headline, headline]


def test_without_a_published_page_there_is_no_link_back() -> None:
    """A follow-up of what was never published says nothing of it."""
    told = replace(draft().stories[0], planned=follow_up(planned(), "昨天", ""))
    section = replace(draft().sections[0], stories=(told,))
    assert "前情" not in render_article(replace(draft(), sections=(section,)), FRAME)


def test_a_quiet_day_says_so() -> None:
    """An edition with few stories in full names their number; a full one does not."""
    assert "本期只有 2 条" in render_article(draft(), replace(FRAME, quiet_below=2))
    assert "本期只有" not in render_article(draft(), replace(FRAME, quiet_below=1))
    assert "quiet day" in render_article(draft(), replace(FRAME, quiet_below=2, language="en"))
