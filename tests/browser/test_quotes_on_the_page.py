"""The quote behind a fact, in a real browser: pointed at, reached by key, tapped; or not to be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import WITH_EVIDENCE
from tests.evidence.conftest import QUOTE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Visit = Callable[..., Page]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# notes where a click would have gone, and stays
STAY = """addEventListener("click", (event) => {
  if (!event.defaultPrevented) window.went = event.target.href;
  event.preventDefault();
})"""
HEADLINE = "https://heron.example/a?b=1&c=2"


def test_pointing_at_a_mark_shows_its_quote(visit: Visit) -> None:
    """The passage as it stands in the source, and whose it is; it goes when the pointer does."""
    page = visit(WITH_EVIDENCE)
    quote = page.locator("#_quote")
    expect(quote).to_be_hidden()
    page.locator(".src").first.hover()
    expect(quote.locator("q")).to_have_text(f"“{QUOTE}”")
    expect(quote.locator("small")).to_contain_text("鹭报")
    page.locator("h1").hover()
    expect(quote).to_be_hidden()


def test_a_mark_reached_by_key_is_described_by_its_quote(visit: Visit) -> None:
    """A screen reader is told, with the day in the site's zone; Escape puts it away."""
    page = visit(WITH_EVIDENCE, timezone_id="America/Los_Angeles")
    mark = page.locator(".src").nth(1)
    mark.focus()
    expect(mark).to_have_accessible_description("“工程师会在冬天之前公布全部测试记录” 苇报 · 2026年9月3日")
    page.keyboard.press("Escape")
    expect(page.locator("#_quote")).to_be_hidden()


def test_the_first_tap_shows_and_the_second_follows(visit: Visit) -> None:
    """On a phone nothing can be pointed at; the whole quote is on the screen."""
    page = visit(WITH_EVIDENCE, **PHONE)
    page.evaluate(STAY)
    mark, quote = page.locator(".src").first, page.locator("#_quote")
    mark.tap()
    expect(quote).to_contain_text("再点一次")
    box = quote.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["viewport"]["width"]
    assert page.evaluate("window.went") is None
    mark.tap()
    assert page.evaluate("window.went") == HEADLINE


def test_a_mark_of_the_headline_s_source_leads_there(visit: Visit) -> None:
    """The page does not repeat the address; the script gives it to the mark."""
    mark = visit(WITH_EVIDENCE).locator(".src").first
    expect(mark).to_have_attribute("href", HEADLINE)
    expect(mark).to_have_attribute("rel", "noopener")


def test_without_the_evidence_marks_are_links(visit: Visit, address: str) -> None:
    """What cannot be read shows nothing and breaks nothing."""
    page = visit(WITH_EVIDENCE, expected="404")
    page.route(f"{address}/evidence/**", lambda route: route.fulfill(status=404))
    page.locator(".src").first.hover()
    page.wait_for_timeout(300)
    expect(page.locator("#_quote")).to_be_hidden()
    expect(page.locator(".src").first).to_have_attribute("href", HEADLINE)
