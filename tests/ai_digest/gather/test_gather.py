"""The room as a whole: sources in, the window's items and a row for each source out."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from ai_digest.gather import Gathered, Limits, gather
from ai_digest.model import Kind, Source, SourceReport
from tests.ai_digest.gather.loopback import PAGE, Loopback
from tests.builders import CAPTURED, EDITION, WINDOW, ZONE, entry, page, row, rss, selectors, source

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = Limits(fetch=10.0, all=10.0, per_host=8)
near = partial(source, private=True)
IN = "Thu, 03 Sep 2026 01:00:00 +0800"
OUT = "Tue, 01 Sep 2026 01:00:00 +0800"


def run(cache: Path, *sources: Source, **changes: Any) -> Gathered:
    """Gather the edition from these sources."""
    settings: dict[str, Any] = {
        "edition": EDITION,
        "window": WINDOW,
        "zone": ZONE,
        "cache": cache,
        "limits": LIMITS,
        "captured": CAPTURED,
    }
    return gather(sources, **settings | changes)


def feed(web: Loopback, name: str, *entries: str) -> Source:
    """Serve a feed and return its source."""
    return near(name, url=web.serve(f"/{len(web.answers)}", rss(*entries)))


def titles(gathered: Gathered) -> list[str]:
    """Return the titles in order."""
    return [item.title for item in gathered.items]


def test_a_dead_source_is_a_row_and_a_good_one_is_complete(web: Loopback, tmp_path: Path) -> None:
    """The failure of one source is a row of the report; the other gives its items of the window."""
    dead = near("哑", url=web.serve("/dead", status=503))
    good = feed(
        web,
        "响",
        entry("窗内", "https://a.example/1", IN, "有字"),
        entry("窗外", "https://a.example/2", OUT),
        entry("", "https://a.example/3", IN),
    )
    gathered = run(tmp_path, dead, good)
    assert titles(gathered) == ["窗内"]
    first, second = gathered.reports
    assert (first.source, first.url, first.items, first.in_window) == ("哑", dead.url, 0, 0)
    assert first.error == "HTTP 503 Service Unavailable"
    assert (second.source, second.items, second.in_window, second.error) == ("响", 2, 1, "")
    assert second.size > 100


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html><body>Log in</body></html>", "not a feed: it begins with '<html>"),
        (b"", "not a feed: it is empty"),
        (rss(), "it has no entries with a title and a link"),
        (rss(entry("没有链接", "javascript:x")), "it has no entries with a title and a link"),
        (rss(entry("x", "https://a.example/1")).replace(b">x<", b">&#xD800;<"), ""),
    ],
)
def test_a_source_that_serves_no_news_is_a_row(
    web: Loopback, tmp_path: Path, body: bytes, words: str
) -> None:
    """What cannot be read is a row that says what is wrong, beside a source that is fine."""
    bad = near("坏", url=web.serve("/bad", body))
    good = feed(web, "好", entry("窗内", "https://a.example/9", IN))
    gathered = run(tmp_path, bad, good)
    assert titles(gathered) == ["窗内"]
    assert gathered.reports[0].error.startswith(words)
    assert gathered.reports[0].error
    assert gathered.reports[1].error == ""


def test_a_stale_selector_is_a_row(web: Loopback, tmp_path: Path) -> None:
    """A page whose selector finds nothing, or is no CSS, leaves the other sources alone."""
    url = [web.serve(f"/page{n}", page(row("one", "/1", "2026-09-03")), kind=PAGE) for n in range(3)]
    sources = [
        near("页", url=url[0], kind=Kind.PAGE, selectors=selectors()),
        near("旧", url=url[1], kind=Kind.PAGE, selectors=selectors(item=".gone")),
        near("错", url=url[2], kind=Kind.PAGE, selectors=selectors(item="div..gone")),
    ]
    gathered = run(tmp_path, *sources)
    assert titles(gathered) == ["one"]
    assert [bool(report.error) for report in gathered.reports] == [False, True, True]


def test_a_date_with_an_impossible_offset_does_not_end_the_run(web: Loopback, tmp_path: Path) -> None:
    """One hostile date in one feed leaves the other items alone."""
    bad = feed(web, "坏", entry("怪日期", "https://a.example/1", "Thu, 03 Sep 2026 01:00:00 +9900"))
    good = feed(web, "好", entry("窗内", "https://a.example/2", IN))
    assert "窗内" in titles(run(tmp_path, bad, good))


def test_items_come_in_a_fixed_order(web: Loopback, tmp_path: Path) -> None:
    """Items are ordered by time, link and source, whichever source answers first or stands first."""
    early, late = "Wed, 02 Sep 2026 09:00:00 +0800", "Thu, 03 Sep 2026 06:00:00 +0800"
    one = feed(web, "甲", entry("c", "https://a.example/3", late), entry("a", "https://a.example/1", early))
    two = feed(web, "乙", entry("b", "https://a.example/2", early), entry("d", "https://a.example/4"))
    forth, back = run(tmp_path / "1", one, two), run(tmp_path / "2", two, one)
    assert titles(forth) == ["a", "b", "c", "d"]
    assert forth.items == back.items
    assert [report.source for report in back.reports] == ["乙", "甲"]


def test_one_link_in_two_sources_is_two_items(web: Loopback, tmp_path: Path) -> None:
    """A link counts once for each source: repeated in one feed it is one item."""
    twice = entry("甲的题", "https://a.example/1", IN)
    one = feed(web, "甲", twice, twice)
    two = feed(web, "乙", entry("乙的题", "https://a.example/1", IN))
    gathered = run(tmp_path, one, two)
    assert sorted(titles(gathered)) == ["乙的题", "甲的题"]
    assert len({item.id for item in gathered.items}) == 1


def test_every_answer_is_announced_as_it_comes(web: Loopback, tmp_path: Path) -> None:
    """The caller hears of each source once, with the row that the report will have."""
    heard: list[SourceReport] = []
    sources = [
        feed(web, "甲", entry("a", "https://a.example/1", IN)),
        near("乙", url=web.serve("/dead", status=404)),
    ]
    gathered = run(tmp_path, *sources, on_answer=heard.append)
    assert sorted(heard, key=lambda report: report.source) == sorted(
        gathered.reports, key=lambda report: report.source
    )


def test_a_source_that_hangs_is_cut_off(web: Loopback, tmp_path: Path) -> None:
    """The run ends with its time, and what had answered is in it."""
    slow = near("慢", url=web.hang("/slow"))
    good = feed(web, "快", entry("窗内", "https://a.example/1", IN))
    gathered = run(tmp_path, slow, good, limits=Limits(fetch=10.0, all=2.0, per_host=8))
    assert titles(gathered) == ["窗内"]
    assert gathered.reports[0].error.startswith("cut off")


def test_undated_items_return_on_a_rerun_only(web: Loopback, tmp_path: Path) -> None:
    """An undated item is in the edition that saw it first, however often that is made, and in no other."""
    undated = feed(web, "甲", entry("无日期", "https://a.example/1"))
    tomorrow = EDITION + dt.timedelta(days=1)
    assert titles(run(tmp_path, undated)) == ["无日期"]
    assert titles(run(tmp_path, undated)) == ["无日期"]
    assert titles(run(tmp_path, undated, edition=tomorrow)) == []


def test_items_say_when_they_were_captured(web: Loopback, tmp_path: Path) -> None:
    """The time of capture is the caller's clock."""
    moment = dt.datetime(2026, 9, 3, 5, 6, 7, tzinfo=dt.UTC)
    gathered = run(tmp_path, feed(web, "甲", entry("a", "https://a.example/1", IN)), captured=moment)
    assert [item.captured for item in gathered.items] == [moment]
