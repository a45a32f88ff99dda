"""Structured data: what search engines read of a page."""

import json
from pathlib import Path

from seo.filters import json_ld, qr_svg
from seo.head import HeadBuilder
from seo.site import site_of
from seo.structured import news_article, publisher, web_site

SITE = "https://example.org/paper"


def test_an_edition_is_a_news_article(make_article, site):
    """Every property that news search asks for is there, with times that have an offset."""
    article = make_article(
        seo=["甲"], coverimage="https://pictures.example.com/a.png", modified="2026-08-14 08:00"
    )
    data = news_article(article, site)
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "新一期"
    assert data["image"] == ["https://pictures.example.com/a.png"]
    assert data["datePublished"] == "2026-08-13T07:30:00+08:00"
    assert data["dateModified"] == "2026-08-14T08:00:00+08:00"
    assert data["mainEntityOfPage"] == {"@type": "WebPage", "@id": f"{SITE}/2026/one/"}
    assert data["author"] == [{"@type": "Organization", "name": "样报", "url": f"{SITE}/"}]
    assert data["publisher"]["logo"]["url"] == f"{SITE}/theme/favicon.svg"
    assert (data["keywords"], data["articleSection"], data["inLanguage"]) == (["甲"], "日报", "zh-CN")


def test_an_author_of_the_front_matter_is_a_person(make_article, site):
    """A named author is not replaced by the site."""
    assert news_article(make_article(author="李四"), site)["author"] == [{"@type": "Person", "name": "李四"}]


def test_long_headlines_are_shortened(make_article, site):
    """A headline has at most 110 characters."""
    assert len(news_article(make_article(title="长" * 200), site)["headline"]) == 110


def test_without_an_address_nothing_is_made_up(make_article, settings):
    """No relative or invented address while the site has none."""
    settings["SITEURL"] = ""
    data = news_article(make_article(), site_of(settings))
    assert not {"url", "mainEntityOfPage"} & set(data)
    assert "url" not in publisher(site_of(settings))
    assert "url" not in web_site(site_of(settings))


def test_json_ld_cannot_end_its_script():
    """Nothing in a title closes the element; Chinese stays readable; it is the same data."""
    entry = {"headline": "</script><!-- & 新闻\u2028"}
    text = json_ld(entry)
    assert not set("<>&\u2028") & set(text)
    assert "新闻" in text
    assert json.loads(text) == entry


def test_the_qr_code_is_drawn_without_the_network():
    """The code is an inline drawing with the class of its place."""
    svg = qr_svg("https://t.me/example_group", "telegram-card__qr")
    assert svg.startswith("<svg ")
    assert 'class="telegram-card__qr"' in svg


def test_breadcrumbs_lead_from_the_first_page(make_article, site, texts):
    """An edition lies below its category, which lies below the first page."""
    head = HeadBuilder(site, texts)({"article": make_article()})
    crumbs = head.json_ld[1]["itemListElement"]
    assert [(c["position"], c["name"]) for c in crumbs] == [(1, "首页"), (2, "日报"), (3, "新一期")]
    assert crumbs[1]["item"] == f"{SITE}/category/%E6%97%A5%E6%8A%A5/"


def test_the_head_of_an_edition(make_article, site, texts):
    """Title, address and kind."""
    head = HeadBuilder(site, texts)({"article": make_article()})
    assert (head.name, head.title, head.kind) == ("新一期", "新一期 - 样报", "article")
    assert head.canonical == f"{SITE}/2026/one/"
    assert (head.section, head.tags) == ("日报", ["甲", "乙"])


def test_a_draft_is_not_for_search_engines(make_article, site, texts):
    """A draft has no canonical address and asks not to be listed."""
    head = HeadBuilder(site, texts)({"article": make_article(status="draft")})
    assert (head.canonical, head.robots) == (None, "noindex")


def test_the_first_page_describes_the_site(site, texts):
    """The index is the site itself."""
    build = HeadBuilder(site, texts)
    first = build({"page_name": "index", "output_file": "index.html", "articles": []})
    assert first.json_ld[0]["@type"] == "WebSite"
    assert (first.title, first.canonical) == ("样报 - 试印", f"{SITE}/")


def test_months_are_named_in_the_readers_language(site, texts):
    """An archive is called by its period."""
    context = {"output_file": "2026/08/index.html", "articles": [1, 2]}
    head = HeadBuilder(site, texts)(context | {"period_num": (2026, 8)})
    assert (head.name, head.description) == ("2026 年 8 月", "2026 年 8 月的 2 期内容。")


def test_a_site_of_the_bare_minimum(settings):
    """Only a name is needed: no author, no address, no logo."""
    site = site_of({"SITENAME": "样报", "PATH": settings["PATH"]})
    assert (site.url, site.language) == ("", "zh-CN")
    assert site.content == Path(settings["PATH"])
    assert publisher(site) == {"@type": "Organization", "name": "样报"}
