"""Figures as values with their units, in both languages; their matching is scored in tests/eval/figures."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.verify.numbers import Figure, figures, read
from ai_digest.verify.support import Basis, missing

SIGNS = "0123456789.,，万亿千百一二三十半多余%KMBTkw$¥-–:/ 年月日点时至到约超近降增第分之倍成个andoflmhuritw"


def found(text: str) -> set[str]:
    """Return the figures of a text as the evidence keeps them."""
    return {str(figure) for figure in figures(text)}


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("训练用时 45 天", "3888000 s"),
        ("it took 45 days", "3888000 s"),
        ("从 2 到 3", "2 | 3"),
        ("0.5 秒", "0.5 s"),
        ("007", "7"),
        ("3.0 和 3.50", "3 | 3.5"),
        ("没有数字", ""),
        ("no figures, ten boats", "10 n"),
        ("百分之三", "3%"),
        ("ends with 12.", "12"),
        ("1) 第一", "1 | 1 nth"),
        ("3,500 boats", "3500 n"),
        ("1,234,567.89 元", "1234567.89 CNY"),
        ("３５００ 艘", "3500 n"),
        ("３，５００ 艘", "3500 n"),
        ("12,34", "12 | 34"),
        ("2025,2026", "2025 | 2026"),
        ("1,2345", "1 | 2345"),
        ("Sept 3,2026", "@2026-09-03"),
        ("排名第3，100人参加", "100 n | 3 nth"),
        ("上涨5，200家参与", "200 n | ↑5"),
        ("3千", "3000"),
        ("3500 亿", "350000000000"),
        ("3500亿元", "350000000000 CNY"),
        ("1.5万", "15000"),
        ("2 百万", "2000000"),
        ("5千万", "50000000"),
        ("5000万", "50000000"),
        ("三十", "30"),
        ("1.2 万亿", "1200000000000"),
        ("6 千亿", "600000000000"),
        ("2百亿", "20000000000"),
        ("7 億 8 萬", "700080000"),
        ("10万卡集群", "100000 n"),
        ("０.８亿", "80000000"),
        ("3 thousand", "3000"),
        ("350 billion", "350000000000"),
        ("350-billion-parameter", "350000000000 param"),
        ("$1.2 Billion", "1200000000 USD"),
        ("1.5 trillion", "1500000000000"),
        ("£5bn and $3mn and 2tn", "2000000000000 | 3000000 USD | 5000000000 GBP"),
        ("2.5 million boats", "2500000"),
        ("350B", "350000000000"),
        ("7b", "7000000000"),
        ("$12M", "12000000 USD"),
        ("128K", "128000"),
        ("128k tokens", "128000 token"),
        ("2T", "2000000000000"),
        ("30B-A3B", "3000000000 | 30000000000"),
        ("1.8T/70B", "1800000000000 | 70000000000"),
        ("3D", "№3"),
        ("5G", "№5"),
        ("4o", "№4"),
        ("H100", ""),
        ("GB300", "№300"),
        ("2nm", "0.000000002 m"),
        ("8kHz", "8000 Hz"),
        ("16GB", "16000000000 B"),
        ("30MW", "30000000 W"),
        ("5km", "5000 m"),
        ("3 boats", "3 n"),
        ("3 kinds", "3 n"),
        ("3 tests", "3 n"),
        ("40mm", "0.04 m"),
        ("9Bar", "№9"),
        ("100m2", "100 m2"),
        ("6 millionaires", "6 n"),
        ("12%", "12%"),
        ("12 %", "12%"),
        ("12％", "12%"),
        ("12 percent", "12%"),
        ("12 per cent", "12%"),
        ("12 pct", "12%"),
        ("3 个百分点", "3 pp"),
        ("3 percentage points", "3 pp"),
        ("3.5-percentage-point", "3.5 pp"),
        ("2 percentages", "2 n"),
        ("0.10%", "0.1%"),
        ("v5.2.1", "№5.2.1"),
        ("Reed 3.5", "№3.5"),
        ("10.0.0.1", "№10.0.0.1"),
        ("2026-09-03", "@2026-09-03"),
        ("9月3日", "@--09-03"),
        ("07:30", "@T07:30"),
        ("September 3", "@--09-03"),
        ("Sept. 3, 2026", "@2026-09-03"),
        ("3 September 2026", "@2026-09-03"),
        ("Jan 2", "@--01-02"),
        ("December 2026", "@2026-12"),
        ("on 3 September", "@--09-03"),
        ("in September", "@--09"),
        ("due in December.", "@--12"),
        ("May 5", "@--05-05"),
        ("they may come", ""),
        ("a march through the mud", ""),
        ("the Augustan 3", "№3"),
        ("100兆瓦", "100000000 W"),
        ("12 千瓦时", "12000 Wh"),
        ("3千克", "3000 g"),
        ("50 兆字节", "50000000 B"),
        ("5千米", "5000 m"),
        ("百分之三点五", "3.5%"),
        ("三百五十人", "350 n"),
        ("两万五", "25000"),
        ("十二点五公里", "12500 m"),
        ("二〇二六年八月", "@2026-08"),
        ("廿三人", "23 n"),
        ("壹佰贰拾元", "120 CNY"),
        ("一些人统一了意见", ""),
        ("三星、百度、千问在四川", ""),
        ("十分重要", ""),
        ("第一时间", ""),
        ("周三", ""),
        ("双十一", ""),
        ("半导体", ""),
        ("半年", "6 mo"),
        ("一年半", "18 mo"),
        ("三个半月", "3.5 mo"),
        ("三成", "30%"),
        ("八成半", "85%"),
        ("十分之一", "0.1 frac"),
        ("2/3", "2/3 frac"),
        ("翻了一番", "2 x"),
        ("增长一倍", "↑2 x"),
        ("twice", "2 times"),
        ("tenfold", "10 x"),
        ("doubled", "2 x"),
        ("halved", "0.5 frac"),
        ("one in four", "0.25 frac"),
        ("two thirds", "2/3 frac"),
        ("twenty-five boats", "25 n"),
        ("a hundred and twenty boats", "120 n"),
        ("two and a half million", "2500000"),
        ("half a million", "500000"),
        ("a dozen boats", "12 n"),
        ("the twenty-first", "21 nth"),
        ("超 1000 家", ">1000 n"),
        ("约 3%", "~3%"),
        ("近 1100 人", "≲1100 n"),
        ("20 多万", "≳200000"),
        ("不到 50 人", "<50 n"),
        ("100+", "≥100"),
        ("at least 20 people", "≥20 n"),
        ("增长 3%", "↑3%"),
        ("fell by 3%", "↓3%"),
        ("-3%", "-3%"),
        ("降至 3%", "3%"),
        ("a 3% decline", "↓3%"),
        ("cut prices by 17%", "↓17%"),
        ("US$350bn", "350000000000 USD"),
        ("RMB 35 billion", "35000000000 CNY"),
        ("35 亿日元", "3500000000 JPY"),
        ("HK$7.8 billion", "7800000000 HKD"),
        ("50 美分", "0.5 USD"),
        ("下午 3 点半", "@T15:30"),
        ("9 a.m.", "@T09:00"),
        ("2026 年第四季度", "@2026-Q4"),
        ("FY2026", "@2026"),
        ("H1 2026", "@2026-H1"),
        ("上半年", "@H1"),
        ("13 日", "@---13"),
        ("第三大", "3 nth"),
        ("No. 3", "3 nth"),
        ("34-year-old", "34 age"),
        ("34 岁", "34 age"),
        ("9 : 1", "9 ratio"),
        ("3:2", "1.5 ratio"),
        ("1080p", "1080 p"),
        ("GPT-5.6 与 Claude 5.5", "№5.5 | №5.6"),
        ("Reed3-235B-A22B", "22000000000 | 235000000000 | №3"),
        ("$10-15 billion", "10000000000 USD | 15000000000 USD"),
        ("3–5 亿", "300000000 | 500000000"),
        ("从 120 降到 97 毫秒", "0.097 s | 0.12 s"),
        ("https://x.example/2026/99 与 a42@b.example", ""),
        ("①②³", ""),
        ("v7.10", "№7.10"),
        ("7.10 版", "№7.10"),
        ("25 basis points", "0.25 pp"),
        ("3 亿 5000 万", "350000000"),
        ("10w 用户", "100000 n"),
    ],
)
def test_the_figures_of_a_text(text: str, records: str) -> None:
    """Each figure is read with its scale, unit, hedge and direction, and nothing else is a figure."""
    assert found(text) == set(filter(None, records.split(" | ")))


@pytest.mark.parametrize(
    ("text", "source", "written"),
    [
        ("3500 亿参数", "35 billion", ("3500 亿参数",)),
        ("12", "12%", ("12",)),
        ("9 and 10 and 8 and 10", "9", ("10", "8")),
        ("花费 1300 万美元，占 12%", "12% 和 1300 万元", ("1300 万美元",)),
        ("", "", ()),
    ],
)
def test_what_is_missing_is_named_as_it_is_written(text: str, source: str, written: tuple[str, ...]) -> None:
    """Each figure without support is named once, in the words of the statement, in its order."""
    assert missing(text, Basis.of_text(source)) == written


@pytest.mark.parametrize(
    "text",
    [
        "一家公司、一个人、a boat, one of them",
        "第一名，第二天 first, second",
        "数百家、几十人、上百万、十几亿、三五天",
        "hundreds of boats, millions of calls, a few dozen",
        "GPT-5.6、H100、RTX 5090 和 Claude 5.5",
        "third-party, half-baked, second-hand",
    ],
)
def test_small_and_vague_words_need_no_source(text: str) -> None:
    """What would be noise, or is checked as a name, is no claim that a source must have."""
    assert missing(text, Basis.of_text("")) == ()


@pytest.mark.parametrize(
    "text", ["9" * 5000, "一" * 5000, "亿" * 5000, "twenty " * 2000, "1," * 5000, "1." * 5000]
)
def test_endless_numbers_are_read(text: str) -> None:
    """A number too long to be a quantity is no error, and supports itself."""
    assert missing(text, Basis.of_text(text)) == ()


@given(st.text(max_size=80) | st.text(SIGNS, max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Any text has figures or none, within the text, in order; it supports itself; and all are read back."""
    places = [(each.start, each.end) for each in read(text)]
    assert places == sorted(places)
    assert all(start < end for start, end in places)
    assert missing(text, Basis.of_text(text)) == ()
    assert all(Figure.read(str(figure)) == figure for figure in figures(text))


@given(st.integers(1, 10**9), st.sampled_from(["", " "]))
def test_scales_agree_with_the_plain_number(number: int, blank: str) -> None:
    """A whole number in 万, 亿, K, M, thousand or billion is the number written out, with commas or not."""
    for scale, factor in {"千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12}.items():
        assert found(f"值{number}{blank}{scale}") == {str(number * factor)}
    for word, letter, factor in (("thousand", "K", 10**3), ("million", "M", 10**6), ("billion", "B", 10**9)):
        written = {f"{number} {word}", f"{number}{letter}", f"{number * factor:,}"}
        assert {figure.value for text in written for figure in figures(text)} == {Fraction(number * factor)}


@given(st.integers(1, 9999), st.sampled_from("万亿"))
def test_numerals_agree_with_digits(number: int, scale: str) -> None:
    """A number in Chinese numerals is the number in digits."""
    digits, units = "零一二三四五六七八九", ("千", "百", "十", "")
    parts = [
        (digits[int(digit)] + unit) if digit != "0" else "零"
        for digit, unit in zip(f"{number:04}", units, strict=True)
    ]
    word = "".join(parts).strip("零")
    while "零零" in word:
        word = word.replace("零零", "零")
    assert found(f"共{word}{scale}元") == found(f"共{number}{scale}元")


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_trailing_zeros_make_no_difference(number: object) -> None:
    """3.500 and 3.5 are one quantity, whatever the number."""
    plain = f"{number:f}".rstrip("0").rstrip(".")
    assert found(f"{number:f} boats") == found(f"{plain} boats")


@pytest.mark.parametrize(
    ("record", "figure"),
    [
        ("3500", Figure(Fraction(3500))),
        ("12%", Figure(Fraction(12), "%")),
        ("5.2.1", Figure(unit="№", label="5.2.1")),
        ("what is this", Figure(unit="№", label="what is this")),
        ("1/0", Figure()),
        ("", Figure(unit="№", label="")),
    ],
)
def test_any_record_is_read(record: str, figure: Figure) -> None:
    """What older files hold is read, and what no program wrote supports nothing by accident."""
    assert Figure.read(record) == figure
