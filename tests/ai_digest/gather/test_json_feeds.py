"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.gather.client import Response
from ai_digest.gather.entries import UnreadableError
from ai_digest.gather.feeds import read_feed
from tests.builders import CAPTURED, ZONE, source

if TYPE_CHECKING:
    from ai_digest.model import Item

HOME = "https://heron.example/feed.json"
ONE = {
    "id": "7",
    "url": "/lab",
    "title": "Heron opens List<T> & more",
    "content_html": "<p>The lab has <b>room</b> for ninety people.</p>",
    "summary": "In brief.",
    "date_published": "2026-09-03T04:00:00+08:00",
    "date_modified": "2026-09-03T05:00:00+08:00",
}


def feed(*items: Any, version: str = "https://jsonfeed.org/version/1.1") -> bytes:
    """Return a JSON Feed of these items."""
    return json.dumps({"version": version, "title": "Heron", "items": items}).encode()


def read(body: bytes) -> list[Item]:
    """Return the items of a feed."""
    response = Response(address=HOME, final_address=HOME, content_type="application/feed+json", body=body)
    return list(read_feed(source(), response, zone=ZONE, captured=CAPTURED))


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"])
def test_an_entry_becomes_an_item(version: str) -> None:
    """Title, link, time and the longer text come from their keys."""
    (found,) = read(feed(ONE, version=version))
    assert (found.title, found.link) == ("Heron opens List<T> & more", "https://heron.example/lab")
    assert found.text == "The lab has room for ninety people."
    assert found.published == dt.datetime(2026, 9, 2, 20, 0, tzinfo=dt.UTC)


def test_what_is_missing_is_made_up_for() -> None:
    """An id that is an address, or the page spoken of, stands in for the link; plain text for HTML."""
    by_id = {"id": "https://heron.example/1", "title": "a", "content_text": "1 < 2\nand 3 > 2"}
    spoken_of = {
        "id": 2,
        "title": "b",
        "external_url": "https://reed.example/2",
        "date_modified": "2026-09-03",
    }
    first, second = read(feed(by_id, spoken_of))
    assert (first.link, first.text, first.published) == ("https://heron.example/1", "1 < 2\nand 3 > 2", None)
    assert (second.link, second.day_only) == ("https://reed.example/2", True)


def test_what_is_not_as_it_should_be_is_passed_over() -> None:
    """Items that are none, and values of another kind, cost nothing but themselves."""
    odd = {
        "id": "https://a.example/1",
        "title": "odd",
        "content_html": ["x"],
        "summary": {},
        "date_published": 7,
    }
    assert [item.title for item in read(feed(None, "x", 7, [], {}, {"title": ["x"]}, odd, ONE))] == [
        "odd",
        "Heron opens List<T> & more",
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"items": []}', "not a feed: JSON without"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', "not a feed: JSON without"),
        (b'{"error": "rate limited"}', "it has 'error'"),
        (b'{"items": [', "not a feed: JSON that is broken"),
        (b'{"a":' * 100_000, "not a feed: JSON that is broken"),
    ],
)
def test_json_that_is_no_feed_is_named(body: bytes, words: str) -> None:
    """Other JSON, broken JSON and JSON without a floor end as a reason."""
    with pytest.raises(UnreadableError, match=words):
        read(body)


@given(
    st.dictionaries(
        st.sampled_from(sorted(ONE)), st.none() | st.integers() | st.text(max_size=20) | st.lists(st.text())
    )
)
def test_no_item_breaks_the_reading(item: dict[str, Any]) -> None:
    """Whatever an item holds, it is read or skipped."""
    assert len(read(feed(item, ONE))) >= 1
