"""From a feed's bytes to items, for feeds good and bad."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.gather.client import Response
from ai_digest.gather.feeds import MAX_TEXT, UnreadableError, item_id, read_feed
from ai_digest.model import Item, Source
from tests.builders import CAPTURED, ZONE, entry, rss, source

HOME = "https://chenghu.example/feeds/all.xml"
DATE = "Thu, 03 Sep 2026 07:15:00 +0800"
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://heron.example/"><title>Heron</title>
<entry><title type="html">Heron &lt;b&gt;opens&lt;/b&gt; a lab</title><link rel="alternate" href="/lab"/>
<id>tag:1</id><published>2026-09-02T20:00:00Z</published><updated>2026-09-02T23:00:00Z</updated>
<summary>In brief.</summary>
<content type="html">&lt;p&gt;The lab has room for ninety people.&lt;/p&gt;</content></entry></feed>"""
RDF = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://reed.example/"><title>Reed</title>
<link>https://reed.example/</link></channel>
<item rdf:about="https://reed.example/1"><title>Reed maps the delta</title><link>https://reed.example/1</link>
<description>Maps of the delta.</description><dc:date>2026-09-02T20:00:00+00:00</dc:date></item></rdf:RDF>"""
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"


def read(
    body: bytes | str, *, of: Source | None = None, kind: str = "application/xml", home: str = HOME
) -> list[Item]:
    """Return the items of a feed that was served at `home`."""
    body = body.encode() if isinstance(body, str) else body
    response = Response(address=home, final_address=home, content_type=kind, body=body)
    return list(read_feed(of or source(), response, zone=ZONE, captured=CAPTURED))


def read_one(*entries: str, of: Source | None = None) -> Item:
    """Return the only item of an RSS feed."""
    (found,) = read(rss(*entries), of=of)
    return found


def test_an_rss_entry_becomes_an_item() -> None:
    """Title, link, time and text come from their elements; source and capture time from the caller."""
    of = source("澄湖日报")
    found = read_one(entry("澄湖开馆", "https://chenghu.example/1", DATE, "馆里有三层。"), of=of)
    assert found == Item(
        id=item_id("https://chenghu.example/1"),
        source=of,
        title="澄湖开馆",
        link="https://chenghu.example/1",
        published=dt.datetime(2026, 9, 2, 23, 15, tzinfo=dt.UTC),
        day_only=False,
        text="馆里有三层。",
        captured=CAPTURED,
    )


def test_an_atom_entry_becomes_an_item() -> None:
    """Atom: the base of its links, the longer of its texts, and the day it was published count."""
    (found,) = read(ATOM, kind="application/atom+xml")
    assert found.link == "https://heron.example/lab"
    assert found.text == "The lab has room for ninety people."
    assert found.published == dt.datetime(2026, 9, 2, 20, 0, tzinfo=dt.UTC)
    assert found.title == "Heron opens a lab"


def test_an_rdf_entry_becomes_an_item() -> None:
    """RSS 1.0 with its Dublin Core date is read as well."""
    (found,) = read(RDF)
    assert (found.title, found.link, found.text) == (
        "Reed maps the delta",
        "https://reed.example/1",
        "Maps of the delta.",
    )
    assert found.published == dt.datetime(2026, 9, 2, 20, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Heron &amp; Reed", "Heron & Reed"),
        ("<b>Heron</b> opens <i>a lab</i>", "Heron opens a lab"),
        ("Heron &quot;opens&quot; a lab", 'Heron "opens" a lab'),
        ("澄湖\n  开馆\t了", "澄湖 开馆 了"),
        ("Heron<script>alert(1)</script> opens", "Heron opens"),
        ("Heron\u202e opens\u200b", "Heron opens"),
        ("Heron &#8211; Reed", "Heron – Reed"),
    ],
)
def test_titles_are_plain_text_on_one_line(written: str, shown: str) -> None:
    """Tags, entities, line ends and invisible characters are no part of a title."""
    assert read_one(entry(written, "https://chenghu.example/1")).title == shown


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,hello",
        "file:///etc/hostname",
        "mailto:desk@chenghu.example",
        "https://",
        "http://[broken/1",
        "http://chenghu.example:port/1",
    ],
)
def test_entries_without_a_web_link_are_skipped(link: str) -> None:
    """A link that leads nowhere on the web takes its entry out, and only that one."""
    found = read(rss(entry("坏的", link), entry("好的", "https://chenghu.example/2")))
    assert [item.title for item in found] == ["好的"]


def test_an_entry_without_any_link_is_skipped() -> None:
    """The feed's own address is no substitute for a missing link."""
    assert read(rss(entry("没有链接"))) == []


@pytest.mark.parametrize("title", ["", "   ", "<b></b>", "<script>x</script>", "\u200b\u202e"])
def test_entries_without_a_title_are_skipped(title: str) -> None:
    """A title of nothing visible is none."""
    assert read(rss(entry(title, "https://chenghu.example/1"))) == []


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("/news/1", "https://chenghu.example/news/1"),
        ("news/1", "https://chenghu.example/feeds/news/1"),
        ("?id=1", "https://chenghu.example/feeds/all.xml?id=1"),
        ("//reed.example/1", "https://reed.example/1"),
    ],
)
def test_relative_links_start_from_the_feed(link: str, absolute: str) -> None:
    """A relative link is completed with the address the feed came from."""
    assert read_one(entry("相对链接", link)).link == absolute


def test_the_same_link_has_the_same_id() -> None:
    """The id of an item depends on its link alone."""
    one = read_one(entry("先写的题", "https://chenghu.example/1", DATE))
    two = read_one(entry("后改的题", "https://chenghu.example/1"), of=source("乙"))
    other = read_one(entry("先写的题", "https://chenghu.example/2", DATE))
    assert one.id == two.id
    assert one.id != other.id


def test_the_longest_text_is_taken() -> None:
    """Of a summary and a full text, in whatever element, the longer one is the item's."""
    full = "<content:encoded>&lt;p&gt;馆里有三层，每层都有一个阅览室。&lt;/p&gt;</content:encoded>"
    assert read_one(entry("a", "https://a.example/1", text="馆里。", extra=full)).text.startswith(
        "馆里有三层"
    )
    long = "馆里有三层，每层都有一个阅览室，另有一个小剧场和一间茶室，全年开放。"
    assert read_one(entry("a", "https://a.example/1", text=long, extra=full)).text == long


def test_a_text_is_cut_at_its_limit() -> None:
    """A text of any size is read up to the limit only."""
    assert len(read_one(entry("a", "https://a.example/1", text="湖" * (MAX_TEXT + 5000))).text) == MAX_TEXT


def test_entries_without_a_date_are_undated() -> None:
    """No date is no reason to skip an entry."""
    found = read_one(entry("无日期", "https://chenghu.example/1"))
    assert found.published is None
    assert not found.day_only


def test_entries_with_a_rubbish_date_are_undated() -> None:
    """A date that cannot be read is none, and nobody warns about it."""
    assert read_one(entry("坏日期", "https://chenghu.example/1", "soon")).published is None


def test_a_second_date_stands_in_for_a_rubbish_one() -> None:
    """When the first date is unreadable, the next one counts."""
    feed = ATOM.replace("2026-09-02T20:00:00Z", "soon")
    (found,) = read(feed, kind="application/atom+xml")
    assert found.published == dt.datetime(2026, 9, 2, 23, 0, tzinfo=dt.UTC)


def test_the_sites_zone_is_lent_to_chinese_feeds_only() -> None:
    """A date without a zone is the site's time in a Chinese feed, UTC in any other."""
    dated = entry("时间", "https://chenghu.example/1", "2026-09-03 07:15")
    assert read_one(dated).published == dt.datetime(2026, 9, 2, 23, 15, tzinfo=dt.UTC)
    english = source("Heron", language="en")
    assert read_one(dated, of=english).published == dt.datetime(2026, 9, 3, 7, 15, tzinfo=dt.UTC)


def test_a_day_only_entry_says_so() -> None:
    """A day without a time is marked on the item."""
    assert read_one(entry("当天", "https://chenghu.example/1", "2026-09-03")).day_only


def test_a_lone_surrogate_is_no_crash() -> None:
    """Half a character, which kills parsers, is left out, and nothing else."""
    feed = rss(entry("好题", "https://chenghu.example/1")).replace("好题".encode(), b"half &#xD800; a sign")
    assert [found.title for found in read(feed)] == ["half a sign"]


def test_an_id_that_is_an_address_stands_in_for_a_link() -> None:
    """Without a link, a guid or id that is an address leads to the entry; any other id does not."""
    assert read_one(entry("a", extra="<guid>https://a.example/1</guid>")).link == "https://a.example/1"
    atom = ATOM.replace('<link rel="alternate" href="/lab"/>', "").replace("tag:1", "https://a.example/2")
    assert [item.link for item in read(atom)] == ["https://a.example/2"]
    assert read(rss(entry("b", extra="<guid>urn:x</guid>"))) == []


def test_the_page_of_an_entry_wins_over_its_other_links() -> None:
    """Of several links the alternate one counts; enclosures and links of the feed itself never do."""
    links = (
        '<link rel="enclosure" href="/a.mp3"/><link rel="self" href="/a.xml"/><link rel="related" href="/b"/>'
        '<link href="/lab"/>'
    )
    assert [item.link for item in read(ATOM.replace('<link rel="alternate" href="/lab"/>', links))] == [
        "https://heron.example/lab"
    ]


def test_bases_nest() -> None:
    """The base of an entry is completed with that of its feed, that of a link with that of its entry."""
    feed = ATOM.replace("<entry>", '<entry xml:base="news/">').replace(
        'href="/lab"', 'href="lab?a=1&amp;b=2"'
    )
    assert [item.link for item in read(feed)] == ["https://heron.example/news/lab?a=1&b=2"]


def test_links_that_were_escaped_twice_are_mended() -> None:
    """Entities and blanks that are left in an address are put right."""
    assert read_one(entry("a", "https://a.example/?a=1&amp;b=2")).link == "https://a.example/?a=1&b=2"
    assert read_one(entry("a", "https://a.example/a b.html")).link == "https://a.example/a%20b.html"


def test_an_entry_that_comes_twice_is_one_item() -> None:
    """The first of several entries with one link is taken."""
    twice = [
        entry("先", "https://a.example/1"),
        entry("后", "https://a.example/1"),
        entry("另", "https://a.example/2"),
    ]
    assert [item.title for item in read(rss(*twice))] == ["先", "另"]


def test_titles_of_pictures_are_not_the_entrys() -> None:
    """A media title that stands first is passed over."""
    media = '<item><m:title xmlns:m="http://search.yahoo.com/mrss/">图</m:title><title>题</title>'
    assert [item.title for item in read(rss(f"{media}<link>https://a.example/1</link></item>"))] == ["题"]


def test_markup_inside_atom_counts_as_html() -> None:
    """XHTML content, whose elements are the feed's own, gives the text in them."""
    inside = "<p>One.</p><p>Two &amp; more of it.</p>"
    content = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{inside}</div></content>'
    feed = re.sub("<content.*</content>", content, ATOM)
    assert [item.text for item in read(feed)] == ["One.\nTwo & more of it."]


def test_only_what_is_wanted_has_a_text() -> None:
    """The caller is asked with the item before its text is cleaned, and what it does not want is left out."""
    asked: list[Item] = []
    body = rss(entry("a", "https://a.example/1", DATE, "x"), entry("b", "https://a.example/2", DATE, "y"))
    response = Response(address=HOME, final_address=HOME, body=body)

    def wanted(item: Item) -> bool:
        asked.append(item)
        return item.title == "b"

    found = list(read_feed(source(), response, zone=ZONE, captured=CAPTURED, wanted=wanted))
    assert [(item.title, item.text) for item in asked] == [("a", ""), ("b", "")]
    assert [(item.title, item.text) for item in found] == [("b", "y")]


@given(st.text(max_size=60) | st.text("htps:/.?#[]@%& \\ax1", max_size=40))
def test_no_link_breaks_the_reading(link: str) -> None:
    """Whatever stands for a link, the entry gives a web address or is skipped."""
    for item in read(rss(entry("a", link), entry("好", "https://a.example/9"))):
        assert item.link.startswith(("http://", "https://"))


@given(
    st.from_regex(
        r"https://[a-z]{1,8}\.example/[a-z0-9/_.~-]{1,30}(?:\?[a-z]=[a-z0-9&=]{0,9})?", fullmatch=True
    )
)
def test_links_come_back(link: str) -> None:
    """A whole web address is the item's link as it is written."""
    assert read_one(entry("a", link)).link == link


def test_half_a_feed_gives_what_is_there() -> None:
    """A feed that was cut off still gives the entries that are complete."""
    feed = rss(entry("整的", "https://chenghu.example/1"), entry("断的", "https://chenghu.example/2"))
    assert [item.title for item in read(feed[:-60])][:1] == ["整的"]


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (
            b"<!doctype html><html><body>Please log in</body></html>",
            "text/html",
            "begins with '<!doctype html>",
        ),
        (PNG, "image/png", "PNG"),
        (b'{"items": []}', "application/json", "items"),
        (b"", "application/xml", "empty"),
        (b" \n ", "application/xml", "empty"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: bytes, kind: str, words: str) -> None:
    """A page, a picture or nothing at all is refused in one line that shows how it begins."""
    with pytest.raises(UnreadableError, match="not a feed") as caught:
        read(body, kind=kind)
    assert words in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_feed_without_entries_is_a_feed() -> None:
    """A channel on a quiet day is readable and has nothing."""
    assert read(rss()) == []


def test_a_feed_in_another_encoding_is_read() -> None:
    """The encoding that the declaration names is the one that is used."""
    text = (
        rss(entry("澄湖开馆", "https://chenghu.example/1"))
        .decode()
        .replace('encoding="utf-8"', 'encoding="gb18030"')
    )
    (found,) = read(text.encode("gb18030"), kind="text/xml")
    assert found.title == "澄湖开馆"
