"""Front matter as metadata: what an editor writes is what Pelican gets."""

import datetime as dt

import pytest

HEAD = "---\ntitle: 第一期\ndate: 2026-08-13 07:30\n{}\n---\n正文。\n"


def metadata(read, lines):
    return read(HEAD.format(lines))[1]


@pytest.mark.parametrize(
    "line",
    ['tags: ["AI", "AI 日报"]', "tags: AI, AI 日报", "tags: AI，AI 日报", "tags:\n  - AI\n  - AI 日报"],
)
def test_tags_are_exact_however_they_are_written(read, line):
    """A list, a block list and a text with commas give the same tags, without quotes or brackets."""
    assert [tag.name for tag in metadata(read, line)["tags"]] == ["AI", "AI 日报"]


def test_words_that_old_yaml_takes_for_something_else_stay_words(read):
    """`NO`, `on`, `1.10` and `12:30` are what the editor wrote."""
    found = metadata(read, "tags: [NO, on, 1.10, 2026]\nslug: 12:30")
    assert [tag.name for tag in found["tags"]] == ["NO", "on", "1.10", "2026"]
    assert found["slug"] == "12:30"


def test_values_that_are_not_text_keep_their_type(read):
    """Numbers and booleans that Pelican does not know survive."""
    found = metadata(read, "weight: 3\nscore: 0.5\nfeatured: true\ncode: 007")
    assert (found["weight"], found["score"], found["featured"], found["code"]) == (3, 0.5, True, "007")


def test_the_template_of_a_cover_is_a_word(read):
    """`cover` is known: what it says stays text, whatever YAML would make of it."""
    assert metadata(read, "cover: numbers")["cover"] == "numbers"
    assert metadata(read, "cover: 3")["cover"] == "3"


def test_names_are_lower_case_and_text_is_untouched(read):
    """`coverImage` becomes `coverimage`; its value loses no character."""
    found = metadata(read, 'coverImage: "/images/covers/a b.png"\nseo: [模型, "Claude, 5"]')
    assert found["coverimage"] == "/images/covers/a b.png"
    assert found["seo"] == ["模型", "Claude, 5"]


@pytest.mark.parametrize("value", ["a, b", "a，b", "[a, b]", "[a, b, a]"])
def test_seo_is_a_list_of_words(read, value):
    """`seo` is a list of str without repeats, also from one text."""
    assert metadata(read, f"seo: {value}")["seo"] == ["a", "b"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-08-13", "2026-08-13T00:00:00"),
        ("2026-08-13 07:30", "2026-08-13T07:30:00"),
        ('"2026/8/13 7:30"', "2026-08-13T07:30:00"),
        ("2026-08-13T07:30:05", "2026-08-13T07:30:05"),
        ("2026-08-12T23:30:00Z", "2026-08-13T07:30:00+08:00"),
        ("2026-08-13 07:30:00 +08:00", "2026-08-13T07:30:00+08:00"),
    ],
)
def test_dates_are_read_and_told_in_the_sites_zone(read, value, expected):
    """With or without time or offset; one with an offset moves to the site's zone, day included."""
    found = read(f"---\ntitle: 第一期\ndate: {value}\n---\n")[1]
    assert found["date"].isoformat() == expected


def test_edition_is_an_iso_date_as_text(read):
    """`edition` stays the day as written."""
    assert metadata(read, "edition: 2026-08-13")["edition"] == "2026-08-13"


def test_modified_is_a_date(read):
    """`modified` is read like `date`."""
    assert metadata(read, "modified: 2026-08-14")["modified"].date() == dt.date(2026, 8, 14)


def test_empty_values_are_left_out(read):
    """A name without a value is as if it was not there."""
    assert "category" not in metadata(read, "category:")


def test_sections_are_the_h2_of_the_body(read):
    """`sections` lists id and plain name for the jump list."""
    _, found = read("---\ntitle: 一\n---\n# 一\n\n## A & B `x`\n\n### 条目\n\n## 更多动态\n")
    assert found["sections"] == [{"id": "a-b-x", "name": "A & B x"}, {"id": "更多动态", "name": "更多动态"}]


def test_an_empty_body_has_no_sections_of_the_article_before(read):
    """Nothing of one article reaches the next."""
    read("---\ntitle: 一\n---\n## 章节\n")
    content, found = read("---\ntitle: 二\n---\n")
    assert (content, found["sections"]) == ("", [])


def test_a_file_without_front_matter_is_read_as_pelican_reads_it(read):
    """Stock metadata lines still work."""
    content, found = read("Title: Plain\nDate: 2026-08-13\n\nText.\n")
    assert (found["title"], content) == ("Plain", "<p>Text.</p>")


def test_a_body_that_looks_like_stock_metadata_stays_body(read):
    """`Word: …` at the start of the body is text, not metadata."""
    content, found = read("---\ntitle: 一\n---\nNote: 正文。\n")
    assert "Note: 正文。" in content
    assert "note" not in found


@pytest.mark.parametrize("text", ["﻿---\ntitle: 一\n---\n正文", "\n---\r\ntitle: 一\r\n---\r\n正文"])
def test_byte_order_mark_and_line_ends_do_not_matter(read, text):
    """Files from any editor are read."""
    content, found = read(text)
    assert (found["title"], content) == ("一", "<p>正文</p>")
