"""The cover: a path of the site or an address elsewhere, measured where it can be."""

import logging

from PIL import Image


def test_a_cover_of_the_site_is_measured(make_article, tmp_path):
    """A path below the content folder gives the address and the size of the file."""
    (tmp_path / "images").mkdir()
    Image.new("RGB", (40, 21)).save(tmp_path / "images/一.png")
    cover = make_article(coverimage="/images/一.png").cover
    assert cover.url == "https://example.org/paper/images/%E4%B8%80.png"
    assert (cover.src, cover.width, cover.height) == (cover.url, 40, 21)
    assert not cover.is_remote


def test_a_cover_elsewhere_keeps_its_address(make_article):
    """An absolute address is taken as it is, without a size."""
    cover = make_article(coverimage="https://pictures.example.com/a.png").cover
    assert (cover.src, cover.url) == ("https://pictures.example.com/a.png",) * 2
    assert cover.width is None
    assert cover.is_remote


def test_the_text_for_a_cover(make_article):
    """`coverAlt` says what it shows, else the title does."""
    address = "https://pictures.example.com/a.png"
    assert make_article(coverimage=address).cover.alt == "封面：新一期"
    assert make_article(coverimage=address, coveralt="一座桥").cover.alt == "一座桥"


def test_a_cover_without_a_file_is_reported_and_left_out(make_article, caplog):
    """No page shows a broken picture, and the editor is told."""
    with caplog.at_level(logging.WARNING):
        assert make_article(coverimage="/images/none.png").cover is None
    assert "no cover '/images/none.png'" in caplog.text


def test_a_drawing_has_no_size(make_article, tmp_path):
    """An SVG is shown though it cannot be measured."""
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    assert make_article(coverimage="a.svg").cover.width is None
