"""What a feed's text keeps of a page."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from feeds.text import as_feed_text, plain

PAGE = "https://example.org/2026/08/13/ai-daily/"


def test_addresses_become_complete_and_furniture_goes():
    """Fragments, roots and paths of the site are told in full; the sign behind a heading is not told."""
    html = (
        '<article id="s1"><h3 id="鹭">鹭<a aria-labelledby="鹭" class="anchor" href="#鹭"></a></h3>'
        '<a href="#x">x</a><a href="/y">y</a><img src="../z.png"><a href="https://a.example/?b=1&amp;c">w</a></article>'
    )
    text = as_feed_text(html, PAGE)
    assert "anchor" not in text
    assert "article" not in text
    assert f'href="{PAGE}#x"' in text
    assert 'href="https://example.org/y"' in text
    assert 'src="https://example.org/2026/08/13/z.png"' in text
    assert 'href="https://a.example/?b=1&amp;c"' in text


def test_an_address_that_is_none_is_left():
    """A broken address costs nothing but itself."""
    assert as_feed_text('<a href="http://[">x</a>', PAGE) == '<a href="http://[">x</a>'


@given(st.text())
def test_every_text_can_stand_in_xml(text):
    """Control characters and lone surrogates are gone."""
    element = ET.Element("a")
    element.text = plain(text)
    assert ET.fromstring(ET.tostring(element)).tag == "a"  # noqa: S314  # written in the line above
