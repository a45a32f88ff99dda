"""What the published site says to programs: feeds, sitemaps, llms.txt, plain twins; and nothing at home."""

import json
import re
from xml.etree import ElementTree as ET

import feedparser
import pytest

ADDRESS = "https://example.org/paper"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWEST = f"{ADDRESS}/2026/08/20/ai-daily/"


def read(site, path):
    return (site.output / path).read_text(encoding="utf-8")


def locations(site, path):
    root = ET.fromstring(read(site, path))  # noqa: S314  # the site's own file
    return {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in root}


@pytest.mark.parametrize("name", ["all.atom.xml", "all.rss.xml", "tag/ai.atom.xml"])
def test_feeds_of_editions_have_the_full_text(published_site, name):
    """The newest first, ids of their own, the text without furniture, and no draft."""
    feed = feedparser.parse(read(published_site, f"feeds/{name}"), sanitize_html=False)
    assert not feed.bozo
    assert len(feed.entries) == len({entry.id for entry in feed.entries}) == 20
    newest = feed.entries[0]
    assert newest.link == NEWEST
    assert newest.id == "tag:example.org,2026-08-20:/2026/08/20/ai-daily/"
    text = newest.content[0].value
    assert "三十亿" in text
    assert "telegram-card" not in text
    assert 'class="anchor"' not in text
    assert "还没写完" not in read(published_site, f"feeds/{name}")


def test_a_change_is_told_and_the_id_stays(published_site):
    """An entry is updated when its article says `modified`; the picture is told with its size."""
    feed = feedparser.parse(read(published_site, "feeds/all.atom.xml"))
    assert feed.entries[0].updated == "2026-08-20T09:00:00+08:00"
    assert feed.entries[0].published == "2026-08-20T07:30:00+08:00"
    assert feed.entries[0].media_content[0]["url"].startswith(f"{ADDRESS}/")
    assert feed.feed.updated == "2026-08-20T09:00:00+08:00"


def test_a_nasty_title_stays_text(published_site):
    """Markup in a title reaches readers as text."""
    feed = feedparser.parse(read(published_site, "feeds/all.rss.xml"))
    assert "alert" in feed.entries[1].title
    assert json.loads(read(published_site, "feeds/all.json"))["items"][1]["title"].startswith("<script>")


def test_stories_have_a_feed_of_their_own(published_site):
    """Each entry is a story at its place on the page, with its source."""
    feed = json.loads(read(published_site, "feeds/stories.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    first = feed["items"][0]
    assert first["title"] == "甲公司放出小模型"
    assert first["url"].startswith(f"{NEWEST}#s")
    assert first["external_url"] == "https://news.example.com/1"
    assert "手机厂商受益" in first["content_html"]
    assert "乙公司" not in first["content_html"]
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) == 40


def test_sitemaps_name_every_page_with_its_change(published_site):
    """An edition's instant is that of its page; drafts and what is not to be listed are not there."""
    parts = locations(published_site, "sitemap.xml")
    assert f"{ADDRESS}/sitemaps/2026.xml" in parts
    editions = locations(published_site, "sitemaps/2026.xml")
    assert len(editions) == 20
    assert editions[NEWEST] == "2026-08-20T09:00:00+08:00"
    others = locations(published_site, "sitemaps/pages.xml")
    assert {f"{ADDRESS}/", f"{ADDRESS}/about/", f"{ADDRESS}/2026/08/", f"{ADDRESS}/tag/c-plus-plus/"} <= set(
        others
    )
    assert not [page for page in others if "search" in page or "404" in page or "draft" in page]


def test_news_are_those_of_two_days(evening_site):
    """On the evening of the 20th the news sitemap has the 19th and the 20th."""
    assert [page[-20:-10] for page in locations(evening_site, "sitemaps/news.xml")] == [
        "2026/08/20",
        "2026/08/19",
    ]
    assert "<news:language>zh-cn</news:language>" in read(evening_site, "sitemaps/news.xml")


def test_robots_and_llms_lead_on(published_site):
    """robots.txt names the sitemap; llms.txt the newest editions as Markdown, which are there."""
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in read(published_site, "robots.txt")
    listed = re.findall(r"\((\S+index\.md)\)", read(published_site, "llms.txt"))
    assert len(listed) == 14
    assert all((published_site.output / link.removeprefix(f"{ADDRESS}/")).is_file() for link in listed)


def test_the_markdown_twin_is_the_article_without_furniture(published_site):
    """One title, the summary, the text as written; no old card; the page links to it."""
    twin = read(published_site, "2026/08/20/ai-daily/index.md")
    assert twin.count("\n# ") == 1
    assert "- **第三个**要点" in twin or "- 第三个要点" in twin
    assert "### [甲公司放出小模型](https://news.example.com/1)" in twin
    assert "telegram-card" not in twin
    link = published_site.page("2026/08/20/ai-daily/index.html").select_one("link[type='text/markdown']")
    assert link["href"] == f"{NEWEST}index.md"


def test_without_an_address_there_are_none(local_site):
    """At home no file is made whose links would be wrong; the twins are there."""
    for path in ("feeds", "sitemap.xml", "sitemaps", "robots.txt", "llms.txt"):
        assert not (local_site.output / path).exists(), path
    assert not local_site.page("index.html").select("link[rel=alternate]")
    assert (local_site.output / "2026/08/20/ai-daily/index.md").is_file()


def test_search_says_what_it_needs(local_site):
    """Without script there is a way on, and no other page loads anything of search."""
    page = local_site.page("search/index.html")
    assert "脚本" in page.noscript.text
    assert page.select_one("script[src$='search.js']")
    assert "search.js" not in local_site.html("index.html")
