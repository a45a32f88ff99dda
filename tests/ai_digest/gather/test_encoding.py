"""Bytes in any charset, said to be in any other."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.gather.encoding import decode

SIMPLE = "<p>澄湖的新图书馆昨天开放了，这是北岸的第一个，来的人很多。</p>"
TRADITIONAL = "<p>蘆葦港的電信公司上週說，這個系統聽得懂三種方言，來電的人不用再等。</p>"


@pytest.mark.parametrize(
    "said", ["", "text/html; charset=utf-8", "text/html; charset=iso-8859-1", "text/html; charset=x"]
)
@pytest.mark.parametrize("charset", ["gbk", "gb18030", "utf-8"])
def test_simplified_chinese_is_read_whatever_is_said(charset: str, said: str) -> None:
    """A server's wrong or missing word on the charset changes nothing."""
    assert decode(SIMPLE.encode(charset), said) == SIMPLE


@pytest.mark.parametrize("said", ["", "text/html; charset=utf-8", "text/html; charset=ascii"])
def test_big5_is_told_from_gbk(said: str) -> None:
    """Of the two Chinese charsets, the one that gives the commoner signs is taken."""
    assert decode(TRADITIONAL.encode("big5"), said) == TRADITIONAL


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("marked", [True, False])
def test_wide_charsets_are_told_by_their_bytes(charset: str, marked: bool) -> None:  # noqa: FBT001
    """UTF-16 is read with and without its mark, UTF-32 with it."""
    mark = {
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
    }
    if marked or charset != "utf-32-le":
        body = (mark[charset] if marked else b"") + SIMPLE.encode(charset)
        assert decode(body, "text/xml; charset=utf-8") == SIMPLE


def test_a_mark_wins_over_every_word() -> None:
    """A byte order mark is believed before header and document, and is no part of the text."""
    text = f'<?xml version="1.0" encoding="big5"?>{SIMPLE}'
    assert decode(codecs.BOM_UTF8 + text.encode(), "text/xml; charset=gbk") == text


@pytest.mark.parametrize(
    "declaration",
    [
        '<?xml version="1.0" encoding="gb2312"?>',
        '<meta charset="gbk">',
        "<meta http-equiv=x content='text/html; charset=GB2312'>",
    ],
)
def test_the_document_may_name_its_charset(declaration: str) -> None:
    """A declaration is read as its wider charset: pages in "gb2312" hold signs that only GB18030 has."""
    text = declaration + "<p>镕</p>"
    assert decode(text.encode("gb18030"), "text/html; charset=iso-8859-1") == text


def test_a_document_that_lies_is_not_believed() -> None:
    """UTF-8 that calls itself ASCII or GBK is UTF-8."""
    for named in ("us-ascii", "gbk"):
        text = f'<?xml version="1.0" encoding="{named}"?>{SIMPLE}'
        assert decode(text.encode()) == text


def test_western_pages_stay_western() -> None:
    """French in windows-1252 is not taken for Chinese; Russian is believed where it is declared."""
    french = "<p>L’été dernier, la forêt a brûlé près de la rivière; où était-ce déjà ?</p>"
    assert decode(french.encode("cp1252")) == french
    russian = (
        '<meta charset="windows-1251"><p>Вчера на озере открыли новый дом, и в нём было много людей.</p>'
    )
    assert decode(russian.encode("cp1251")) == russian


def test_a_few_broken_bytes_do_not_change_the_charset() -> None:
    """UTF-8 that was cut within a sign, or has one bad byte, stays UTF-8."""
    assert decode(SIMPLE.encode()[:-6])[:20] == SIMPLE[:20]
    assert decode(SIMPLE.encode() + b"\xff" + SIMPLE.encode()) == f"{SIMPLE}\ufffd{SIMPLE}"


@given(st.binary(max_size=200), st.text(max_size=40))
def test_no_bytes_break_the_reading(body: bytes, said: str) -> None:
    """Whatever is served and said, the answer is a text."""
    assert isinstance(decode(body, f"text/html; charset={said}"), str)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Co")), max_size=60))
def test_utf8_comes_back(text: str) -> None:
    """Any text in UTF-8 is read as it was written."""
    assert decode(f"<p>三{text}</p>".encode()) == f"<p>三{text}</p>"
