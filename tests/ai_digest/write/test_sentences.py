"""Sentences of Chinese and English text, and which of them can stand alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.write.sentences import split_sentences, stands_alone

WHOLE = (
    "模型参数达到 2.5 万亿。",
    "The U.S. Department of Commerce approved the sale.",
    "It raised $1.3B in a round led by J.P. Morgan and Acme Inc. last week.",
    "Dr. Lin joined the lab on Aug. 12 as its first chief scientist.",
    "详情见 https://example.com/a.html?id=1&x=2.3 页面。",
    "Version 3.1.4 supports Python 3.11 and e.g. NumPy 2.0.",
    "他说：“先做出来。再谈收费。”",
    "See https://example.com/what?now!then for the full terms.",
    "公司（成立于 2019 年。总部在杭州）完成了融资。",
    "U.S.A. v. Acme is heard in May.",
)


@pytest.mark.parametrize("sentence", WHOLE)
def test_a_sentence_stays_whole(sentence: str) -> None:
    """Decimals, abbreviations, addresses and quotations do not end a sentence."""
    assert split_sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("今天发布。明天上线！真的吗？真的。", ["今天发布。", "明天上线！", "真的吗？", "真的。"]),
        ("First one. Second one! Third one? Yes.", ["First one.", "Second one!", "Third one?", "Yes."]),
        ("它说“可以了。”随后上线。", ["它说“可以了。”", "随后上线。"]),
        ('She said "we ship." They did.', ['She said "we ship."', "They did."]),
        ("第一行没有句号\n第二行", ["第一行没有句号", "第二行"]),
        (
            "价格是 3.5 元。The price fell 2.5%. 涨幅 4%。",
            ["价格是 3.5 元。", "The price fell 2.5%.", "涨幅 4%。"],
        ),
        ("好用吗?好用!就这样。", ["好用吗?", "好用!", "就这样。"]),
        ("“他来了。”，记者写道。", ["“他来了。”，记者写道。"]),
        ("等等……然后呢？", ["等等……", "然后呢？"]),
        ("It costs $5. 5 million people pay.", ["It costs $5.", "5 million people pay."]),
        ("未闭合的“引号。不会吞掉下一句。", ["未闭合的“引号。", "不会吞掉下一句。"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    """Each kind of end is found, together with the closing quotes behind it."""
    assert split_sentences(text) == sentences


@given(st.text(alphabet=st.sampled_from("甲乙 aB.。！？?!…”“\"'（）()0123$\n\t：，U.S/")) | st.text())
def test_sentences_are_passages_in_order(text: str) -> None:
    """Every sentence is a verbatim passage, behind the one before it, and nothing but space is lost."""
    position = 0
    for sentence in split_sentences(text):
        assert sentence == sentence.strip() != ""
        position = text.index(sentence, position) + len(sentence)
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "sentence",
    [
        "星河科技宣布推理价格下调四成，九月生效。",
        "Acme raised $1.3B in a round led by two banks.",
        "“远航二号”的参数为 2.5 万亿，激活 30 亿。",
        "其他厂商也下调了价格，最低为每百万词元 2 元。",
        "$40 million of the round goes to new data centers.",
        'Mira Holt said "I will ship it in May" at the fair.',
        "青屿公司的负责人说：“我们会在五月交付。”",
        "A low-cost and well-known model now runs on phones.",
    ],
)
def test_a_whole_statement_stands_alone(sentence: str) -> None:
    """A sentence that names its subject can be quoted by itself."""
    assert stands_alone(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "太短了。",
        "这句话没有结尾的标点所以不完整",
        "他表示，公司明年将继续扩大产能。",
        "此外，公司还公布了新的路线图。",
        "但是价格并没有下降，反而上升了。",
        "，星河科技宣布推理价格下调四成。",
        "She joined the company in May 2024.",
        "However, Acme did not name a price.",
        "The company said it would ship in May.",
        "星河科技宣布推理价格下调四成……",
        "Acme raised a round of funding led by…",
        "The post Acme raises funds appeared first on Wire.",
        "点击阅读原文，了解星河科技的更多消息。",
        "星河科技会继续下调推理价格吗？",
        "星河科技说：“推理价格下调四成。",
        "字" * 121 + "。",
        "Every time I turned a corner there was a new booth.",
        "笔者在现场看到，展台前排起了长队。",
        "export MODEL=/data/weights and then start the server.",
        "Run it with --max-length 4096 on a single machine.",
    ],
)
def test_a_leaning_sentence_does_not_stand_alone(sentence: str) -> None:
    """Fragments, pronouns, conjunctions, notices, code and remarks of the writer are not quoted alone."""
    assert not stands_alone(sentence)


def test_the_title_is_no_fact() -> None:
    """A sentence that repeats the title, whatever its punctuation, says nothing new."""
    assert not stands_alone("星河科技下调推理价格，降幅四成。", title="星河科技下调推理价格 降幅四成")
