"""Pages at old addresses, on a built site and in a browser."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from tests.browser.conftest import browser  # noqa: F401  # a fixture
from tests.redirects.conftest import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    Write = Callable[..., Path]
    Build = Callable[..., list[str]]

PAGE = "2026/01/09/ai-daily/index.html"


def test_a_redirect_leads_on_by_itself_and_names_the_page_for_search_engines(
    tmp_path: Path, write: Write, build: Build
) -> None:
    """The page at an old address refreshes at once, is canonical for nothing, and has a link for the rest."""
    write(9, 'aliases: ["/posts/一月 九日.html", "/old/"]', title="'<b>“旧”</b> & 新'")
    build()
    page = BeautifulSoup((tmp_path / "site/posts/一月 九日.html").read_bytes(), "html.parser")
    assert page.select_one("meta[http-equiv=refresh]")["content"] == "0; url=../2026/01/09/ai-daily/"
    assert page.select_one("link[rel=canonical]")["href"] == f"{ADDRESS}/2026/01/09/ai-daily/"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.a["href"] == "../2026/01/09/ai-daily/"
    assert page.a.text == page.title.text == "<b>“旧”</b> & 新"
    assert (tmp_path / "site/old/index.html").is_file()


def test_redirects_are_in_no_list_feed_or_sitemap(tmp_path: Path, write: Write, build: Build) -> None:
    """Nothing that names the site's pages names an old address."""
    write(9, 'aliases: ["/posts/nine.html"]')
    build()
    naming = [
        path
        for path in (tmp_path / "site").rglob("*")
        if path.is_file() and b"nine.html" in path.read_bytes()
    ]
    assert naming == []


def test_a_real_page_and_the_first_of_two_articles_keep_an_address(
    tmp_path: Path, write: Write, build: Build
) -> None:
    """Where an alias is taken, there is one warning, and what stands there stays."""
    write(9, 'aliases: ["/shared/", "/2026/01/10/ai-daily/", "/tags/", "/2026/01/09/ai-daily/"]')
    write(10, 'aliases: ["/shared", "/shared/"]')
    warnings = build(strict=False)
    assert len(warnings) == 3
    assert sum("is the address of a page, which stays" in line for line in warnings) == 2
    assert sum("10.md: the alias '/shared' is one of 09.md, too" in line for line in warnings) == 1
    assert "第 10 日的正文" in (tmp_path / "site/2026/01/10/ai-daily/index.html").read_text(encoding="utf-8")
    assert 'url=../2026/01/09/ai-daily/"' in (tmp_path / "site/shared/index.html").read_text(encoding="utf-8")


def test_an_alias_that_no_file_can_answer_to_costs_a_warning_and_nothing_else(
    tmp_path: Path, write: Write, build: Build
) -> None:
    """A way out of the site, a host or a query is named, and the article has its page all the same."""
    write(9, 'aliases: ["/../../out.html", "https://other.example/x/", "/?p=9", "/fine/"]')
    warnings = build(strict=False)
    assert len(warnings) == 3
    assert (tmp_path / "site" / PAGE).is_file()
    assert (tmp_path / "site/fine/index.html").is_file()
    assert not list(tmp_path.rglob("out.html"))


def test_an_article_that_moved_is_found_at_the_address_it_had_in_the_last_build(
    tmp_path: Path, write: Write, build: Build
) -> None:
    """A page left over from an earlier build is no real page: the redirect takes its place."""
    path = write(9)
    build()
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("slug: ai-daily", "slug: new\naliases: [/2026/01/09/ai-daily/]"), encoding="utf-8"
    )
    build()
    assert 'url=../new/"' in (tmp_path / "site" / PAGE).read_text(encoding="utf-8")


def test_pages_have_redirects_too_whatever_they_are_written_in(
    tmp_path: Path, write: Write, build: Build
) -> None:
    """The old address of a page in Markdown or in HTML leads to it."""
    write(9)
    pages = tmp_path / "content/pages"
    pages.mkdir()
    (pages / "about.md").write_text("---\ntitle: 关于\naliases: [/über/]\n---\n正文\n", encoding="utf-8")
    head = '<title>Imprint</title><meta name="aliases" content="/old/imprint.html">'
    (pages / "imprint.html").write_text(f"<html><head>{head}</head><body>x</body></html>", encoding="utf-8")
    build()
    assert 'url=../about/"' in (tmp_path / "site/über/index.html").read_text(encoding="utf-8")
    assert 'url=../imprint/"' in (tmp_path / "site/old/imprint.html").read_text(encoding="utf-8")


def test_drafts_have_no_redirects(tmp_path: Path, write: Write, build: Build) -> None:
    """The old address of an article that is not out leads nowhere."""
    write(9)
    write(10, "status: draft\naliases: [/posts/ten/]")
    build()
    assert not (tmp_path / "site/posts").exists()


def test_an_old_address_that_did_not_change_keeps_its_file(
    tmp_path: Path, write: Write, build: Build
) -> None:
    """A second build does not touch a redirect that is the same."""
    write(9, "aliases: [/posts/nine/]")
    build()
    page = tmp_path / "site/posts/nine/index.html"
    os.utime(page, (1, 1))
    build()
    assert page.stat().st_mtime == 1


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_browser_is_taken_to_the_page_below_a_project_path(
    tmp_path: Path,
    write: Write,
    build: Build,
    browser: Browser,  # noqa: F811
) -> None:
    """Old addresses work where the site lies in a folder of its host, with and without the slash."""
    write(9, 'aliases: ["/posts/nine.html", "/旧/九/"]')
    handler = functools.partial(_Quiet, directory=str(tmp_path / "served"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        base = f"http://127.0.0.1:{server.server_port}/repo"
        build(url=base)
        (tmp_path / "served").mkdir()
        (tmp_path / "site").rename(tmp_path / "served/repo")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page()
        for old in ("posts/nine.html", "旧/九/", "旧/九"):
            page.goto(f"{base}/{old}")
            page.wait_for_url(f"{base}/2026/01/09/ai-daily/")
            assert page.title().startswith("旧文")
        page.close()
        server.shutdown()
