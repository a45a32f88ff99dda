"""The page of an edition, and what holds for every page."""

import json
import re

EDITION = "2026/08/20/ai-daily/index.html"
NASTY = "2026/08/19/ai-daily/index.html"
ADDRESS = "https://example.org/paper"


def meta(soup, name):
    tag = soup.select_one(f'meta[name="{name}"], meta[property="{name}"]')
    return tag and tag["content"]


def test_every_item_and_number_is_there(site):
    """The body has the items of its source, nested as written, and no sign of Markdown."""
    prose = site.page(EDITION).select_one(".prose")
    assert len(prose.select("ul > li")) == 9
    assert [li.text for li in prose.select("ul > li > ol > li")] == ["成本", "时延"]
    assert len(prose.select("ul ul > li")) == 2
    assert "**" not in site.page(EDITION).text
    assert [td.text for td in prose.select("td")] == ["一月", "86%", "二月", "64%"]


def test_the_parts_of_an_edition(site):
    """Date, category, tags, summary, cover, contents and notes are in their places."""
    soup = site.page(EDITION)
    assert soup.select_one(".edition__meta time")["datetime"] == "2026-08-20T07:30:00+08:00"
    assert soup.select_one(".edition__category").text == "AI 日报"
    assert [a.text for a in soup.select(".edition .tags a")] == ["AI", "AI 日报"]
    assert [li.text for li in soup.select(".summary li")][2] == "第三个要点"
    assert [a["href"] for a in soup.select(".contents a")] == ["#模型与产品", "#更多动态"]
    assert len(soup.select(".note--insight")) == len(soup.select(".note--impact")) == 1


def test_the_cover_keeps_its_place(site):
    """Width and height are set, so that nothing moves when it arrives; it is not put off."""
    cover = site.page(EDITION).select_one(".edition .cover")
    assert (cover["width"], cover["height"]) == ("1200", "630")
    assert cover["src"] == f"{ADDRESS}/images/covers/2026-08-20.png"
    assert cover["alt"]
    assert "loading" not in cover.attrs
    assert (site.output / "images/covers/2026-08-20.png").is_file()


def test_the_page_has_small_files_of_its_cover(site):
    """The newest editions offer WebP in two widths, all in the site; search engines get three more shapes."""
    page = site.page(EDITION)
    sources = page.select(".edition picture source")
    assert {source["type"] for source in sources} == {"image/webp"}
    named = [part.split() for source in sources for part in source["srcset"].split(",")]
    assert [width for _, width in named] == ["640w", "1200w"]
    data = json.loads(page.select_one('script[type="application/ld+json"]').string)
    for address in [*(address for address, _ in named), *data["image"]]:
        assert (site.output / address.removeprefix(ADDRESS).lstrip("/")).is_file()
    assert len(data["image"]) == 4


def test_a_cover_elsewhere_is_shown(site):
    """An old article's cover keeps its address and a place of the usual size."""
    cover = site.page("2025/12/31/old/index.html").select_one(".cover")
    assert (cover["src"], cover["width"]) == ("https://pictures.example.com/a.png", "1200")


def test_neighbours_are_the_editions_before_and_after(site):
    """An edition in the middle leads to both neighbours, the newest only back."""
    hrefs = {a["rel"][0]: a["href"] for a in site.page(NASTY).select(".neighbours a")}
    assert hrefs == {"prev": f"{ADDRESS}/2026/08/18/ai-daily/", "next": f"{ADDRESS}/2026/08/20/ai-daily/"}
    assert not site.page(EDITION).select(".neighbours__newer")


def test_the_head_of_an_edition(site):
    """Search engines and link previews get title, description, keywords, address and picture."""
    soup = site.page(EDITION)
    assert soup.title.text == "第 20 日的头条 - AI 日报"
    assert meta(soup, "description").startswith("第一个要点；第二个要点")
    assert meta(soup, "keywords") == "AI 日报, 小模型"
    assert "max-image-preview:large" in meta(soup, "robots")
    assert soup.select_one("link[rel=canonical]")["href"] == f"{ADDRESS}/2026/08/20/ai-daily/"
    assert meta(soup, "og:url") == f"{ADDRESS}/2026/08/20/ai-daily/"
    assert meta(soup, "og:type") == "article"
    assert meta(soup, "og:image") == f"{ADDRESS}/images/covers/2026-08-20.png"
    assert (meta(soup, "og:image:width"), meta(soup, "og:image:height")) == ("1200", "630")
    assert meta(soup, "og:image:alt")
    assert meta(soup, "og:locale") == "zh_CN"
    assert meta(soup, "article:published_time") == "2026-08-20T07:30:00+08:00"
    assert meta(soup, "article:modified_time") == "2026-08-20T09:00:00+08:00"
    assert meta(soup, "article:section") == "AI 日报"
    assert [tag["content"] for tag in soup.select('meta[property="article:tag"]')] == ["AI", "AI 日报"]
    assert meta(soup, "twitter:card") == "summary_large_image"


def test_structured_data_can_be_read(site):
    """Every page's JSON-LD parses; an edition is a NewsArticle with breadcrumbs."""
    for path in site.paths:
        for script in site.page(path).select('script[type="application/ld+json"]'):
            json.loads(script.string)
    found = [json.loads(s.string) for s in site.page(NASTY).select('script[type="application/ld+json"]')]
    assert [entry["@type"] for entry in found] == ["NewsArticle", "BreadcrumbList"]
    assert found[0]["headline"].startswith("<script>alert")


def test_nothing_of_the_front_matter_is_obeyed_as_html(site):
    """A title, a tag and a summary with HTML are text on every page they reach."""
    for path in site.paths:
        html = site.html(path)
        assert "<script>alert" not in html, path
        assert "<img src=x" not in html, path
        assert "<b>粗" not in html, path
        assert not re.search(r"&amp;(amp|lt|quot);", html), path
    assert site.page(NASTY).h1.text == '<script>alert("标题")</script> & “引号”'
    assert "<img src=x onerror=alert(1)>" in site.page(NASTY).select_one(".summary").text


def test_one_h1_one_card_one_main_on_every_page(site):
    """Landmarks, the heading and the Telegram card are there exactly once."""
    for path in site.paths:
        soup = site.page(path)
        for selector in ("h1", ".telegram-card", "main", "footer", "header.masthead", "a.skip"):
            assert len(soup.select(selector)) == 1, (path, selector)
        assert soup.html["lang"] == "zh-CN"
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids)), path


def test_the_card_comes_from_the_settings(site):
    """The card of the footer has the settings' words and a QR code drawn here."""
    card = site.page(EDITION).select_one(".footer .telegram-card")
    assert "旧卡片" not in site.page(EDITION).text
    assert card.select_one("a.telegram-card__handle")["href"].startswith("https://t.me/")
    assert card.select_one("svg.telegram-card__qr path")
    assert {"body", "content", "title", "text", "handle", "cta", "media", "qr"} == {
        name.removeprefix("telegram-card__")
        for tag in card.select("[class]")
        for name in tag["class"]
        if name.startswith("telegram-card__")
    }


def test_no_request_goes_to_a_third_party(site):
    """Scripts, styles, icons and pictures of the templates come from the site."""
    for path in site.paths:
        soup = site.page(path)
        sources = [tag["src"] for tag in soup.select("script[src], img[src], iframe[src]")]
        sources += [
            tag["href"] for tag in soup.select("link[rel=stylesheet], link[rel=icon], link[rel=preload]")
        ]
        foreign = [s for s in sources if not s.startswith(f"{ADDRESS}/")]
        assert foreign in ([], ["https://pictures.example.com/a.png"]), path


def test_an_edition_is_small(site):
    """An edition's HTML without its text is at most 12 KB."""
    text = len(str(site.page(EDITION).select_one(".prose")).encode())
    assert len(site.html(EDITION).encode()) - text < 12_000
