"""The cover: a path of the site or an address elsewhere, measured where it can be."""

import datetime as dt
import logging

import pytest
from PIL import Image

from ai_digest.file.covers import draw_cover
from ai_digest.file.covers.cover import Cover
from ai_digest.file.covers.palette import PLAIN
from seo.cover_sizes import give_sizes
from seo.site import site_of
from seo.structured import news_article


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
    assert "picture '/images/none.png' is no file" in caplog.text


def test_a_drawing_has_no_size(make_article, tmp_path):
    """An SVG is shown though it cannot be measured."""
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    assert make_article(coverimage="a.svg").cover.width is None


DRAWN = Cover("新一期", dt.date(2026, 8, 13), "样报", issue=2)


def draw_into(folder, name="images/covers/2026-08-13.png", cover=DRAWN):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(draw_cover(cover, PLAIN))
    return f"/{name}"


@pytest.fixture
def sized(make_article, settings, tmp_path):
    """Make an article and give it its sizes."""
    settings["OUTPUT_PATH"] = str(tmp_path / "output")

    def make(**metadata):
        article = make_article(**metadata)
        give_sizes([article], site_of(settings), settings)
        return article

    return make


def test_the_newest_covers_have_every_size(sized, tmp_path):
    """A drawn cover gives WebP for the page, light and dark, and three shapes in the structured data."""
    article = sized(coverimage=draw_into(tmp_path))
    assert [(source.scheme, source.srcset.count("w,")) for source in article.cover.sources] == [
        ("dark", 1),
        ("", 1),
    ]
    images = news_article(article, site_of(article.settings))["image"]
    assert images[0] == "https://example.org/paper/images/covers/2026-08-13.png"
    assert [address.rsplit("-", 1)[1] for address in images[1:]] == [
        "1200x675.webp",
        "1200x900.webp",
        "1200x1200.webp",
    ]
    written = {path.name for path in (tmp_path / "output/covers").iterdir()}
    named = ",".join([*images[1:], *(source.srcset for source in article.cover.sources)])
    assert len(written) == 7
    assert all(name in named for name in written)


def test_only_the_newest_have_them(make_article, settings, tmp_path):
    """Covers beyond AI_DIGEST_COVER_SIZES keep the one picture."""
    settings |= {"OUTPUT_PATH": str(tmp_path / "output"), "AI_DIGEST_COVER_SIZES": 1}
    new, old = (make_article(coverimage=draw_into(tmp_path)) for _ in range(2))
    give_sizes([new, old], site_of(settings), settings)
    assert new.cover.sources
    assert not old.cover.sources
    assert len(list((tmp_path / "output/covers").iterdir())) == 7


def test_a_drawn_cover_stands_in_for_a_broken_one(sized, tmp_path, caplog, monkeypatch):
    """A picture that is missing is reported; one drawn from the article is shared in its place."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.md").write_text("---\ntitle: 新一期\ndate: 2026-08-13\n---\n正文\n", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        article = sized(coverimage="/images/gone.png")
    assert "picture '/images/gone.png' is no file below content/" in caplog.text
    assert article.cover.src.startswith("https://example.org/paper/covers/gone-")
    assert (article.cover.width, article.cover.height) == (1200, 630)
    assert (tmp_path / "output/covers" / article.cover.src.rsplit("/", 1)[1]).is_file()


def test_the_editions_own_cover_stands_in_first(make_article, tmp_path):
    """An edition whose coverImage leads nowhere has the cover that was drawn when it was filed."""
    draw_into(tmp_path)
    cover = make_article(coverimage="/images/lost.png", edition="2026-08-13").cover
    assert cover.url == "https://example.org/paper/images/covers/2026-08-13.png"


def test_an_own_picture_gets_its_sizes(sized, tmp_path):
    """A photo of the site is shared as it is, and cut for search engines and the page."""
    Image.new("RGB", (1600, 900)).save(tmp_path / "bridge.jpg")
    cover = sized(coverimage="/bridge.jpg").cover
    assert (cover.url, cover.width) == ("https://example.org/paper/bridge.jpg", 1600)
    assert len(cover.shapes) == 3
    assert [source.scheme for source in cover.sources] == [""]


def test_a_cover_elsewhere_gets_none(sized, tmp_path):
    """What lies on another site is used as it is."""
    cover = sized(coverimage="https://pictures.example.com/a.png").cover
    assert (cover.sources, cover.shapes) == ((), ())
    assert not (tmp_path / "output").exists()


def test_sizes_that_cannot_be_made_are_no_failure(sized, tmp_path, caplog):
    """A full or read-only disk leaves the cover with its one picture, and says so."""
    (tmp_path / "output").write_text("in the way", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        cover = sized(coverimage=draw_into(tmp_path)).cover
    assert cover.url.endswith("/images/covers/2026-08-13.png")
    assert not cover.sources
    assert "keeps one size" in caplog.text
