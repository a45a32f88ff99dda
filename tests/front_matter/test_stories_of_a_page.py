"""Stories as units of a page: what belongs to one, and an id that lasts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.links import canonical, story_id

LINK = "https://news.example.com/a?id=1"
STORY = """## 模型

### [甲公司放出小模型]({link})
- **参数**：三十亿

**影响：**
- 手机厂商受益

前情：[昨天的标题]({{filename}}/editions/a.md#s0)（2026-08-12）

---

### 没有链接的小标题
- 一点

## 更多动态
- [丙实验室招人](https://news.example.com/3)：一句话
- **丁项目**[链接](https://news.example.com/4)：一句话
- 没有链接的一句话
"""


def test_a_story_holds_all_that_follows_its_headline(render):
    """Facts, notes and 前情 are in the story; the rule behind it and what comes next are not."""
    soup = render(STORY.format(link=LINK))
    (story,) = soup.select("article.story")
    assert [part.name for part in story.find_all(recursive=False)] == ["h3", "ul", "div", "p"]
    assert story.select_one("p.before").text.startswith("前情：昨天的标题")
    assert not soup.select("hr")
    assert "没有链接的小标题" not in story.text
    assert [part.name for part in soup.find_all(recursive=False)] == ["h2", "article", "h3", "ul", "h2", "ul"]


def test_the_id_survives_an_edited_headline(render):
    """Other words, another tracking key, a leading www: the same link is the same place."""
    places = {
        render(f"## x\n### [{headline}]({link})\n- 事实").select_one(".story")["id"]
        for headline in ("原来的标题", "编辑改过的标题")
        for link in (LINK, f"{LINK}&utm_source=feed", LINK.replace("https:", "http:"), f"{LINK}#top")
    }
    assert places == {story_id(LINK)}


def test_one_line_stories_have_a_place_too(render):
    """In a list right below a section each entry with a web link has one; others have none."""
    entries = render(STORY.format(link=LINK)).select("h2 + ul > li")
    assert [entry.get("id") for entry in entries] == [
        story_id("https://news.example.com/3"),
        story_id("https://news.example.com/4"),
        None,
    ]


def test_the_same_link_twice_gives_two_places(render):
    """No id stands twice on a page; the first keeps the plain one."""
    soup = render(f"### [甲]({LINK})\n- 事实\n\n### [乙]({LINK})\n- 事实")
    assert [story["id"] for story in soup.select(".story")] == [story_id(LINK), f"{story_id(LINK)}_1"]


def test_links_of_other_kinds_make_no_story(render):
    """A heading that links within the site or writes a mail stays a heading, with its id of words."""
    for address in ("{filename}/a.md", "#x", "mailto:a@example.com", "/about/"):
        soup = render(f"### [标题]({address})\n- 事实")
        assert not soup.select(".story")
        assert soup.h3["id"] == "标题"


def test_outgoing_links_say_so(render):
    """A link to another site has `rel`; one within the site has none."""
    soup = render("[外](https://a.example) [内](/about/) [此](#x)")
    assert [link.get("rel") for link in soup.select("a")] == [["noopener"], None, None]


def test_the_stories_reach_the_metadata(read):
    """Templates get them in the order of the page, in full and in brief; an empty text has none."""
    _, metadata = read("---\ntitle: 一\n---\n" + STORY.format(link=LINK))
    assert [(told.link, told.brief) for told in metadata["places"]] == [
        (LINK, False),
        ("https://news.example.com/3", True),
        ("https://news.example.com/4", True),
    ]
    assert read("---\ntitle: 一\n---\n", "empty.md")[1]["places"] == []


@given(st.text(max_size=200))
def test_a_place_is_a_plain_id(link):
    """Whatever the link, the id needs no escaping anywhere, and like links have one id."""
    assert re.fullmatch(r"s[0-9a-f]{10}", story_id(link))
    assert story_id(link) == story_id(f" {link} ") or canonical(link) != canonical(f" {link} ")


@pytest.mark.parametrize("html", ['<article class="story" id="x">', "</article>", "<article>"])
def test_articles_in_raw_html_do_no_harm(render, html):
    """What an editor writes as HTML neither breaks the story nor loses the text."""
    soup = render(f"### [甲]({LINK})\n- 事实\n\n{html}\n\n- 后面")
    assert soup.select_one(".story")["id"] == story_id(LINK)
    assert "后面" in soup.text
