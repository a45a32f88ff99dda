"""An article story by story: its outline for lists, its edition for its own page."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from edition_page import Editions, Outline, outline_of, relate
from front_matter.stories import Place

MIXED = "字" * 200 + " word" * 220
HTML = (
    '<p>引言</p><article class="story" id="s1">'
    '<h3 lang="en"><a href="https://a.example/1">Heron &amp; Reed</a></h3>'
    '<ul><li>一个事实</li></ul><div class="note"><ul><li>一点洞察</li></ul></div></article>'
    '<h2>更多动态</h2><ul><li id="s0123456789"><a href="https://b.example/2">苇塘</a>：一句</li>'
    '<li id="s0123456780"><strong>鹭园</strong><a href="https://www.a.example/3">链接</a>：一句</li></ul>'
)
TOLD = [
    Place("s1", "https://a.example/1", brief=False),
    Place("s0123456789", "https://b.example/2", brief=True),
    Place("s0123456780", "https://www.a.example/3", brief=True),
]


def article(**fields: Any) -> SimpleNamespace:
    """Return an article as far as its page needs it."""
    return SimpleNamespace(**{"content": HTML, "places": TOLD, "lang": "zh-cn"} | fields)


def test_an_outline_reads_the_stories_of_the_page() -> None:
    """Headlines without markup, facts without insights, in full and in brief."""
    told = Outline(HTML, []).stories
    assert [(one.id, one.headline, one.brief) for one in told] == [
        ("s1", "Heron & Reed", False),
        ("s0123456789", "苇塘", True),
        ("s0123456780", "鹭园", True),
    ]
    assert told[0].text == "一个事实"


@pytest.mark.parametrize(
    ("text", "minutes"), [("", 1), ("字" * 400, 1), ("字" * 401, 2), ("word " * 440, 2), (MIXED, 2)]
)  # fmt: skip
def test_reading_time_counts_both_scripts(text: str, minutes: int) -> None:
    """400 characters or 220 words a minute, rounded up; markup takes no time."""
    assert Outline(f"<p class='long-name of-a-class'>{text}</p>", []).minutes == minutes


def test_points_are_linked_where_that_is_safe() -> None:
    """A point with a story becomes a link; one with a link of its own, or without a story, stays."""
    outline = Outline(HTML, ["Heron 与 Reed", "苇塘", "别的"])
    summary = '<ul>\n<li lang="en">Heron 与 Reed</li>\n<li><a href="/x">苇塘</a></li>\n<li>别的</li>\n</ul>'
    assert outline.linked(summary) == summary.replace("Heron 与 Reed", '<a href="#s1">Heron 与 Reed</a>')


def test_an_outline_is_made_once() -> None:
    """Lists ask for the same article many times."""
    one = article()
    assert outline_of(one) is outline_of(one)


def test_an_article_without_evidence_names_the_sites_it_links_to() -> None:
    """Old and hand-written articles show the hosts of their links, and claim nothing of their making."""
    edition = Editions({"zh": {"claude": "AI"}})(article())
    assert [story.reporters[0].name for story in edition.stories] == ["a.example", "b.example", "a.example"]
    assert edition.sources == 2
    assert edition.citations == [told.link for told in TOLD]
    assert (edition.disclosure, edition.origin) == ("", "")


def test_what_the_theme_adds_stands_below_each_headline() -> None:
    """The body stays as it was but for that; one-line stories get none."""
    edition = Editions({})(article())
    body = edition.body({}, lambda story: f"[{story.id}]")
    assert body == HTML.replace("</h3>", "</h3>[s1]")


def dated(day: int, *tags: str) -> SimpleNamespace:
    """Return an article of a day with tags; a namespace that can be looked up by its identity."""

    class Dated(SimpleNamespace):
        __hash__ = object.__hash__
        __eq__ = object.__eq__

    return Dated(date=dt.datetime(2026, 8, day, tzinfo=dt.UTC), tags=list(tags), newer=None, older=None)


def test_related_editions_share_rare_tags() -> None:
    """The rarest shared tag counts most, what all have counts nothing, neighbours are left out."""
    common = [dated(day, "AI") for day in range(1, 15)]
    rare, rarer = dated(20, "AI", "云鹤", "芯片"), dated(21, "AI", "芯片")
    asking = dated(22, "AI", "云鹤", "芯片")
    beside = dated(23, "AI", "云鹤", "芯片")
    asking.newer = beside
    relate([beside, asking, rarer, rare, *common])
    assert asking.related == [rare, rarer]
    assert common[0].related == []
