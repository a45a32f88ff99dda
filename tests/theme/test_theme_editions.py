"""The page of an edition, and what holds for every page."""

import base64
import hashlib
import json
import re

from PIL import Image

from tests.theme.conftest import build

STORIES = "2026/08/18/ai-daily/index.html"
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
    """An edition's HTML without its text is at most 14 KB."""
    text = len(str(site.page(EDITION).select_one(".prose")).encode())
    assert len(site.html(EDITION).encode()) - text < 14_000


def test_every_page_has_a_policy_that_fits_it(site):
    """It stands before all that loads, knows the one inline script by its hash, and allows no other."""
    for path in site.paths:
        head = site.page(path).head
        policy = head.select_one("meta[http-equiv=Content-Security-Policy]")
        assert not policy.find_previous_siblings(["script", "link"]), path
        inline = [script.string for script in site.page(path).select("script:not([src], [type])")]
        (digest,) = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline]
        assert f"'sha256-{digest}'" in policy["content"], path
        assert not site.page(path).select("[onclick], [onload], [onerror], style"), path


def test_every_page_has_icons_and_a_manifest(site):
    """Icons in three kinds and the app manifest are there, in the sizes they say."""
    head = site.page(EDITION).head
    for link in head.select("link[rel~=icon], link[rel=apple-touch-icon], link[rel=manifest]"):
        file = site.output / link["href"].removeprefix(f"{ADDRESS}/")
        assert file.is_file(), link
        if link.get("sizes"):
            with Image.open(file) as icon:
                assert icon.size == tuple(map(int, link["sizes"].split("x")))
    manifest = json.loads((site.output / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert (manifest["name"], manifest["lang"]) == ("AI 日报", "zh-CN")
    for icon in manifest["icons"]:
        assert (site.output / icon["src"]).is_file()


def test_the_browser_gets_the_colours_of_the_page(site):
    """Light and dark, as the style sheet has them."""
    colours = {tag["media"]: tag["content"] for tag in site.page(EDITION).select("meta[name=theme-color]")}
    css = (site.output / "theme/style.css").read_text(encoding="utf-8")
    light, dark = re.search(r"--paper: light-dark\((#\w+), (#\w+)\)", css).groups()
    assert colours == {"(prefers-color-scheme: light)": light, "(prefers-color-scheme: dark)": dark}


def test_a_point_of_the_summary_leads_to_its_story(site):
    """Points and stories meet on the page and in lists; a point about nothing told stays text."""
    story = site.page(STORIES).select_one(".story")
    assert [bool(li.a) for li in site.page(STORIES).select(".summary li")] == [True, False]
    assert site.page(STORIES).select_one(".summary li a")["href"] == f"#{story['id']}"
    point = site.page("index.html").select_one(f'.points a[href$="#{story["id"]}"]')
    assert point["href"].startswith(f"{ADDRESS}/2026/08/18/")
    assert site.page(STORIES).select_one(".summary__counts").text == "4 条 · 1 分钟 · 来源 1 家"


def test_the_instants_are_the_same_everywhere(site):
    """Page, head and data give one time of publishing and one of the last change."""
    for path, published, modified in (
        (EDITION, "2026-08-20T07:30:00+08:00", "2026-08-20T09:00:00+08:00"),
        (NASTY, "2026-08-19T07:30:00+08:00", "2026-08-19T07:30:00+08:00"),
    ):
        soup = site.page(path)
        data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
        times = [time["datetime"] for time in soup.select(".edition__meta time")]
        assert times == [published, modified][: len(times)]
        assert (data["datePublished"], data["dateModified"]) == (published, modified)
        assert meta(soup, "article:published_time") == published
        assert meta(soup, "article:modified_time") == modified


def test_an_english_article_speaks_english(content, tmp_path):
    """Its page says so, and every word of the interface is English, the card's too; the index is Chinese."""
    (tmp_path / "content").mkdir()
    text = (
        "---\ntitle: A Day\ndate: 2026-08-13 07:30\nlang: en\nslug: day\nsummary: '- one point'\n---\nText.\n"
    )
    (tmp_path / "content/day.md").write_text(text, encoding="utf-8")
    card = json.dumps({"title": "Daily", "text": "Join {handle}.", "handle": "@paper", "call": "Join",
                       "url": "https://t.me/paper", "image": "/images/qr.png"})  # fmt: skip
    names = ('SITENAME="The Paper"', 'SITESUBTITLE=""', f"TELEGRAM_CARD={card}", f'SITEURL="{ADDRESS}"')
    built = build(tmp_path / "content", tmp_path / "output", *names)
    page = built.page("2026/08/13/day/index.html")
    assert page.html["lang"] == "en"
    assert "August 13, 2026 Thursday" in page.select_one(".edition__meta").get_text(" ", strip=True)
    category = page.select_one(".edition__category").extract()
    assert category.text == "未分类"
    assert not re.search(r"[\u4e00-\u9fff]", page.body.get_text())
    assert built.page("index.html").html["lang"] == "zh-CN"
    picture = page.select_one(".telegram-card img.telegram-card__qr")
    assert picture["src"] == f"{ADDRESS}/images/qr.png"
    assert picture["alt"] == "Scan to open @paper"


def test_the_colophon_tells_how_the_site_is_made(site):
    """Sources, time and models come from the settings."""
    text = site.page("colophon/index.html").get_text()
    assert "每天 07:30（Asia/Shanghai）出刊" in text
    assert "claude-sonnet-5-5" in text
    assert "量子位" in text
