"""Each fact of an edition's page leads to its source, and says what the source says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from evidence.marks import marked
from tests.evidence.conftest import LONG_TEXT, NASTY, QUOTE, build, edition, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.evidence.conftest import Site

WORDS = {"source": "原文"}


def marks_of(page: BeautifulSoup) -> list[tuple[str, str | None, str | None]]:
    """Return the text, the address and the place in the evidence of each mark."""
    return [(mark.text, mark.get("href"), mark.get("data-fact")) for mark in page.select(".prose a.src")]


def test_each_fact_names_its_own_source_and_quote(site: Site) -> None:
    """The publisher, or 原文 where the fact names it; the address, unless the headline leads there."""
    assert marks_of(site.page) == [
        ("鹭报", None, "0.0"),
        ("苇报", "https://reed.example/x_(y)", "0.1"),
        ("原文", None, "1.0"),
    ]
    quotes = [fact.quote for told in site.evidence.stories for fact in told.facts]
    assert quotes == [QUOTE, "工程师会在冬天之前公布全部测试记录", LONG_TEXT[:40]]


def test_the_page_says_where_its_quotes_are(site: Site) -> None:
    """The script that shows them is told the address of the evidence, which is published there."""
    script = site.page.select_one('script[src$="/quotes.js"]')
    path = str(script["data-evidence"]).lstrip("/")
    assert (site.output / path).read_bytes() == (site.content / path).read_bytes()


def test_marks_stand_behind_facts_only(site: Site) -> None:
    """Insights and one-line news have none; what a source could have slipped in stays text."""
    items = site.page.select(".prose li")
    assert [bool(entry.select("a.src")) for entry in items] == [True, True, False, True, False]
    assert NASTY in items[0].get_text().replace("\u00a0", " ")
    assert items[0].find("b") is None


def test_the_rest_of_the_page_stays_as_it_was(site: Site) -> None:
    """With the marks taken out, the body is what Markdown made of the article."""
    body = site.page.select_one(".prose")
    for mark in body.select("a.src"):
        mark.previous_sibling.replace_with(mark.previous_sibling.rstrip("\u00a0"))
        mark.decompose()
    assert [entry.get_text() for entry in body.select("li")][1] == "要点：苇塘的工程师公布了记录"


def test_an_edited_fact_keeps_its_link_and_loses_its_quote(tmp_path: Path) -> None:
    """A quote is for the words it was found for; the page says that it was edited."""
    article = write(tmp_path / "content", edition())
    text = article.read_text(encoding="utf-8").replace("公布了记录", "公布了全部记录")
    article.write_text(text.replace("- **苇报**：", "- 加上一句\n- **苇报**："), encoding="utf-8")
    page = build(tmp_path / "content").page
    assert marks_of(page)[1:] == [("鹭报", None, None), ("苇报", None, None), ("原文", None, "1.0")]
    assert "成稿后经人工修改" in page.select_one(".made").get_text()


def test_stories_that_the_evidence_does_not_know_stay(site: Site) -> None:
    """A person's own story has no marks, and neither has what stands outside stories."""
    html = '<ul><li>x</li></ul><h3><a href="https://else.example/">y</a></h3><ul><li>z</li></ul>'
    assert marked(html, site.evidence, WORDS) == html


def test_nested_and_loose_lists_are_marked_once_an_entry(site: Site) -> None:
    """The mark stands in the text of the entry it belongs to, before a list below it."""
    html = (
        '<h3 id="a"><a href="https://reed.example/2">y</a></h3><ul><li>甲<ul><li>乙</li></ul></li>'
        '<li><p>丙</p></li></ul><div class="note note--impact"><ul><li>丁</li></ul></div>'
    )
    soup = BeautifulSoup(marked(html, site.evidence, WORDS), "html.parser")
    assert [mark.previous_sibling.rstrip("\u00a0") for mark in soup.select("a.src")] == ["甲", "乙", "丙"]
    assert soup.select_one("p a.src")


def test_a_link_that_is_no_web_address_is_not_printed(site: Site) -> None:
    """Evidence is a file that anybody can edit; a script in it must not reach the page."""
    evil = "javascript:alert(1)"
    items = tuple(item.model_copy(update={"link": evil}) for item in site.evidence.items)
    stories = tuple(told.model_copy(update={"link": evil}) for told in site.evidence.stories)
    evidence = site.evidence.model_copy(update={"items": items, "stories": stories})
    html = f'<h3><a href="{evil}">y</a></h3><ul><li>z</li></ul>'
    assert marked(html, evidence, WORDS) == html
