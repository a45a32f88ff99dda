"""From a list page to items, by the source's selectors."""

from __future__ import annotations

import datetime as dt

import pytest

from ai_digest.gather.client import Response
from ai_digest.gather.feeds import UnreadableError, item_id
from ai_digest.gather.pages import read_page
from ai_digest.model import Item, Kind
from tests.builders import CAPTURED, ZONE, page, row, selectors, source

HOME = "https://reed.example/news/"


def read(body: bytes, **changes: str) -> list[Item]:
    """Return the items of a list page that was served at HOME."""
    of = source("Reed", url=HOME, kind=Kind.PAGE, selectors=selectors(**changes))
    response = Response(address=HOME, final_address=HOME, content_type="text/html", body=body)
    return list(read_page(of, response, zone=ZONE, captured=CAPTURED))


def test_a_row_becomes_an_item() -> None:
    """Title, link and date come from where the selectors point; a list has no text."""
    (found,) = read(page(row("Reed <b>maps</b> the delta", "/news/1", "2026-09-03 07:15")))
    assert found.id == item_id("https://reed.example/news/1")
    assert (found.title, found.link, found.text) == (
        "Reed maps the delta",
        "https://reed.example/news/1",
        "",
    )
    assert found.published == dt.datetime(2026, 9, 2, 23, 15, tzinfo=dt.UTC)
    assert not found.day_only


def test_rows_keep_the_order_of_the_page() -> None:
    """Items come as they stand on the page."""
    found = read(page(row("one", "/1"), row("two", "/2"), row("three", "/3")), date="")
    assert [item.title for item in found] == ["one", "two", "three"]


def test_the_row_itself_can_be_the_link() -> None:
    """Where the item is the anchor, its title and link need no selectors of their own."""
    body = page('<a class="card" href="/1"><h3>one</h3></a>')
    (found,) = read(body, item="a.card", title="h3", link="", date="")
    assert (found.title, found.link) == ("one", "https://reed.example/1")
    (found,) = read(body, item="a.card", title="a", link="a", date="")
    assert found.title == "one"


def test_without_selectors_the_first_link_counts() -> None:
    """With `item` alone, title and link come from the first anchor with an address."""
    (found,) = read(page('<li><a name="x"></a><a href="1">one</a></li>'), title="", link="", date="")
    assert (found.title, found.link) == ("one", "https://reed.example/news/1")
    assert found.published is None


def test_the_attribute_of_a_time_wins_over_its_words() -> None:
    """A machine-readable date is read before the words beside it."""
    body = page(
        '<li><a href="/1">one</a><time datetime="2026-09-02T20:00:00Z">today</time></li>',
        '<li><a href="/2">two</a><time datetime="">2026-09-03</time></li>',
    )
    first, second = read(body)
    assert first.published == dt.datetime(2026, 9, 2, 20, 0, tzinfo=dt.UTC)
    assert second.day_only


def test_a_row_without_a_date_is_undated() -> None:
    """A missing or unreadable date is no reason to skip a row, where other rows have theirs."""
    found = read(page(row("one", "/1"), row("two", "/2", "soon"), row("three", "/3", "just now")))
    assert [item.published for item in found] == [None, None, CAPTURED]


@pytest.mark.parametrize(
    "bad",
    [
        row("bad", "javascript:void(0)"),
        row("bad", "mailto:desk@reed.example"),
        row("bad", "https://reed.example:port/"),
        row("bad", "http://[broken/1"),
        row("<img src='x.png'>", "/picture"),
        row("\u200b", "/invisible"),
        '<li><a name="top">bad</a></li>',
        "<li>no anchor</li>",
    ],
)
def test_rows_without_title_or_web_link_are_skipped(bad: str) -> None:
    """A row that has no visible title or no link of its own is passed over, and only that one."""
    found = read(page(bad, row("good", "/good")), date="")
    assert [(item.title, item.link) for item in found] == [("good", "https://reed.example/good")]


def test_an_item_selector_that_finds_nothing_is_named() -> None:
    """After a redesign of the page the report says which selector is stale."""
    with pytest.raises(UnreadableError, match=r"selector item = 'div\.entry' finds nothing"):
        read(page(row("one", "/1")), item="div.entry")


def test_title_and_link_selectors_that_find_nothing_are_named() -> None:
    """Rows without a single title or link name both selectors."""
    with pytest.raises(UnreadableError, match=r"title = 'h9', link = 'a\.gone' find nothing"):
        read(page(row("one", "/1")), title="h9", link="a.gone")


@pytest.mark.parametrize("body", [b"", b"\x89PNG\r\n\x1a\n\x00\x00", b'<?xml version="1.0"?><rss/>'])
def test_what_is_no_page_is_unreadable(body: bytes) -> None:
    """Nothing, a picture or a feed in the place of a page is a reason, without a crash or a warning."""
    with pytest.raises(UnreadableError):
        read(body)


def test_a_malformed_selector_is_unreadable() -> None:
    """A selector that is no CSS is this source's failure and nobody else's."""
    with pytest.raises(UnreadableError, match=r"div\.\.entry"):
        read(page(row("one", "/1")), item="div..entry")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "h9"}, "selector title = 'h9' finds nothing"),
        ({"link": "a.gone"}, r"selector link = 'a\.gone' finds nothing"),
        ({"date": "time.gone"}, r"selector date = 'time\.gone' finds nothing"),
        ({"date": "a"}, "selector date = 'a' finds no date but 'one'"),
    ],
)
def test_a_single_stale_selector_is_named_alone(changes: dict[str, str], words: str) -> None:
    """The selector that finds nothing in any row, or no date, is the one that the report names."""
    with pytest.raises(UnreadableError, match=words):
        read(page(row("one", "/1", "2026-09-03")), **changes)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3 小时前", "2026-09-02 21:00"),
        ("昨天 21:30", "2026-09-02 13:30"),
        ("09-02 07:12", "2026-09-01 23:12"),
        ("发布于 2026-09-02 07:12 · 湖报", "2026-09-01 23:12"),
    ],
)
def test_spoken_dates_are_seen_from_the_capture(written: str, expected: str) -> None:
    """Relative dates count from the time of capture, in the zone of a Chinese source."""
    (found,) = read(page(row("one", "/1", written)))
    assert found.published is not None
    assert found.published.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M") == expected


@pytest.mark.parametrize("charset", ["gb2312", "big5", "utf-8"])
def test_the_charset_of_a_page_is_found(charset: str) -> None:
    """A page in the charset that its meta element names is read, whatever the header says."""
    text = (
        f'<html><head><meta charset="{charset}"></head><body><li><a href="/1">湖上有一座新的大桥了</a></li>'
    )
    text = text.replace("桥", "橋") if charset == "big5" else text
    (found,) = read(text.encode(charset), date="")
    assert found.title in text


def test_links_start_from_the_base_of_the_page() -> None:
    """`<base href>` is what relative links start from, itself completed with the page's address."""
    body = page(row("one", "1.html")).replace(b"<html>", b'<html><head><base href="/archive/"></head>')
    assert [item.link for item in read(body, date="")] == ["https://reed.example/archive/1.html"]


def test_a_link_around_or_inside_the_part_counts() -> None:
    """Where the selected part has no address itself, the link in it or around it leads to the story."""
    inside = page('<li><h3><a href="/1">one</a></h3></li>')
    around = page('<li><a href="/1"><h3>one</h3></a></li>')
    for body in (inside, around):
        assert [item.link for item in read(body, title="h3", link="h3", date="")] == [
            "https://reed.example/1"
        ]


def test_a_link_that_comes_twice_is_one_item() -> None:
    """A story in two places of the list is one item, and only what is wanted is given."""
    rows = (
        row("one", "/1", "2026-09-03"),
        row("one again", "/1", "2026-09-02"),
        row("two", "/2", "2026-09-01"),
    )
    assert [item.title for item in read(page(*rows))] == ["one", "two"]
    of = source("Reed", url=HOME, kind=Kind.PAGE, selectors=selectors())
    response = Response(address=HOME, final_address=HOME, body=page(*rows))
    found = read_page(of, response, zone=ZONE, captured=CAPTURED, wanted=lambda item: item.title == "two")
    assert [item.title for item in found] == ["two"]
