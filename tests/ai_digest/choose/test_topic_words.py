"""What the site is about: which words count, and for how much."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.choose import STRONG, WEAK, Topics

OURS = Topics.of()
SMALL = Topics.of(["AI", "Reed", "芦苇", "machine learning"], ["chip", "GPU", "训练", "open source", "boat"])


@pytest.mark.parametrize(
    "title",
    [
        "AI reads the lake",
        "The lake and AI",
        "How AI's makers see it",
        "AI-driven boats",
        "澄湖用AI画地图",
        "生成式AI，来了",
        "新一代大模型发布",
        "具身智能体登船",
        "OPENAI and openai",
        "Machine Learning for boats",
        "machine-learning for boats",
        "GPT-6 arrives",
        "Qwen3 发布",
        "Llama4 and GPT5 arrive",
    ],
)
def test_a_strong_word_in_the_title_is_on_topic(title: str) -> None:
    """Chinese words count inside others, Latin ones as whole words, with a hyphen for a blank."""
    assert OURS.relevance(title, "") >= 1.5


@pytest.mark.parametrize(
    "title",
    [
        "Dubai opens a bridge",
        "Hawaii and Taiwan sign a treaty",
        "ai weiwei shows a new work",
        "Ai Weiwei shows a new work",
        "The MAIN road is closed",
        "AIR quality is better",
        "A1 road closed, AI5 open",
        "Agile farming",
        "澄湖水位上涨",
        "Cursory reading",
        "Qwenton opens a bridge",
        "",
    ],
)
def test_words_within_words_do_not_count(title: str) -> None:
    """Letters that only happen to spell a topic do not make one; capitals are meant as written."""
    assert OURS.relevance(title, "") == 0


@pytest.mark.parametrize(
    ("title", "text", "relevance"),
    [
        ("Reed", "", 1.5),
        ("reed AND AI", "", 2.0),
        ("Reed Reed reed", "", 1.5),
        ("chip", "", 0.0),
        ("chip", "a chip, a Chip", 0.0),
        ("chip and GPU", "", 1.5),
        ("chip", "the GPU", 1.0),
        ("chip", "by Reed", 1.25),
        ("lake", "by Reed", 0.0),
        ("lake", "by Reed, Reed and Reed", 0.0),
        ("lake", "Reed and AI", 1.0),
        ("lake", "chip GPU 训练 boat open source", 0.0),
        ("Reed", "Reed", 1.5),
        ("Reed", "AI", 2.0),
        ("Reed", "chip", 1.75),
        ("Reed AI", "芦苇 machine learning chip GPU", 3.0),
        ("Reed AI chip", "", 2.0),
        ("open source chip", "open-source", 1.5),
        ("machine learning", "machine-learning", 1.5),
        ("芦苇", "芦苇荡", 1.5),
    ],
)
def test_different_words_add_up_to_a_limit(title: str, text: str, relevance: float) -> None:
    """Each different word counts once, in the title more than in the text, and neither without end."""
    assert SMALL.relevance(title, text) == relevance


def test_a_word_is_no_company_for_its_own_plural() -> None:
    """A weak word needs another word beside it; its plural is the same word."""
    assert OURS.relevance("A potato chip maker grows", "It sold more chips than ever.") == 0


def test_the_lists_are_the_callers() -> None:
    """Other lists make another site; none make one about nothing."""
    lakes = Topics.of(["lake"], ["water"])
    assert lakes.relevance("The lake", "") > 0
    assert lakes.relevance("AI", "") == 0
    assert Topics.of([], []).relevance("AI chip", "OpenAI") == 0
    assert Topics.of(["C++ (beta)"], []).relevance("C++ (beta) is out", "") == 1.5


def test_the_shipped_lists_are_clean() -> None:
    """No word stands in both lists, none is empty, and each is found when it stands alone."""
    assert not {word.casefold() for word in STRONG} & {word.casefold() for word in WEAK}
    assert all(word == word.strip() and word for word in STRONG + WEAK)
    assert [word for word in STRONG if OURS.relevance(word, "") < 1.5] == []
    assert [word for word in WEAK if not OURS.weak.fullmatch(word)] == []


@given(st.text(max_size=60), st.text(max_size=120))
def test_relevance_has_its_bounds(title: str, text: str) -> None:
    """Any text is between off topic and 3, and a strong title does not lose by more text."""
    assert 0 <= OURS.relevance(title, text) <= 3
    assert OURS.relevance(f"AI {title}", text) >= 1.5
