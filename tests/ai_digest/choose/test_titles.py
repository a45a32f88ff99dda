"""What is read in a title."""

from __future__ import annotations

import pytest

from ai_digest.choose.lexicon import lexicon
from ai_digest.choose.wording import read_title


@pytest.mark.parametrize(
    ("title", "term"),
    [
        ("Heron launches a boat", "=release"),
        ("苍鹭发布新船", "=release"),
        ("Heron sued over its boats", "=sue"),
        ("苍鹭被起诉", "=sue"),
        ("谷歌公布财报", "=google"),
        ("Google’s quarter", "=google"),
    ],
)
def test_both_languages_are_read_into_the_same_terms(title: str, term: str) -> None:
    """An English word by its stem, a Chinese one wherever it stands: the term is the same."""
    assert term in read_title(title).terms


def test_the_longest_words_are_read_first() -> None:
    """A longer word is not read as a shorter one inside it, and then it is used up."""
    assert "=centralbank" in read_title("a central bank decides").terms
    assert "=bank" not in read_title("a central bank decides").terms
    assert "=world2" in read_title("世界模型").terms
    assert "=world" not in read_title("世界模型").terms


@pytest.mark.parametrize(
    ("title", "figures"),
    [
        ("融资 3.2 亿美元", {"#320000000"}),
        ("raises $320 million", {"#320000000"}),
        ("$4B valuation", {"#4000000000"}),
        ("1,200 boats, 18% more", {"#1200", "#18%"}),
        ("Reed 2.10.4 is out", {"#2.10.4"}),
        ("苇 3.5 下载翻倍", {"#3.5"}),
        ("no figure at all", set()),
    ],
)
def test_figures_are_values(title: str, figures: set[str]) -> None:
    """Scales, separators and percent signs of both languages are read; a version keeps its dots."""
    assert read_title(title).figures == figures


@pytest.mark.parametrize(
    ("title", "versions"),
    [
        ("Reed 5.2 ships", {"reed": {"5.2"}}),
        ("芦苇 Reed3.5 上线", {"reed": {"3.5"}}),
        ("Reed-5 and Kestrel 2", {"reed": {"5"}, "kestrel": {"2"}}),
        ("v2.1.4", {"v": {"2.1.4"}}),
        ("costs 5 billion", {}),
    ],
)
def test_versions_belong_to_a_name(title: str, versions: dict[str, set[str]]) -> None:
    """A number right behind a word is its version, whether or not there is a space; an amount is none."""
    assert read_title(title).versions == versions


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("湖畔的 Heron 与 Reedkit 合作", {"heron", "reedkit"}),
        ("The harbour office of Heron opens", {"heron"}),
        ("Heron Opens New Harbour Office Today", set()),
        ("Heron Opens New reedKit Office With AWS", {"reedkit", "=aws"}),
        ("谷歌开会", {"=google"}),
    ],
)
def test_names_are_latin_words_that_stand_out(title: str, names: set[str]) -> None:
    """In Chinese every Latin word, in English a capital inside a sentence; in headline case odd ones only."""
    assert read_title(title).names == names


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("Sources: Heron buys a lake", "Heron buys a lake"),
        ("【独家】苍鹭买下一座湖", "苍鹭买下一座湖"),
        ("Heron buys a lake - Lakeside Wire", "Heron buys a lake"),
        ("Heron's lake", "Heron lake"),
        ("ＨＥＲＯＮ　buys", "Heron buys"),
    ],
)
def test_what_is_no_news_is_not_read(title: str, same: str) -> None:
    """Labels, the publisher's name, possessives and width make no difference."""
    assert read_title(title).letters == read_title(same).letters


def test_what_comes_second_weighs_half() -> None:
    """A title with two events goes with the first."""
    terms = read_title("Heron ships Reed, as Otter opens a bank").terms
    assert (terms["heron"], terms["otter"]) == (1.0, 0.5)


@pytest.mark.parametrize(
    ("title", "is_comment"),
    [
        ("Why the lake matters", True),
        ("湖水还能撑多久？", True),
        ("一文看懂湖泊", True),
        ("Review: the Reed boat", True),
        ("湖畔周报：船与桥", True),
        ("Heron buys a lake", False),
        ("苍鹭买下一座湖", False),
    ],
)
def test_comments_questions_and_round_ups_are_told_from_news(title: str, *, is_comment: bool) -> None:
    """The form of a title tells whether it reports."""
    assert read_title(title).is_comment is is_comment


def test_every_line_of_the_lexicon_is_read() -> None:
    """No term stands twice or without words, and none is in two sections."""
    known = lexicon()
    terms = {term for found in known.english.values() for term in found}
    terms |= {term for found in known.chinese.values() for term in found}
    assert known.names <= terms
    assert known.everyday <= terms
    assert not known.names & known.everyday
    assert all(term.startswith("=") and len(term) > 1 for term in terms)
