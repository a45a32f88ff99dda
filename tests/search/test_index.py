"""The search index."""

import datetime as dt
import re
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from search.index import build_index
from search.pages import page_of, spaced
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
    assert build_index([ARTICLE], place) == ""
    first = files_below(place)
    assert {"pagefind.js", "pagefind-entry.json"} <= first.keys()
    assert not {"old.pf_index", "pagefind-ui.js"} & first.keys()
    assert build_index([ARTICLE], place) == ""
    assert files_below(place) == first
