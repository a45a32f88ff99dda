"""Feeds that are broken or mean harm: what can be rescued is, what explodes is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ai_digest.gather.client import Response
from ai_digest.gather.entries import UnreadableError
from ai_digest.gather.feeds import read_feed
from ai_digest.gather.markup import LONGEST_ENTITY, well_formed
from tests.builders import CAPTURED, WINDOW, ZONE, entry, rss, source

if TYPE_CHECKING:
    from ai_digest.model import Item

HOME = "https://chenghu.example/feeds/all.xml"
GOOD = entry("好的", "https://chenghu.example/9", "Thu, 03 Sep 2026 07:15:00 +0800", "馆里有三层。")
BODY = f"<rss><channel>{GOOD}</channel></rss>"


def read(body: bytes | str, kind: str = "application/xml") -> list[Item]:
    """Return the items of a feed."""
    body = body.encode() if isinstance(body, str) else body
    response = Response(address=HOME, final_address=HOME, content_type=kind, body=body)
    return list(read_feed(source(), response, zone=ZONE, captured=CAPTURED))


def titles(body: bytes | str) -> list[str]:
    """Return the titles of a feed's items."""
    return [item.title for item in read(body)]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("doctype", "words"),
    [
        (f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>', "could grow without end"),
        (f'<!DOCTYPE rss [<!ENTITY a "{"x" * (LONGEST_ENTITY + 1)}">]>', "could grow without end"),
        (f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS * 3000}]>', "could grow without end"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "from outside"),
        ('<!DOCTYPE rss [<!ENTITY x PUBLIC "a" "http://10.0.0.1/x">]>', "from outside"),
        ('<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://10.0.0.1/x"> %p;]>', "from outside"),
        ('<!-- <rss> --><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "from outside"),
        ('<?x y?>junk<!DOCTYPE rss [<!ENTITY a "&#38;b;"><!ENTITY b "c">]>', "could grow without end"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">', "from outside"),
    ],
)
def test_entities_that_grow_or_load_are_refused(doctype: str, words: str) -> None:
    """Nested, long and outside entities end as a clear reason, before anything is expanded."""
    with pytest.raises(UnreadableError, match=words):
        read(doctype + BODY)


def test_harmless_entities_are_put_in() -> None:
    """A document type without entities, or with short names for signs, is no reason to refuse a feed."""
    assert titles('<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://a.example/rss.dtd">' + BODY) == [
        "好的"
    ]
    feed = '<!DOCTYPE rss [<!ENTITY lake "澄湖"><!ENTITY dot "&#183;">]>' + BODY.replace(
        "好的", "&lake;&dot;开馆"
    )
    assert titles(feed) == ["澄湖·开馆"]


@pytest.mark.parametrize(
    "broken",
    [
        entry("坏的", "https://chenghu.example/1", text="x").replace(
            "</description>", "<br><p></description>"
        ),
        entry("坏的", "https://chenghu.example/1", text="x").replace("x<", "x <b>y<"),
        "<item><title>坏的</title><link>https://chenghu.example/1</link><media:x y=1 z>a</media:x></item>",
        "<item><title>坏的</title><no:prefix/><link>https://chenghu.example/1</link></item>",
    ],
)
def test_a_broken_entry_breaks_no_other(broken: str) -> None:
    """Markup that is not well-formed costs its own entry at most, and mostly not even that."""
    assert titles(rss(broken, GOOD)) == ["坏的", "好的"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a&#xD800;b", "ab"),
        ("a&#55296;b", "ab"),
        ("a&#xD83D;&#xDE00;b", "a😀b"),
        ("a&#55357;&#56832;b", "a😀b"),
        ("a&#0;&#11;&#x1F;&#xFFFE;&#9999999999;b", "ab"),
        ("a\x00\x0b\x1fb", "ab"),
        ("R&D and AT&T", "R&D and AT&T"),
        ("a&nbsp;b&hellip;&nosuch;", "a b…&nosuch;"),
        ("&#147;a&#148;", "“a”"),
        ("a & b &; c", "a & b &; c"),
    ],
)
def test_signs_that_xml_forbids_are_mended(written: str, shown: str) -> None:
    """Control signs and half characters go, halves that belong together meet, bare ampersands are text."""
    body = BODY.replace("好的", written)
    assert titles(body) == [shown]
    assert titles(body.replace(written, f"<![CDATA[{written}]]>"))[0].replace("\ufffd", "") == shown


@pytest.mark.parametrize(
    "before",
    ["\ufeff\n ", "Warning: something on line 3\n", "<!-- made by hand -->", "\n\n<?xml version='1.1'?>"],
)
def test_what_stands_before_the_feed_does_not_matter(before: str) -> None:
    """Blank lines, a server's warning or a comment before the root element are passed over."""
    assert titles(before + BODY) == ["好的"]


def test_a_web_page_is_named_by_its_title() -> None:
    """HTML where a feed was promised says so, with the title of the page."""
    with pytest.raises(UnreadableError, match="a web page titled 'Just a moment'"):
        read("<!doctype html><html><head><title>Just a moment</title></head><body>x</body></html>")


def test_an_unclosed_section_ends_with_the_feed() -> None:
    """A feed that breaks off inside CDATA gives the entries before."""
    assert titles(rss(GOOD)[:-16] + b"<item><title><![CDATA[half") == ["好的"]


def test_of_thousands_only_the_wanted_are_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand entries are read, and only those of the window have their texts cleaned; more are left."""
    cleaned = []
    monkeypatch.setattr("ai_digest.gather.feeds.plain_text", lambda text: cleaned.append(text) or text)
    old = [
        entry(f"旧{n}", f"https://chenghu.example/old/{n}", "Mon, 31 Aug 2026 07:15:00 +0800", "x")
        for n in range(10_010)
    ]
    response = Response(address=HOME, final_address=HOME, body=rss(*old[:5000], GOOD, *old[5000:]))
    asked: list[Item] = []

    def wanted(item: Item) -> bool:
        asked.append(item)
        return item.published is not None and WINDOW.holds(item.published)

    found = list(read_feed(source(), response, zone=ZONE, captured=CAPTURED, wanted=wanted))
    assert [item.title for item in found] == ["好的"]
    assert len(cleaned) == 1
    assert len(asked) == 10_000
    assert {item.text for item in asked} == {""}


@pytest.mark.parametrize(
    "text", ["", "<", "<!DOCTYPE", "<!DOCTYPE x [", "<!--", "<?xml", "<![CDATA[", "&" * 50, "<rss" * 50]
)
def test_scraps_of_markup_do_no_harm(text: str) -> None:
    """Markup that begins and never ends is no feed, and no crash."""
    well_formed(text)
    with pytest.raises(UnreadableError):
        read(text)
