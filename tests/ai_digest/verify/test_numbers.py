"""Figures as values, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.verify.numbers import figures, unsupported


def found(text: str) -> set[str]:
    """Return the figures of a text as the evidence keeps them."""
    return {str(figure) for figure in figures(text)}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # plain
        ("训练用时 45 天", "45"),
        ("it took 45 days", "45"),
        ("从 2 到 3", "2 3"),
        ("0.5 秒", "0.5"),
        ("007", "7"),
        ("3.0 和 3.50", "3 3.5"),
        ("没有数字", ""),
        ("no figures, ten boats", ""),
        ("百分之三", ""),
        ("ends with 12.", "12"),
        ("1) 第一", "1"),
        # commas and width
        ("3,500 boats", "3500"),
        ("1,234,567.89 元", "1234567.89"),
        ("３５００ 艘", "3500"),
        ("３，５００ 艘", "3500"),
        ("12,34", "12 34"),
        ("2025,2026", "2025 2026"),
        ("1,2345", "1 2345"),
        ("Sept 3,2026", "9 3 2026"),
        ("排名第3，100人参加", "3 100"),
        ("上涨5，200家参与", "5 200"),
        # Chinese scales
        ("3千", "3000"),
        ("3500 亿", "350000000000"),
        ("3500亿元", "350000000000"),
        ("1.5万", "15000"),
        ("2 百万", "2000000"),
        ("5千万", "50000000"),
        ("5000万", "50000000"),
        ("三十", ""),
        ("1.2 万亿", "1200000000000"),
        ("6 千亿", "600000000000"),
        ("2百亿", "20000000000"),
        ("7 億 8 萬", "700000000 80000"),
        ("10万卡集群", "100000"),
        ("０.８亿", "80000000"),
        # English scales
        ("3 thousand", "3000"),
        ("350 billion", "350000000000"),
        ("350-billion-parameter", "350000000000"),
        ("$1.2 Billion", "1200000000"),
        ("1.5 trillion", "1500000000000"),
        ("£5bn and $3mn and 2tn", "5000000000 3000000 2000000000000"),
        ("2.5 million boats", "2500000"),
        # letters
        ("350B", "350000000000"),
        ("7b", "7000000000"),
        ("$12M", "12000000"),
        ("128K", "128000"),
        ("128k tokens", "128000"),
        ("2T", "2000000000000"),
        ("30B-A3B", "30000000000 3000000000"),
        ("1.8T/70B", "1800000000000 70000000000"),
        # letters that are no scale
        ("3D", "3"),
        ("5G", "5"),
        ("4o", "4"),
        ("H100", "100"),
        ("GB300", "300"),
        ("2nm", "2"),
        ("8kHz", "8"),
        ("16GB", "16"),
        ("30MW", "30"),
        ("5km", "5"),
        ("3 boats", "3"),
        ("3 kinds", "3"),
        ("3 tests", "3"),
        ("40mm", "40"),
        ("9Bar", "9"),
        ("100m2", "100 2"),
        ("6 millionaires", "6"),
        # percent
        ("12%", "12%"),
        ("12 %", "12%"),
        ("12％", "12%"),
        ("12 percent", "12%"),
        ("12 per cent", "12%"),
        ("12 pct", "12%"),
        ("3 个百分点", "3%"),
        ("3 percentage points", "3%"),
        ("3.5-percentage-point", "3.5%"),
        ("2 percentages", "2"),
        ("0.10%", "0.1%"),
        # versions and dates
        ("v5.2.1", "5.2.1"),
        ("Reed 3.5", "3.5"),
        ("10.0.0.1", "10.0.0.1"),
        ("2026-09-03", "2026 9 3"),
        ("9月3日", "9 3"),
        ("07:30", "7 30"),
        # months
        ("September 3", "9 3"),
        ("Sept. 3, 2026", "9 3 2026"),
        ("3 September 2026", "3 9 2026"),
        ("Jan 2", "1 2"),
        ("December 2026", "12 2026"),
        ("on 3 September", "3 9"),
        ("in September", "9"),
        ("due in December.", "12"),
        ("May 5", "5"),
        ("they may come", ""),
        ("a march through the mud", ""),
        ("the Augustan 3", "3"),
        # units that begin like a scale
        ("100兆瓦", "100"),
        ("12 千瓦时", "12"),
        ("3千克", "3"),
        ("50 兆字节", "50"),
        ("5千米", "5"),
    ],
)
def test_the_figures_of_a_text(text: str, values: str) -> None:
    """Each figure is read with its scale, and nothing else is a figure."""
    assert found(text) == set(values.split())


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("参数规模 3500 亿", "has 350 billion parameters"),
        ("参数规模 3500 亿", "a 350B model"),
        ("融资 1.2 亿美元", "raised $120 million"),
        ("融资 45 亿", "a $4.5bn round"),
        ("上下文 12.8 万", "a 128K context"),
        ("估值 1 万亿", "worth 1 trillion"),
        ("上涨 12%", "rose twelve (12) percent, i.e. 12 per cent"),
        ("提高 3 个百分点", "up 3 percentage points"),
        ("9 月 3 日发布", "to be released on 3 September"),
        ("9 月发布", "to be released in September"),
        ("2026 年 5 月 1 日", "1 May 2026"),
        ("功率 100 兆瓦", "100 MW of power"),
        ("1000 万至 2000 万", "10-20 million"),
        ("3% 到 5%", "3-5%"),
        ("10-20 million", "1000 万至 2000 万"),
        ("3 至 5 亿", "300 to 500 million"),
        ("3.10", "3.1"),
        ("1000", "1,000"),
        ("没有数字", ""),
    ],
)
def test_the_same_value_is_supported(text: str, source: str) -> None:
    """A figure may be written another way, in another language."""
    assert unsupported(text, source) == []


@pytest.mark.parametrize(
    ("text", "source", "missing"),
    [
        ("3500 亿", "35 billion", ["350000000000"]),
        ("3500 亿", "3500 万", ["350000000000"]),
        ("3500", "350 billion", ["3500"]),
        ("350", "350B", ["350"]),
        ("12%", "12", ["12%"]),
        ("12", "12%", ["12"]),
        ("5.2.1", "5.2", ["5.2.1"]),
        ("5.2", "5.2.1", ["5.2"]),
        ("100", "1000 and 10", ["100"]),
        ("1", "21 and 12", ["1"]),
        ("3,000 2", "", ["2", "3000"]),
        ("9 and 10 and 8", "9", ["10", "8"]),
        ("第 3 名", "排名第3，100人参加", []),
        ("100 人", "排名第3，100人参加", []),
    ],
)
def test_another_value_is_not_supported(text: str, source: str, missing: list[str]) -> None:
    """What the source lacks is listed once, in a fixed order."""
    assert unsupported(text, source) == missing


@given(st.text(max_size=80) | st.text("0123456789.,，万亿千KMBT% -", max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Any text has figures or none, and supports itself."""
    assert unsupported(text, text) == []


@given(st.integers(1, 10**9), st.sampled_from(["", " "]))
def test_scales_agree_with_the_plain_number(number: int, blank: str) -> None:
    """A whole number in 万, 亿, K, M, thousand or billion is the number written out, with commas or not."""
    for scale, factor in {"千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12}.items():
        assert found(f"{number}{blank}{scale}") == {str(number * factor)}
    for word, letter, factor in (("thousand", "K", 10**3), ("million", "M", 10**6), ("billion", "B", 10**9)):
        written = {f"{number} {word}", f"{number}{letter}", f"{number * factor}", f"{number * factor:,}"}
        assert set().union(*map(found, written)) == {str(number * factor)}


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_trailing_zeros_make_no_difference(number: object) -> None:
    """3.500 and 3.5 are one value, whatever the number."""
    plain = f"{number:f}".rstrip("0").rstrip(".")
    assert found(f"{number:f} boats") == found(f"{plain} boats")
