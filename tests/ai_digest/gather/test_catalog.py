"""sources.toml: what a person writes, and each of their mistakes in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from ai_digest.errors import UsageError
from ai_digest.gather.catalog import is_web_address, load_sources, render_source
from ai_digest.model import Kind, Region, Selectors, Source
from tests.newsroom import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GOOD = {
    "name": '"澄湖日报"',
    "url": '"https://chenghu.example/feed"',
    "language": '"zh"',
    "region": '"domestic"',
}


def table(**changes: str | None) -> str:
    """Return a `[[source]]` table; a value is TOML as it stands, None leaves the key out."""
    lines = [f"{key} = {value}" for key, value in {**GOOD, **changes}.items() if value is not None]
    return "\n".join(["[[source]]", *lines, ""])


def load(tmp_path: Path, text: str) -> tuple[Source, ...]:
    """Write a catalogue and load it."""
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return load_sources(path)


def problems(tmp_path: Path, text: str) -> tuple[str, ...]:
    """Return the lines a wrong catalogue is answered with."""
    with pytest.raises(UsageError) as caught:
        load(tmp_path, text)
    assert str(caught.value).splitlines() == list(caught.value.problems)
    return caught.value.problems


def test_a_feed_needs_four_keys(tmp_path: Path) -> None:
    """A feed with the required keys only gets the documented defaults."""
    assert load(tmp_path, table()) == (
        Source("澄湖日报", "https://chenghu.example/feed", "zh", Region.DOMESTIC, Kind.FEED, 1.0),
    )


def test_every_key_is_kept(tmp_path: Path) -> None:
    """A page with every key is read as it was written, and sources keep their order."""
    page = table(
        name='"Heron Wire"',
        url='"http://heron.example:8080/news"',
        kind='"page"',
        language='"en-GB"',
        region='"international"',
        weight="2.5",
        full_text="true",
        private="true",
        item='"li"',
        title='"h2"',
        link='"a.more"',
        date='"time"',
    )
    first, second = load(tmp_path, page + table())
    assert first == Source(
        name="Heron Wire",
        url="http://heron.example:8080/news",
        language="en-GB",
        region=Region.INTERNATIONAL,
        kind=Kind.PAGE,
        weight=2.5,
        full_text=True,
        private=True,
        selectors=Selectors("li", "h2", "a.more", "time"),
    )
    assert second.name == "澄湖日报"


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"name": None}, "name", "missing"),
        ({"url": None}, "url", "missing"),
        ({"language": None}, "language", "missing"),
        ({"region": None}, "region", "missing"),
        ({"name": '"  "'}, "name", "at least 1"),
        ({"name": "7"}, "name", "string"),
        ({"kind": '"fed"'}, "kind", "'page'"),
        ({"language": '"Chinese"'}, "language", "pattern"),
        ({"region": '"国内"'}, "region", "'international'"),
        ({"weight": "0"}, "weight", "greater than 0"),
        ({"weight": "11"}, "weight", "less than or equal to 10"),
        ({"weight": '"heavy"'}, "weight", "number"),
        ({"full_text": '"perhaps"'}, "full_text", "boolean"),
    ],
)
def test_a_mistake_is_one_line_with_entry_and_key(
    tmp_path: Path, changes: dict[str, str | None], key: str, words: str
) -> None:
    """Each mistake gives one line that names the file, the entry, the key and what is expected."""
    (line,) = problems(tmp_path, table(name='"好源"', url='"https://good.example/"') + table(**changes))
    assert line.startswith("sources.toml: source 2 ")
    assert repr(key) in line
    assert words in line


@pytest.mark.parametrize(
    ("typo", "meant"),
    [("langage", "language"), ("fulltext", "full_text"), ("Name", "name"), ("wieght", "weight")],
)
def test_a_typo_is_answered_with_the_nearest_key(tmp_path: Path, typo: str, meant: str) -> None:
    """An unknown key is an error that names the nearest known one."""
    lines = problems(tmp_path, table(**{typo: '"x"'}))
    assert len(lines) == 1
    assert f"unknown key {typo!r}; did you mean {meant!r}?" in lines[0]


def test_a_strange_key_is_answered_with_all_keys(tmp_path: Path) -> None:
    """An unknown key that resembles none is answered with those there are."""
    (line,) = problems(tmp_path, table(zzz='"x"'))
    assert "unknown key 'zzz'; known are date, full_text, item, kind, language" in line


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Several wrong entries give all their lines in one error, in the order of the file."""
    lines = problems(
        tmp_path,
        table(name='"一"', url='"x"', region='"mars"')
        + table(name='"二"', url='"https://two.example/"')
        + table(name='"三"', url='"https://three.example/"', colour='"red"', language=None),
    )
    assert len(lines) == 4
    assert [line.split(": ")[1] for line in lines] == ["source 1 '一'"] * 2 + ["source 3 '三'"] * 2


@pytest.mark.parametrize(
    ("key", "second"),
    [
        ("name", {"url": '"https://other.example/"'}),
        ("url", {"name": '"别的"'}),
    ],
)
def test_a_repeated_name_or_address_is_a_mistake(
    tmp_path: Path, key: str, second: dict[str, str | None]
) -> None:
    """Two entries with the same name or address are told apart by their numbers."""
    (line,) = problems(tmp_path, table() + table(**second))
    assert "source 2" in line
    assert "source 1 has" in line
    assert repr(key) in line


def test_two_entries_without_a_name_are_no_repetition(tmp_path: Path) -> None:
    """What is missing twice is reported as missing, not as repeated."""
    lines = problems(tmp_path, table(name=None) + table(name=None, url='"https://b.example/"'))
    assert len(lines) == 2
    assert not any("already" in line for line in lines)


@pytest.mark.parametrize(
    "address",
    [
        "chenghu.example/feed",
        "ftp://chenghu.example/feed",
        "https://",
        "https:///feed",
        "https://[::1/feed",
        "https://chenghu.example:port/",
        "https://chenghu.example:70000/",
        "https://chenghu.example/a b",
        "https://chenghu.example/a\tb",
        "https://chenghu.example/a\u202eb",
        "https://a\u2100b.example/",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_web_address(address: str) -> None:
    """Only http and https with a host, and nothing invisible, is an address to fetch."""
    assert not is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://chenghu.example",
        "HTTP://chenghu.example/feed?a=1#top",
        "http://127.0.0.1:8790/feed",
        "https://[2001:db8::1]:8443/feed",
        "https://澄湖.example/消息",
    ],
)
def test_what_is_a_web_address(address: str) -> None:
    """Ports, IPv6 hosts and Chinese hosts and paths are fine."""
    assert is_web_address(address)


def test_a_bad_address_is_named_with_what_is_expected(tmp_path: Path) -> None:
    """A wrong address is quoted, and an example stands beside it."""
    (line,) = problems(tmp_path, table(url='"www.chenghu.example"'))
    assert "key 'url'" in line
    assert "'https://site.example/feed' is expected" in line
    assert "'www.chenghu.example'" in line


def test_a_page_needs_its_item_selector(tmp_path: Path) -> None:
    """A page without the selector of its items is one line that says which key is missing."""
    (line,) = problems(tmp_path, table(kind='"page"', title='"h2"'))
    assert "'item'" in line
    assert "\n" not in line


def test_a_feed_has_no_selectors(tmp_path: Path) -> None:
    """Selectors in a feed are a forgotten kind, and named."""
    (line,) = problems(tmp_path, table(item='"li"', date='"time"'))
    assert "item, date: selectors are for kind = 'page'" in line


def test_a_malformed_selector_is_a_mistake_of_the_catalogue(tmp_path: Path) -> None:
    """A selector that is no CSS is found when the catalogue is read, not in the night's run."""
    (line,) = problems(tmp_path, table(kind='"page"', item='"div..entry"'))
    assert "div..entry" in line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[source]\nname = 1", "not valid TOML"),
        ("", "add at least one [[source]] table"),
        ("source = []", "add at least one [[source]] table"),
        ("[source]\nname = 'x'", "add at least one [[source]] table"),
        ("source = ['x']", "add at least one [[source]] table"),
        ("[[sources]]\nname = 'x'", "unknown table 'sources'"),
    ],
)
def test_a_file_without_tables_of_sources(tmp_path: Path, text: str, words: str) -> None:
    """A file that is not TOML, or has no source tables, is one line that says what is expected."""
    (line,) = problems(tmp_path, text)
    assert line.startswith("sources.toml: ")
    assert words in line


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are a mistake of the file, not a crash."""
    path = tmp_path / "sources.toml"
    path.write_bytes(b"\xff\xfe[[source]]")
    with pytest.raises(UsageError, match="not valid TOML"):
        load_sources(path)


def test_a_missing_file_names_the_option(tmp_path: Path) -> None:
    """Without the file, the message names the path and the option that gives another."""
    with pytest.raises(UsageError, match=r"nowhere\.toml.*--sources FILE") as caught:
        load_sources(tmp_path / "nowhere.toml")
    assert caught.value.exit_code == 2


SHIPPED = ROOT / "sources.toml"


def test_the_shipped_catalogue_covers_both_regions() -> None:
    """The catalogue that comes with the project is valid, large enough, and has both regions."""
    sources = load_sources(SHIPPED)
    assert len(sources) >= 38
    assert sum(source.region is Region.DOMESTIC for source in sources) >= 12
    assert sum(source.region is Region.INTERNATIONAL for source in sources) >= 12
    assert all(source.url.startswith("https://") for source in sources)
    assert not any(source.private for source in sources)


def test_the_shipped_catalogue_says_where_each_address_was_found() -> None:
    """Each table has a comment with the word "found", and names and addresses occur once."""
    tables = SHIPPED.read_text(encoding="utf-8").split("\n[[source]]")[1:]
    sources = load_sources(SHIPPED)
    assert len(tables) == len(sources)
    assert [table for table in tables if "\n# found: " not in table] == []
    assert len({source.name for source in sources}) == len(sources)
    assert len({source.url for source in sources}) == len(sources)


@pytest.mark.parametrize(
    "host",
    [
        "ithome.com",
        "news.aibase.com",
        "qbitai.com",
        "oschina.net",
        "36kr.com",
        "leiphone.com",
        "hex2077.dev",
        "ifanr.com",
        "huxiu.com",
        "openai.com",
        "anthropic.com",
        "liquid.ai",
        "hnrss.org",
        "newshacker.me",
        "github.com",
        "arxiv.org",
        "bloomberg.com",
        "wired.com",
        "ft.com",
        "cnbc.com",
        "techcrunch.com",
        "zdnet.com",
        "science.org",
    ],
)
def test_the_shipped_catalogue_has_the_publishers_that_editors_name(host: str) -> None:
    """Every publisher that earlier digests link to, and that can be read by a program, is there."""
    assert any((urlsplit(source.url).hostname or "").endswith(host) for source in load_sources(SHIPPED))


def test_a_source_written_is_the_source_read(tmp_path: Path) -> None:
    """A table that the program writes is read back as the same source, every key of it."""
    written = Source(
        name='Heron "Wire" \\ \x7f',
        url="https://heron.example/news",
        language="en-GB",
        region=Region.INTERNATIONAL,
        kind=Kind.PAGE,
        weight=0.25,
        full_text=True,
        private=True,
        selectors=Selectors("li > a[href^='/']", "h2", "", "time"),
    )
    assert load(tmp_path, render_source(written)) == (written,)


@pytest.mark.parametrize("text", [None, "", "# nothing yet\n"])
def test_an_empty_catalogue_can_be_right(tmp_path: Path, text: str | None) -> None:
    """Where sources are about to be added, a file that is missing or has none is no mistake."""
    path = tmp_path / "sources.toml"
    if text is not None:
        path.write_text(text)
    assert load_sources(path, empty_ok=True) == ()
