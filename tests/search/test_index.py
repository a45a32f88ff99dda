"""The search index."""

import datetime as dt
import re
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from search.index import build_indexes, prune
from search.pages import page_of, spaced
from search.parts import parts_of
from tests.newsroom import files_below

ARTICLE = SimpleNamespace(
    title="今日 <要闻>",
    date=dt.datetime(2026, 8, 13, tzinfo=dt.UTC),
    save_as="2026/08/13/ai-daily/index.html",
    content='<h3 id="鹭">鹭湖芯片<a class="anchor" href="#鹭"></a></h3><p>推理芯片 L2</p>',
)


@given(st.text(alphabet="鹭湖芯片 ab1，。"))
def test_characters_are_apart_and_nothing_is_lost(text):
    """No two Chinese characters touch; without blanks the text is the same."""
    apart = spaced(text)
    assert not re.search("[\u4e00-\u9fff]{2}", apart)
    assert "".join(apart.split()) == "".join(text.split())


def test_a_page_keeps_the_ids_of_its_stories():
    """Tags stay as they are, signs behind headings are gone, titles are escaped."""
    page = page_of(ARTICLE)
    assert '<h3 id="鹭">' in page
    assert "anchor" not in page
    assert "&lt;" in page


def test_the_index_is_the_same_each_time(tmp_path):
    """Two runs write the same files, none of Pagefind's own pages, and old files go."""
    place = tmp_path / "pagefind"
    place.mkdir()
    (place / "old.pf_index").write_text("old")
    assert build_indexes({place: [ARTICLE]}, engine={place}) == {}
    first = files_below(place)
    assert {"pagefind.js", "pagefind-entry.json"} <= first.keys()
    assert not {"old.pf_index", "pagefind-ui.js"} & first.keys()
    assert build_indexes({place: [ARTICLE]}, engine={place}) == {}
    assert files_below(place) == first


def test_only_the_first_part_has_the_engine(tmp_path):
    """The others are index alone: programs of 200 KB are there once."""
    parts = {tmp_path / name: [ARTICLE] for name in ("2025", "2026q1")}
    assert build_indexes(parts, engine={tmp_path / "2025"}) == {}
    names = files_below(tmp_path).keys()
    assert {"2025/pagefind-entry.json", "2026q1/pagefind-entry.json", "2025/wasm.en.pagefind"} <= names
    assert not {"2026q1/pagefind.js", "2026q1/pagefind-worker.js", "2026q1/wasm.en.pagefind"} & names


def test_years_are_parts_and_the_newest_has_quarters():
    """A new edition is in a part of at most ninety-two; the years before it are not touched."""
    days = [
        dt.datetime(*day, tzinfo=dt.UTC)
        for day in ((2024, 12, 31), (2026, 8, 13), (2025, 1, 1), (2026, 1, 9))
    ]
    articles = [SimpleNamespace(date=day, save_as=f"{day:%Y/%m/%d}") for day in days]
    parts = {name: [article.save_as for article in part] for name, part in parts_of(articles).items()}
    assert list(parts.items()) == [
        ("2024", ["2024/12/31"]), ("2025", ["2025/01/01"]),
        ("2026q1", ["2026/01/09"]), ("2026q3", ["2026/08/13"]),
    ]  # fmt: skip
    assert parts_of([]) == {}


def test_parts_of_another_time_go(tmp_path):
    """When a year has become one part its quarters are gone, and so is an index without parts."""
    for name in ("2026q4", "2026", "2027q1"):
        (tmp_path / name).mkdir()
    (tmp_path / "pagefind.js").touch()
    prune(tmp_path, {"2026": [], "2027q1": []})
    assert {path.name for path in tmp_path.iterdir()} == {"2026", "2027q1"}
    prune(tmp_path / "none", {})
