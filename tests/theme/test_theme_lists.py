"""Index, archives, tags, categories and the page for what is missing."""

import os
from urllib.parse import unquote, urlsplit

ADDRESS = "https://example.org/paper"


def test_the_build_warns_of_nothing(site, local_site, published_site):
    """No warning with or without an address, nor when publishing."""
    for built in (site, local_site, published_site):
        assert "WARNING" not in built.log
        assert "21 articles" in built.log


def test_the_index_leads_with_the_newest(site):
    """The site's name is the h1, the newest edition the first h2."""
    soup = site.page("index.html")
    assert soup.h1.text == "AI 日报"
    assert soup.h2.text == "第 20 日的头条"
    assert soup.select_one(".lead img")["fetchpriority"] == "high"
    assert len(soup.select("h2")) == 14


def test_the_index_leads_to_the_archive(site):
    """What is older than the first page is found by month: no page of editions moves with each new one."""
    assert site.page("index.html").select_one(".pagination__older")["href"] == f"{ADDRESS}/archives/"
    assert not (site.output / "page").exists()


def test_archives_go_by_month(site):
    """Each month is a calendar from Monday, its days lead to their editions, with the number of stories."""
    soup = site.page("archives/index.html")
    assert [h2.text for h2 in soup.select("h2.month__name")] == ["2026 年 8 月", "2025 年 12 月"]
    august = soup.select_one("table.calendar")
    assert august.caption.span.text == "20 期 · 60 条"
    assert len(august.select("td a")) == 20
    first = august.select_one("tbody tr")
    assert [cell.text.strip() for cell in first.select("td")] == ["", "", "", "", "", "1", "2"]
    newest = august.select("td a")[-1]
    assert newest["href"] == f"{ADDRESS}/2026/08/20/ai-daily/"
    assert newest["aria-label"] == "20 日，3 条：第 20 日的头条"


def test_months_and_years_have_pages(site):
    """The parts of an address lead somewhere."""
    assert len(site.page("2026/08/index.html").select(".entry")) == 20
    assert len(site.page("2026/index.html").select(".calendar td a")) == 20
    assert site.page("2026/08/index.html").h1.text == "2026 年 8 月"


def test_tags_are_exact_and_have_pages_of_their_own(site):
    """C++ and C# are two tags, Chinese names are addresses, nothing is bracketed."""
    names = [a.text for a in site.page("tags/index.html").select(".terms a")]
    assert sorted(names) == ["<b>粗</b>", "AI", "AI 日报", "C#", "C++"]
    assert site.page("tag/c-plus-plus/index.html").h1.text == "C++"
    assert site.page("tag/c-sharp/index.html").h1.text == "C#"
    assert site.page("tag/ai-日报/index.html").h1.text == "AI 日报"


def test_a_tag_page_describes_itself(site):
    """Every list has its own description; a tag's has an address that any program can follow."""
    paths = [
        "index.html",
        "archives/index.html",
        "tags/index.html",
        "categories/index.html",
        "2026/08/index.html",
    ]
    assert len({site.page(p).select_one("meta[name=description]")["content"] for p in paths}) == len(paths)
    soup = site.page("tag/ai-日报/index.html")
    assert soup.title.text == "标签：AI 日报 - AI 日报"
    assert soup.select_one("meta[name=description]")["content"] == "标签「AI 日报」下的 20 期内容。"
    assert soup.select_one("link[rel=canonical]")["href"] == f"{ADDRESS}/tag/ai-%E6%97%A5%E6%8A%A5/"


def test_the_missing_page_works_from_anywhere(local_site):
    """Links of 404.html start at the root, and it asks not to be listed."""
    soup = local_site.page("404.html")
    assert all(a["href"].startswith(("/", "#", "https:")) for a in soup.select("a"))
    assert soup.select_one("link[rel=stylesheet]")["href"] == "/theme/style.css"
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert soup.h1.text == "没有这一页"


def test_every_link_within_the_site_leads_to_a_page(site):
    """No link of any page is dead, fragments included."""
    for path in site.paths:
        for link in site.page(path).select("a[href]"):
            parts = urlsplit(link["href"])
            if link["href"].startswith("#"):
                assert site.page(path).find(id=unquote(parts.fragment)), (path, link)
            elif link["href"].startswith(ADDRESS):
                target = unquote(parts.path).removeprefix("/paper/")
                target = os.path.join(target, "index.html") if target.endswith("/") or not target else target  # noqa: PTH118
                assert (site.output / target).is_file(), (path, link["href"])


def test_without_an_address_none_is_made_up(local_site):
    """Locally there is no canonical address, no og:url, and links start at the root."""
    for path in local_site.paths:
        soup = local_site.page(path)
        assert not soup.select("link[rel=canonical], meta[property='og:url']"), path
        assert "localhost" not in local_site.html(path)


def test_no_setting_no_card(local_site):
    """Without TELEGRAM_CARD no page has a card."""
    assert not any(local_site.page(path).select(".telegram-card") for path in local_site.paths)


def test_drafts_are_seen_at_home_only(site, published_site):
    """A draft has a page for its editor, marked as one, and is never published."""
    draft = "drafts/2026-08-21-ai-daily/index.html"
    assert "草稿" in site.page(draft).select_one(".edition__draft").text
    assert site.page(draft).select_one("meta[name=robots]")["content"] == "noindex"
    assert not (published_site.output / "drafts").exists()
    assert "还没写完" not in "".join(site.html(p) for p in site.paths if not p.startswith("drafts"))


def test_publishing_takes_the_address_from_the_environment(published_site):
    """SITEURL goes into canonical links and the feed; its slash at the end does not matter."""
    soup = published_site.page("index.html")
    assert soup.select_one("link[rel=canonical]")["href"] == f"{ADDRESS}/"
    feed = soup.select_one("link[type='application/atom+xml']")["href"]
    assert feed == f"{ADDRESS}/feeds/all.atom.xml"
    text = (published_site.output / "feeds/all.atom.xml").read_text(encoding="utf-8")
    assert text.count("<entry>") == 20
    assert f"{ADDRESS}/2026/08/20/ai-daily/" in text


def test_a_page_is_in_the_menu(site):
    """A page of the content has its place in the menu and a description from its text."""
    assert f"{ADDRESS}/about/" in [a["href"] for a in site.page("index.html").select(".masthead__nav a")]
    soup = site.page("about/index.html")
    assert soup.select_one("meta[name=description]")["content"] == "本站是一份试印的样报。"
    assert soup.h1.text == "关于"
