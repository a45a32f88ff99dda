"""Search over the editions of years, whose index is in parts: a reader sees one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    Visit = Callable[..., Page]

DAYS = ("2024-05-06", "2025-11-12", "2026-02-03", "2026-08-13")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site with editions of three years and its index."""
    content = tmp_path_factory.mktemp("years") / "content"
    content.mkdir()
    for day in DAYS:
        text = f"## 要闻\n\n### [鹭洲在 {day[:4]} 年发布芯片](https://x.example/{day})\n- 一句话\n"
        head = f"title: {day} 的日报\ndate: {day} 07:30\nslug: ai-daily\ncategory: AI 日报\ntags: [AI]"
        (content / f"{day}.md").write_text(f"---\n{head}\n---\n{text}", encoding="utf-8")
    with served(content, "SEARCH_INDEX=true") as url:
        yield url


def test_a_search_finds_editions_of_all_years(visit: Visit) -> None:
    """Each part is asked, with the one engine of the first; a hit leads to its story."""
    page = visit("/search/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.fill("input[name=q]", "发布芯片")
    expect(page.locator(".search__hits a")).to_have_count(len(DAYS))
    assert {words.strip()[:10] for words in page.locator(".entry__date").all_inner_texts()} == set(DAYS)
    assert sum(url.rpartition("/")[2].startswith("wasm.") for url in asked) == 1
    assert not [
        url for url in asked if "pagefind" in url and not url.startswith(page.url.partition("/search")[0])
    ]
    page.fill("input[name=q]", "2024 芯片")
    expect(page.locator(".search__hits a")).to_have_count(1)
    page.click(".search__hits a")
    page.wait_for_url("**/2024/05/06/ai-daily/#*")
