"""Names in a text, for the record of an edition; and names of a statement that its sources lack."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.verify.names import LONGEST, Names, foreign_names, names
from ai_digest.verify.spellings import merged


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heron opened a lab", {"Heron"}),
        ("the lab of Heron Reed is open", {"Heron Reed"}),
        ("it runs Reed-2.5 and GPT-4o", {"Reed-2.5", "GPT-4o"}),
        ("a map by OpenLake.ai, and Marsh", {"OpenLake.ai", "Marsh"}),
        ("由 Heron 发布的 Reed Pro 系统", {"Heron", "Reed Pro"}),
        ("由Heron发布的Reed Pro系统", {"Heron", "Reed Pro"}),
        ("他读了《湖与芦苇》和《地图》。", {"湖与芦苇", "地图"}),
        ("《湖\n苇》", set()),
        ("Ｈｅｒｏｎ 开馆", {"Heron"}),
        ("a B c", set()),
        ("macOS and iPhone", {"macOS", "iPhone"}),
        ("runs o3 and Claude 5.5 Sonnet", {"o3", "Claude 5.5", "Claude 5.5 Sonnet"}),
        ("谷歌和 Heron 合作", {"谷歌", "Heron"}),
        ("没有名字", set()),
        ("", set()),
    ],
)
def test_the_names_of_a_text(text: str, expected: set[str]) -> None:
    """Latin words with a capital, side by side one name, and titles in 《》, next to Chinese as well."""
    assert names(text) == expected


def test_a_name_has_its_limit() -> None:
    """What is longer than a name can be is none."""
    fits = "A" + "b" * (LONGEST - 1)
    assert names(f"see {fits} there") == {fits}
    assert names(f"see {fits}b there") == set()
    assert names(f"《{'湖' * 40}》") == {"湖" * 40}


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Any text has names of two to forty characters, or none."""
    assert all(1 < len(name) <= LONGEST for name in names(text))


def foreign(statement: str, source: str, **own: tuple[str, ...]) -> set[str]:
    """Return the names of a statement that a source lacks."""
    return set(foreign_names(statement, Names.of_text(source, merged(own))))


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Heron 发布 GPT-5.6", "Heron's GPT 5.6 is out"),
        ("GPT5.6 来了", "GPT-5.6"),
        ("GPT-5.6", "gpt-5.6"),
        ("Herons 开会", "the Heron meeting"),
        ("Heron’s 实验室", "Heron"),
        ("OpenLake 开源", "Open Lake"),
        ("Open-Lake 开源", "OpenLake"),
        ("谷歌发布", "Google ships it"),
        ("Google 发布", "谷歌发布了它"),
        ("Altman 说", "奥特曼说"),
        ("Sam Altman 说", "said Altman"),
        ("Meta 收购", "Facebook bought it"),
        ("Reed3-235B-A22B", "Reed3-235B-A22B"),
        ("《湖与芦苇》", "他读了《湖与芦苇》。"),
        ("《纽约时报》报道", "The New York Times reported"),
        ("《人工智能条例》生效", "The AI Act takes effect in all member states"),
        ("AI 芯片、GPU、API 和 CEO", "无"),
        ("LLM 的 token 用量，Q4 的 ARR", "无"),
        ("用 10 GB 内存跑 8B 模型", "无"),
        ("三个 Agent", "无"),
        ("Apple 12 款产品", "Apple has 12 products"),
        ("The lab opened", "实验室开馆"),
        ("The lab opened in Marshland", "实验室在沼泽开馆"),
        ("Heron Opens Its New Laboratory Today", "The lab of heron opens its new laboratory today"),
        ("苹果级别", "苹果公司"),
        ("没有名字", ""),
    ],
)
def test_a_name_may_be_written_another_way(statement: str, source: str) -> None:
    """Case, hyphens, blanks, plurals, possessives and listed spellings make no difference; AI is no name."""
    assert foreign(statement, source) == set()


@pytest.mark.parametrize(
    ("statement", "source", "names_found"),
    [
        ("GPT-5.7 来了", "GPT-5.6", {"GPT-5.7"}),
        ("Claude 5.5 发布", "Claude 5.4 is out", {"Claude 5.5"}),
        ("iPhone 17", "iPhone 16", {"iPhone 17"}),
        ("Reed 4 发布", "Reed has 4 models", {"Reed 4"}),
        ("o3 模型", "the o4 model", {"o3"}),
        ("gpt-5 模型", "gpt-4", {"gpt-5"}),
        ("Marsh 与 Heron", "Heron", {"Marsh"}),
        ("Heronry 开馆", "Heron", {"Heronry"}),
        ("英伟达入股", "AMD 入股", {"英伟达"}),
        ("谷歌入股", "Microsoft 入股", {"谷歌"}),
        ("《湖与桥》", "他读了《湖与芦苇》。", {"《湖与桥》"}),
        ("见 lake-offer.example", "湖", {"lake-offer.example"}),
        ("The lab of Marsh opened", "The lab opened in the north", {"Marsh"}),
        ("OpenMarsh opened", "The lab opened in the north", {"OpenMarsh"}),
    ],
)
def test_a_name_that_no_source_has_is_found(statement: str, source: str, names_found: set[str]) -> None:
    """Another version is another name, a longer word another word; English counts inside a sentence only."""
    assert foreign(statement, source) == names_found


def test_a_site_lists_its_own_spellings() -> None:
    """A spelling of the settings joins those that are shipped, both ways."""
    assert foreign("Quillmere 开馆", "羽沼公司开馆") == {"Quillmere"}
    assert foreign("Quillmere 开馆", "羽沼公司开馆", Quillmere=("羽沼",)) == set()
    assert foreign("羽沼开馆", "Quillmere opens", Quillmere=("羽沼",)) == set()
    assert foreign("羽沼开馆", "Heron opens", Quillmere=("羽沼",)) == {"羽沼"}


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_text_has_its_own_names(text: str, other: str) -> None:
    """Whatever is written, nothing in it is foreign to itself, also beside another text."""
    assert foreign_names(text, Names.of_text(f"{other}\n{text}")) == ()
