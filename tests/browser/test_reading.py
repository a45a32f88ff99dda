"""What readers do with a page, in a real browser: themes, keys, sharing, jumping, printing, no script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Visit = Callable[..., Page]

DARK, LIGHT = "rgb(21, 22, 24)", "rgb(251, 250, 246)"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
GROUND = "getComputedStyle(document.body).backgroundColor"
# the ground's colour at the first frame in which there is a body, and at each one after it
FRAMES = """() => {
  window.grounds = [];
  const look = () => {
    if (document.body) grounds.push(getComputedStyle(document.body).backgroundColor);
    if (grounds.length < 5) requestAnimationFrame(look);
  };
  look();
}"""


def wait_until(page: Page, condition: str) -> None:
    """Ask again and again from outside; inside the page the policy forbids to evaluate strings."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"it never came to be: {condition}")


@pytest.mark.parametrize(("system", "ground"), [("light", LIGHT), ("dark", DARK)])
def test_the_system_or_the_switch_decides_the_theme(visit: Visit, system: str, ground: str) -> None:
    """Without a choice the system's theme is shown; the switch turns it round, and all that goes with it."""
    page = visit(color_scheme=system)
    assert page.evaluate(GROUND) == ground
    page.click(".theme-switch")
    other = DARK if ground == LIGHT else LIGHT
    assert page.evaluate(GROUND) == other
    assert page.get_attribute('meta[name="theme-color"] >> nth=0', "content") == other
    dark = str(other == DARK).lower()
    shown = "document.querySelector('.cover').currentSrc"
    wait_until(page, f"!!{shown} && {shown}.includes('dark') === {dark}")


def test_a_chosen_theme_is_there_from_the_first_frame(visit: Visit) -> None:
    """On the next page no frame has the other theme's ground, with the script or before it."""
    page = visit(color_scheme="light")
    page.keyboard.press("t")
    page.add_init_script(f"({FRAMES})()")
    page.reload()
    wait_until(page, "window.grounds?.length >= 5")
    assert set(page.evaluate("grounds")) == {DARK}


def test_keys_go_from_story_to_story(visit: Visit) -> None:
    """The keys j and k move the focus along the headlines, o opens the story's source."""
    page = visit()
    headlines = page.locator(".story h3 > a:first-child")
    page.keyboard.press("j")
    expect(headlines.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(headlines.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(headlines.nth(0)).to_be_focused()
    page.evaluate("addEventListener('click', (e) => { window.opened = e.target.href; e.preventDefault(); })")
    page.keyboard.press("o")
    assert page.evaluate("opened") == headlines.nth(0).get_attribute("href")


def test_keys_go_from_edition_to_edition_on_lists(visit: Visit) -> None:
    """On the index j reaches the newest edition, and o leads to it."""
    page = visit("/")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(re.compile("/2026/09/03/ai-daily/$"))


def test_the_help_lists_the_keys(visit: Visit) -> None:
    """? opens and closes the list, Escape closes it, and meanwhile other keys do nothing."""
    page = visit()
    dialog = page.locator("#_keys")
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    assert dialog.locator("kbd").all_inner_texts() == ["j", "k", "o", "t", "/", "?"]
    page.keyboard.press("t")
    assert page.get_attribute("html", "data-theme") is None
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()
    page.click(".keys-open")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_keys_leave_typing_alone(visit: Visit) -> None:
    """In a field, and with Ctrl or Alt, the keys are the reader's own."""
    page = visit()
    page.evaluate("document.querySelector('.prose').append(document.createElement('input'))")
    page.focus(".prose input")
    page.keyboard.type("tj?")
    assert page.input_value(".prose input") == "tj?"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+t")
    assert page.get_attribute("html", "data-theme") is None
    expect(page.locator("#_keys")).to_be_hidden()


def test_a_story_can_be_shared(visit: Visit, address: str) -> None:
    """The menu has the story's own address and headline, copies its link, and closes by Escape."""
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    story = page.locator(".story").nth(1)
    headline = story.locator("h3 > a").first.inner_text()
    place = f"{address}/2026/09/02/ai-daily/#{story.get_attribute('id')}"
    story.locator(".share").click()
    links = story.locator(".share-menu a")
    services = [urlsplit(link) for link in links.evaluate_all("all => all.map((a) => a.href)")[1:]]
    assert [service.hostname for service in services] == ["t.me", "x.com", "service.weibo.com"]
    for service in services:
        asked = parse_qs(service.query)
        assert asked["url"] == [place]
        assert [headline] in (asked.get("text"), asked.get("title"))
    links.first.click()
    expect(links.first).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == place
    page.locator(".story").nth(2).locator(".share").click()
    expect(page.locator(".story .share-menu")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".story .share-menu")).to_have_count(0)
    expect(page.locator(".story").nth(2).locator(".share")).to_be_focused()


def test_the_system_shares_where_it_can(visit: Visit) -> None:
    """Where the browser can share, the menu offers it, with the story's headline and address."""
    page = visit()
    page.evaluate("navigator.share = (what) => { window.passed = what; return Promise.resolve(); }")
    page.locator(".story .share").first.click()
    page.locator(".story .share-menu button").click()
    place = page.locator(".story").first.get_attribute("id")
    assert page.evaluate("passed.url").endswith(f"#{place}")
    assert page.evaluate("passed.title") == page.locator(".story h3 > a").first.inner_text()


def test_the_jump_list_on_a_phone_is_a_sheet(visit: Visit) -> None:
    """It opens by its button, has every story, and closes behind a jump."""
    page = visit(**PHONE)
    sheet = page.locator(".contents")
    expect(sheet).to_be_hidden()
    page.click(".contents-open")
    expect(sheet).to_be_visible()
    assert sheet.locator("ol ol a").count() == page.locator(".story").count()
    jump = sheet.locator("ol ol a").last
    place = (jump.get_attribute("href") or "").removeprefix("#")
    jump.click()
    expect(sheet).to_be_hidden()
    expect(page.locator(f"[id='{place}']")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_jump_list_on_a_wide_screen_stays_in_view(visit: Visit) -> None:
    """It stands beside the text and follows; the story in view is marked."""
    page = visit(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    expect(page.locator(".contents-open")).to_be_hidden()
    page.locator(".story").nth(3).scroll_into_view_if_needed()
    page.evaluate("document.querySelectorAll('.story')[3].scrollIntoView()")
    expect(page.locator(".contents")).to_be_in_viewport()
    place = page.locator(".story").nth(3).get_attribute("id")
    expect(page.locator(".contents [aria-current]")).to_have_attribute("href", f"#{place}")


def test_a_point_leads_to_its_story(visit: Visit) -> None:
    """A click on a point of the summary brings its story into view."""
    page = visit(reduced_motion="reduce")
    point = page.locator(".summary li a").nth(2)
    place = (point.get_attribute("href") or "").removeprefix("#")
    point.click()
    expect(page.locator(f"[id='{place}'] h3")).to_be_in_viewport()


def test_everything_can_be_read_without_script(visit: Visit) -> None:
    """Text, card, points, jump sheet and share links work; what needs the script is not shown."""
    page = visit(java_script_enabled=False, **PHONE)
    expect(page.locator(".story").first).to_be_visible()
    expect(page.locator(".telegram-card")).to_be_visible()
    for selector in (".theme-switch", ".keys-open", "#_keys"):
        expect(page.locator(selector)).to_be_hidden()
    assert page.locator(".share-menu a").count() == 4
    page.click(".contents-open")
    expect(page.locator(".contents")).to_be_visible()
    page.click(".contents__close")
    expect(page.locator(".contents")).to_be_hidden()
    page.locator(".summary li a").first.click()
    assert urlsplit(page.url).fragment.startswith("s")


def test_print_is_text_only(visit: Visit) -> None:
    """In print there is the text on white with its addresses and the card, and nothing to press."""
    page = visit(color_scheme="dark")
    page.emulate_media(media="print")
    for selector in (".masthead__nav", ".contents", ".contents-open", ".story .share", ".share-menu",
                     ".neighbours", ".footer__line", ".telegram-card__cta"):  # fmt: skip
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator(".telegram-card__qr")).to_be_visible()
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
    address = "getComputedStyle(document.querySelector('.story h3 a'), '::after').content"
    assert "http" in page.evaluate(address)
    assert 2 <= page.pdf(format="A4").count(b"/Type /Page\n") <= 8


@pytest.mark.parametrize("path", ["/", "/2026/09/01/ai-daily/", "/2026/09/03/ai-daily/", "/colophon/"])
def test_no_page_is_wider_than_its_screen(visit: Visit, path: str) -> None:
    """Nothing has to be scrolled sideways, tables aside, which scroll by themselves."""
    page = visit(path)
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_policy_stops_what_is_not_ours(visit: Visit) -> None:
    """A script that came into the page, and an order in an attribute, are not run."""
    page = visit(expected="Content Security Policy")
    told = page.evaluate("""() => new Promise((done) => {
      addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
      const script = document.createElement("script");
      script.textContent = "window.broken = true";
      document.body.append(script);
    })""")
    assert told.startswith("script-src")
    assert page.evaluate("window.broken") is None
