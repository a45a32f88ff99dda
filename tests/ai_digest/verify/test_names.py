"""Names in a text, for the record of an edition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.verify.names import LONGEST, names


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
        ("macOS and iPhone", set()),
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
    assert names(f"《{'湖' * LONGEST}》") == {"湖" * LONGEST}


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Any text has names of two to forty characters, or none."""
    assert all(1 < len(name) <= LONGEST for name in names(text))
