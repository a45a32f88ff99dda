"""Is a quote verbatim in its source?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.verify.quotes import find_quote, is_telling, normalised


def is_verbatim(quote: str, text: str) -> bool:
    """Tell whether the quote is found at all."""
    return find_quote(quote, text) is not None


CHINESE = (
    "澄湖实验室 9 月 3 日宣布，“芦苇”系统的参数规模为 3500 亿，训练用时 45 天。\n"
    "负责人说：「我们会在冬天之前公布全部测试记录。」"
)
ENGLISH = (
    "Heron opened its laboratory on the north shore.\n"
    "“It's a map of the reeds,” the director said, and it covers 3,500 square miles — all of the lake.\n"
    "The boats steer themselves through the low‑lying water."
)


@pytest.mark.parametrize(
    "quote",
    [
        "“芦苇”系统的参数规模为 3500 亿，训练用时 45 天",
        "系统的参数规模为3500亿，训练用时45天",
        "系统的参数规模为 ３５００ 亿",
        "系统的参数规模为 3500 亿,训练用时 45 天",
        '"芦苇"系统的参数规模',
        "「芦苇」系统的参数规模",
        "『芦苇』系统的参数规模",
        "训练用时 45 天。负责人说：「我们会",
        "训练用时 45 天。\n\n负责人说",
        '负责人说："我们会在冬天之前',
        "  训练用时 45 天  ",
    ],
)
def test_width_blanks_marks_and_line_ends_may_differ_in_chinese(quote: str) -> None:
    """A quote that differs only in width, blanks, quotation marks or line ends is verbatim."""
    assert is_verbatim(quote, CHINESE)


@pytest.mark.parametrize(
    "quote",
    [
        "Heron opened its laboratory",
        "Heron  opened\nits laboratory",
        '"It\'s a map of the reeds," the director said',
        "“It’s a map of the reeds,” the director said",
        "on the north shore. “It's a map",
        "the low-lying water",
        "covers 3,500 square miles — all of the lake",
    ],
)
def test_blanks_marks_and_line_ends_may_differ_in_english(quote: str) -> None:
    """The same holds for Latin text, with apostrophes and hyphens."""
    assert is_verbatim(quote, ENGLISH)


@pytest.mark.parametrize(
    "quote",
    [
        "系统的参数规模为 3600 亿",
        "系统的参数规模达 3500 亿",
        "系统参数规模为 3500 亿",
        "系统的参数规模为 35 00 亿",
        "训练用时 45 天，负责人说",
        "参数规模为 3500 亿…训练用时 45 天",
        "“芦苇”系统的参数规模为 3500 亿，冬天之前公布",
        "训练用时 45 天，训练用时 45 天",
        "我们会在冬天之前公布全部测试记录吗",
    ],
)
def test_an_altered_quote_fails_in_chinese(quote: str) -> None:
    """Another word, another figure, a left-out character or two pieces put together are no quote."""
    assert not is_verbatim(quote, CHINESE)


@pytest.mark.parametrize(
    "quote",
    [
        "Heron opens its laboratory",
        "heron opened its laboratory",
        "Heron opened a laboratory",
        "Heronopened its laboratory",
        "its laboratory ... a map of the reeds",
        "Heron opened the reeds",
        "covers 3500 square miles",
        "covers 3,5 00 square miles",
        "steer them selves through",
    ],
)
def test_an_altered_quote_fails_in_english(quote: str) -> None:
    """Case and blanks between Latin words belong to the words."""
    assert not is_verbatim(quote, ENGLISH)


@pytest.mark.parametrize(
    ("quote", "enough"),
    [
        ("参数规模", False),
        ("系统的参数", False),
        ("系统的参数规", True),
        ("参数规模 3500 亿", True),
        ("3500 亿，45 天", False),
        ("2026-09-03 07:30 45 90 12", False),
        ("好好好好好好好好", False),
        ("Heron", False),
        ("its laboratory", False),
        ("Heron opened its", True),
        ("the the the the", False),
        ("laboratory 45", False),
        ("opened laboratory 45", False),
        ("45 boats opened 90", True),
        ("会議で合意した", True),
        ("회의에서합의했다", True),
    ],
)
def test_a_quote_needs_some_length(quote: str, *, enough: bool) -> None:
    """A common word, digits alone or one word over and over prove nothing."""
    assert is_telling(quote) is enough


@pytest.mark.parametrize(
    ("quote", "position"),
    [
        ("澄湖实验室 9 月 3 日宣布", 0),
        ("“芦苇”系统的参数规模", 16),
        ("系统的参数规模为３５００亿", 20),
        ("负责人说：「我们会", CHINESE.index("负责人")),
    ],
)
def test_a_quote_is_found_at_its_place(quote: str, position: int) -> None:
    """The place is the offset of its first character in the text as it was captured."""
    assert find_quote(quote, CHINESE) == position


def test_a_later_place_counts_where_the_first_is_cut() -> None:
    """Where the first occurrence lies inside a figure, a whole one further on is the quote."""
    assert find_quote("3.5 亿元的新合同", "13.5 亿元的新合同之后，又签了 3.5 亿元的新合同") == 18


@pytest.mark.parametrize("quote", ["", " ", "\n\n\n\n\n\n\n", "\u3000" * 9, "参 数 规 模"])
def test_blanks_make_no_length(quote: str) -> None:
    """Length is counted after blanks are folded."""
    assert not is_verbatim(quote, CHINESE + quote * 3)


def test_nothing_is_in_an_empty_source() -> None:
    """A source without text supports nothing."""
    assert not is_verbatim("系统的参数规模", "")


@given(
    st.lists(st.sampled_from(["湖", "heron", "桥", "opened", "芦苇", "shore", "船", "reeds"]), min_size=8),
    st.data(),
)
def test_whole_words_of_a_source_are_a_quote(words: list[str], data: st.DataObject) -> None:
    """Any run of whole words that tells something is found, and where it is found it stands."""
    first = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[first : data.draw(st.integers(first + 1, len(words)))])
    source = " ".join(words)
    place = find_quote(quote, source)
    assert (place is not None) is is_telling(normalised(quote))
    assert place is None or source[place:].startswith(quote)


@given(st.text(), st.text(), st.text())
def test_no_text_breaks_the_search(before: str, piece: str, after: str) -> None:
    """Whatever the text and the quote, there is a place within the text, or none."""
    place = find_quote(piece, before + piece + after)
    assert place is None or 0 <= place < len(before + piece + after)


@given(st.text())
def test_comparing_is_done_once(text: str) -> None:
    """The form in which quotes are compared has one blank at most between words, and none at its ends."""
    form = normalised(text)
    assert form == form.strip()
    assert "  " not in form
    assert "\n" not in form
