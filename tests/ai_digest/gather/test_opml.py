"""OPML: out and in again without loss, and what hostile or foreign lists come to."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.errors import UsageError
from ai_digest.gather.catalog import load_sources, parse_sources, render_source
from ai_digest.gather.opml import MAX_BYTES, export_opml, read_opml
from ai_digest.gather.subscribe import import_opml
from ai_digest.model import Kind, Region, Selectors, Source
from tests.builders import source
from tests.newsroom import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = Source(
    name='List "A" & <B>',
    url="https://heron.example/news?a=1&b=2",
    language="en-GB",
    region=Region.INTERNATIONAL,
    kind=Kind.PAGE,
    weight=2.25,
    full_text=True,
    selectors=Selectors("ul > li", "h2, [class*='title']", "", "time"),
)
FOREIGN = """<?xml version="1.0"?>
<opml version="1.1"><head><title>my feeds</title></head><body>
  <outline text="AI">
    <outline text="中文" >
      <outline type="rss" text="澄湖日报" xmlUrl="https://chenghu.example/feed" language="zh-CN" htmlUrl="https://x"/>
    </outline>
    <outline title="Heron Wire" text="" xmlUrl="https://heron.example/rss"/>
    <outline xmlUrl="https://nameless.example/rss"/>
    <outline type="link" text="a note" url="https://note.example/"/>
  </outline>
</body></opml>"""


def write(tmp_path: Path, text: str | bytes, name: str = "feeds.opml") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def opml(*outlines: str) -> str:
    return f'<opml version="2.0"><body>{"".join(outlines)}</body></opml>'


def complaint(path: Path, **defaults: str) -> str:
    """Return the one line with which a file is refused."""
    with pytest.raises(UsageError) as caught:
        read_opml(path, **defaults)
    (line,) = caught.value.problems
    assert line.startswith(("feeds.opml: ", "cannot read"))
    return line


@pytest.mark.parametrize("sources", [(PAGE,), (source("甲"), PAGE, source("乙", weight=0.3, full_text=True))])
def test_out_and_in_again(tmp_path: Path, sources: tuple[Source, ...]) -> None:
    """Sources exported and imported into an empty file are the same sources, grouped by region."""
    catalogue = write(tmp_path, "", "sources.toml")
    imported = import_opml(write(tmp_path, export_opml(sources)), catalogue)
    assert imported.remarks == ()
    assert set(load_sources(catalogue)) == set(sources) == set(imported.added)


def test_the_shipped_catalogue_out_and_in_again(tmp_path: Path) -> None:
    """Nothing of the shipped catalogue is lost on the way through OPML, into a file that is not there yet."""
    shipped = load_sources(ROOT / "sources.toml")
    catalogue = tmp_path / "new.toml"
    import_opml(write(tmp_path, export_opml(shipped)), catalogue)
    assert set(load_sources(catalogue)) == set(shipped)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).map(str.strip)


@given(name=TEXT.filter(bool), weight=st.floats(0.01, 10), full_text=st.booleans())
def test_any_name_survives_both_formats(name: str, weight: float, full_text: bool) -> None:  # noqa: FBT001
    """A name of any characters, and any weight, is the same after TOML, and after XML and TOML."""
    one = source(name, weight=weight, full_text=full_text)
    assert parse_sources(render_source(one), "x") == (one,)
    outline = next(ET.fromstring(export_opml([one])).iter("outline")).find("outline")  # noqa: S314  our own
    assert outline is not None
    assert outline.get("text") == name
    assert float(outline.get("{urn:ai-digest:source}weight", "0")) == weight


def test_other_readers_see_plain_opml() -> None:
    """A feed has OPML's own attributes; a list page is a link, which a reader does not take for a feed."""
    outlines = {
        outline.get("text"): outline
        for outline in ET.fromstring(export_opml([source("甲"), PAGE])).iter("outline")  # noqa: S314  our own
    }
    assert outlines["甲"].get("type") == "rss"
    assert outlines["甲"].get("xmlUrl") == source("甲").url
    assert outlines["甲"].get("language") == "zh"
    assert outlines[PAGE.name].get("type") == "link"
    assert outlines[PAGE.name].get("xmlUrl") is None
    assert outlines[PAGE.name].get("url") == PAGE.url


def test_a_private_source_is_not_private_elsewhere(tmp_path: Path) -> None:
    """A list cannot open one's own network: `private` is neither written nor read."""
    text = export_opml([source("甲", private=True)])
    assert "private" not in text
    (entry,) = read_opml(write(tmp_path, text.replace("ai:kind", 'ai:private="true" ai:kind')))
    assert "private" not in entry


def test_a_foreign_list_with_groups(tmp_path: Path) -> None:
    """Nested groups are read; what is missing comes from the options, a name from the address if need be."""
    entries = read_opml(write(tmp_path, FOREIGN), language="en", region="international")
    assert [(entry["name"], entry["language"], entry["region"]) for entry in entries] == [
        ("澄湖日报", "zh", "international"),
        ("Heron Wire", "en", "international"),
        ("nameless.example", "en", "international"),
    ]


def test_what_a_foreign_list_lacks_is_asked_for_at_once(tmp_path: Path) -> None:
    """Without the options, one line each says how many entries lack a language and a region."""
    with pytest.raises(UsageError) as caught:
        read_opml(write(tmp_path, FOREIGN))
    assert caught.value.problems == (
        "feeds.opml: 2 of 3 entries say no language; pass --language",
        "feeds.opml: 3 of 3 entries say no region; pass --region",
    )


def test_a_group_hands_down_region_and_language(tmp_path: Path) -> None:
    """What a group says holds for the entries in it that say nothing themselves, under any prefix of ours."""
    text = """<opml version="2.0" xmlns:d="urn:ai-digest:source"><body>
      <outline text="g" d:region="domestic" language="zh"><outline text="h">
        <outline text="a" xmlUrl="https://a.example/"/>
        <outline text="b" xmlUrl="https://b.example/" d:region="international" language="en"/>
      </outline></outline>
      <outline text="c" xmlUrl="https://c.example/"/></body></opml>"""
    entries = read_opml(write(tmp_path, text), language="fr", region="international")
    assert [(entry["name"], entry["language"], entry["region"]) for entry in entries] == [
        ("a", "zh", "domestic"),
        ("b", "en", "international"),
        ("c", "fr", "international"),
    ]


def test_an_import_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """Comments, order and line ends stay to the byte; new tables stand behind them."""
    lines = (b"# mine", *render_source(source("M")).encode().splitlines())
    old = b"\r\n".join(lines) + b"  # the last line, and no end to it"
    catalogue = write(tmp_path, old, "sources.toml")
    import_opml(write(tmp_path, export_opml([source("甲")])), catalogue)
    new = catalogue.read_bytes()
    assert new.startswith(old + b"\n\n# --- from 'feeds.opml'")
    assert [one.name for one in load_sources(catalogue)] == ["M", "甲"]


def test_what_is_there_already_is_skipped_and_said(tmp_path: Path) -> None:
    """Another scheme, case of host or last slash make no other address; nothing is written twice."""
    catalogue = write(tmp_path, render_source(source("甲", url="https://a.example/feed/")), "sources.toml")
    before = catalogue.read_bytes()
    text = opml(
        '<outline text="A" xmlUrl="http://A.example/feed"/>',
        '<outline text="A again" xmlUrl="https://a.example/feed/"/>',
    )
    imported = import_opml(write(tmp_path, text), catalogue, language="zh", region="domestic")
    assert imported.added == ()
    assert imported.remarks == (
        "skipped 'A': '甲' has http://A.example/feed already",
        "skipped 'A again': '甲' has https://a.example/feed/ already",
    )
    assert catalogue.read_bytes() == before


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    """Names stay unique, within the list as well, and the change is said."""
    catalogue = write(tmp_path, render_source(source("News")), "sources.toml")
    text = opml(*(f'<outline text="News" xmlUrl="https://{host}.example/"/>' for host in ("b", "c", "c")))
    imported = import_opml(write(tmp_path, text), catalogue, language="en", region="domestic")
    assert [one.name for one in imported.added] == ["News (2)", "News (3)"]
    assert len(imported.remarks) == 3
    assert imported.remarks[0] == "renamed 'News' to 'News (2)': the name is taken"


def test_wrong_entries_are_said_and_nothing_is_written(tmp_path: Path) -> None:
    """Each wrong entry is one line with entry and key, and the file stays as it was."""
    catalogue = write(tmp_path, "# empty\n", "sources.toml")
    text = opml(
        '<outline text="good" xmlUrl="https://a.example/"/>',
        '<outline text="bad" xmlUrl="ftp://bad.example/"/>',
        '<outline text="heavy" xmlUrl="https://b.example/" ai:weight="99"/>',
        '<outline text="odd" url="https://c.example/" ai:kind="page"/>',
    )
    with pytest.raises(UsageError) as caught:
        import_opml(write(tmp_path, text), catalogue, language="en", region="domestic")
    lines = caught.value.problems
    assert len(lines) == 3
    assert lines[0].startswith("feeds.opml: source 2 'bad': key 'url'")
    assert "'weight'" in lines[1]
    assert "'item'" in lines[2]
    assert catalogue.read_text() == "# empty\n"


def test_a_catalogue_that_cannot_take_tables(tmp_path: Path) -> None:
    """Where [[source]] cannot be added, one line says so and nothing is written."""
    inline = f"source = [{{ {', '.join(render_source(source('甲')).splitlines()[1:])} }}]\n"
    assert tomllib.loads(inline)
    catalogue = write(tmp_path, inline, "sources.toml")
    with pytest.raises(UsageError, match="nothing was imported"):
        import_opml(write(tmp_path, export_opml([source("乙")])), catalogue)
    assert catalogue.read_text() == inline


BOMB = """<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<opml version="2.0"><body><outline text="&c;" xmlUrl="&c;"/></body></opml>"""
THIEF = """<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<opml version="2.0"><body><outline text="&x;"/></body></opml>"""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (BOMB, "document type declaration"),
        (THIEF, "document type declaration"),
        ('<!DOCTYPE opml SYSTEM "http://127.0.0.1:9/x.dtd"><opml/>', "document type declaration"),
        (opml('<outline text="&unknown;" xmlUrl="https://a.example/"/>'), "not XML"),
        (opml('<outline text="a" xmlUrl="https://a.example/">'), "not XML"),
        ("name = 'toml'", "not XML"),
        ("", "not XML"),
        (b"\x89PNG\r\n\x1a\n", "not XML"),
        ("<rss version='2.0'><channel/></rss>", "not OPML: it begins with <rss>"),
        (opml(), "no sources"),
        (opml('<outline text="a folder"/>'), "no sources"),
        ('<?xml version="1.0" encoding="gb18030"?><opml/>', "save it as UTF-8"),
        (b" " * (MAX_BYTES + 1), "larger than 5 MiB"),
        (opml('<outline text="a" xmlUrl="https://a.example/"/>' * 5_001), "more than 5000 sources"),
    ],
)
def test_a_hostile_list_is_one_line(tmp_path: Path, body: str | bytes, words: str) -> None:
    """Entities, other formats, no XML at all, too much of it: one line each, before anything is expanded."""
    assert words in complaint(write(tmp_path, body), language="en", region="domestic")


def test_a_deep_list_is_read(tmp_path: Path) -> None:
    """Ten thousand groups in one another cost no stack."""
    depth = 10_000
    inner = '<outline text="a" xmlUrl="https://a.example/"/>'
    text = opml('<outline text="g">' * depth + inner + "</outline>" * depth)
    assert len(read_opml(write(tmp_path, text), language="en", region="domestic")) == 1


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is named with the reason."""
    assert "No such file" in complaint(tmp_path / "none.opml")
