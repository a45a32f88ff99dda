"""The files of a cover: what they say of themselves, their sizes, and pictures that are an editor's own."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from ai_digest.file.covers import draw_cover
from ai_digest.file.covers.cover import Cover, Figure, Template
from ai_digest.file.covers.palette import PLAIN
from ai_digest.file.covers.pictures import State, look_at, problem
from ai_digest.file.covers.sizes import FOLDER, of_drawn, of_own, prune, write_missing
from ai_digest.file.covers.stamp import SOURCE_TYPE, words_of, xmp

if TYPE_CHECKING:
    from pathlib import Path

COVER = Cover(
    "标题 & <题>",
    dt.date(2026, 8, 13),
    "AI 日报",
    ("一", "二"),
    issue=4,
    topics=("甲", "乙"),
    figure=Figure("97%", "降低 97%"),
    template=Template.NUMBERS,
)
PAGE = "https://paper.example/2026/08/13/ai-daily/"
SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "iptc": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}


def told(packet: bytes, name: str) -> str:
    """Return the text of one element of an XMP packet."""
    return etree.fromstring(packet).findtext(f".//{name}", namespaces=SPACES)


def test_every_file_says_that_a_program_made_it_and_for_which_page():
    """PNG and WebP hold XMP with IPTC's digital source type and the page's address."""
    png = Image.open(io.BytesIO(draw_cover(COVER, PLAIN, PAGE)))
    files = [Image.open(io.BytesIO(one.make())) for one in of_drawn(COVER, "a", PLAIN, PAGE).files]
    packets = [png.info["XML:com.adobe.xmp"].encode(), *(image.info["xmp"] for image in files)]
    assert len(packets) == 8
    for packet in packets:
        assert told(packet, "iptc:DigitalSourceType") == SOURCE_TYPE
        assert told(packet, "dc:source") == PAGE


@given(st.text(max_size=40))
def test_any_title_makes_good_xml(title):
    """Whatever a title holds, its XMP can be read."""
    assert etree.fromstring(xmp(replace(COVER, title=title), "")) is not None


def test_a_png_holds_the_words_it_was_drawn_from(tmp_path: Path):
    """The words read from the file are those of the cover, with all their parts."""
    path = tmp_path / "a.png"
    path.write_bytes(draw_cover(COVER, PLAIN))
    assert words_of(path) == COVER


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_other_files_have_no_words(tmp_path: Path, content: bytes):
    """What this program did not draw has no words."""
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert words_of(path) is None
    assert words_of(tmp_path / "none.png") is None


def test_a_drawn_cover_is_laid_out_in_every_size():
    """16:9, 4:3 and 1:1 at 1200 pixels for search engines, two widths in light and dark for the page."""
    derived = of_drawn(COVER, "2026-08-13", PLAIN, PAGE)
    assert [(one.width, one.height) for one in derived.search] == [(1200, 675), (1200, 900), (1200, 1200)]
    assert [(str(one.scheme), one.width) for one in derived.page] == [
        ("light", 640), ("light", 1200), ("dark", 640), ("dark", 1200),
    ]  # fmt: skip
    for one in derived.files:
        content = one.make()
        assert Image.open(io.BytesIO(content)).size == (one.width, one.height)
        assert len(content) <= 100_000


def test_names_change_with_what_they_name():
    """Other words, colours or another page give other names; the same give the same."""
    names = {
        of_drawn(*arguments).search[0].name
        for arguments in (
            (COVER, "a", PLAIN, PAGE),
            (replace(COVER), "a", PLAIN, PAGE),
            (replace(COVER, title="别的"), "a", PLAIN, PAGE),
            (COVER, "a", PLAIN[1:], PAGE),
            (COVER, "a", PLAIN, ""),
        )
    }
    assert len(names) == 4


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "CMYK"])
def test_an_own_picture_is_cut_and_never_enlarged(tmp_path: Path, mode: str):
    """A picture of 1000×700 gives its largest 16:9, 4:3 and 1:1, and two widths for the page."""
    path = tmp_path / "桥 a.tif"
    Image.new(mode, (1000, 700)).save(path)
    derived = of_own(path, (1000, 700))
    assert [(one.width, one.height) for one in derived.search] == [(1000, 562), (933, 700), (700, 700)]
    assert [one.width for one in derived.page] == [640, 1000]
    assert all(one.name.startswith("a-") for one in derived.files)
    for one in derived.files:
        assert Image.open(io.BytesIO(one.make())).size == (one.width, one.height)


def test_an_own_picture_is_turned_as_it_is_shown(tmp_path: Path):
    """A photo that lies on its side is measured and cut upright, and tells nothing of camera or place."""
    path, exif = tmp_path / "a.jpg", Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "camera"
    Image.new("RGB", (300, 200)).save(path, exif=exif)
    picture = look_at("/a.jpg", tmp_path)
    assert picture.size == (200, 300)
    made = Image.open(io.BytesIO(of_own(path, picture.size).page[0].make()))
    assert made.size == (200, 300)
    assert not made.getexif()


def test_files_are_written_once_and_pruned(tmp_path: Path):
    """A second build writes nothing; files of covers that are gone go, foreign files stay."""
    files = of_drawn(COVER, "a", PLAIN, PAGE).search
    write_missing(files, tmp_path)
    first = {path.name: path.stat().st_mtime_ns for path in (tmp_path / FOLDER).iterdir()}
    (tmp_path / FOLDER / "mine.webp").write_bytes(b"x")
    write_missing(files, tmp_path)
    prune(tmp_path, files[:1])
    assert {path.name for path in (tmp_path / FOLDER).iterdir()} == {files[0].name, "mine.webp"}
    assert (tmp_path / FOLDER / files[0].name).stat().st_mtime_ns == first[files[0].name]


def test_pictures_are_told_apart(tmp_path: Path):
    """No cover, one elsewhere, one of the site, and three kinds that cannot be shown, each with advice."""
    whole = draw_cover(COVER, PLAIN)
    (tmp_path / "whole.png").write_bytes(whole)
    (tmp_path / "cut.png").write_bytes(whole[:5000])
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    (tmp_path / "a.svg").write_text("<svg/>", encoding="utf-8")
    states = {
        "": State.NONE,
        "https://a.example/b.png": State.REMOTE,
        "//a.example/b.png": State.REMOTE,
        "/whole.png": State.READY,
        "{static}whole.png": State.READY,
        "a.svg": State.READY,
        "/none.png": State.MISSING,
        "/../none.png": State.OUTSIDE,
        "/cut.png": State.BROKEN,
        "/text.png": State.BROKEN,
    }
    for address, state in states.items():
        picture = look_at(address, tmp_path)
        assert picture.state is state, address
        wrong = state in {State.MISSING, State.OUTSIDE, State.BROKEN}
        assert bool(problem(picture)) is wrong
    assert look_at("/cut.png", tmp_path, whole=False).state is State.READY
    assert "no file below content/; put the picture there" in problem(look_at("/none.png", tmp_path))
