"""Plain lines, titles that fit, headlines without their source's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.write.wording import clean_headline, fit_title, one_line, plain


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- **加粗**的一条", "加粗的一条"),
        ("1. 第一条\n换行", "第一条 换行"),
        ("## 标题", "标题"),
        ("3.5 亿元到账", "3.5 亿元到账"),
        ("-5 度", "-5 度"),
    ],
)
def test_marks_of_markdown_are_taken_off(text: str, line: str) -> None:
    """List marks, headings and bold go; figures stay."""
    assert plain(text) == line


@given(st.text(), st.integers(10, 90))
def test_a_title_fits(title: str, limit: int) -> None:
    """Whatever is given, the title is one line within the limit."""
    fitted = fit_title(title, limit)
    assert len(fitted) <= limit
    assert fitted == one_line(fitted)


@pytest.mark.parametrize(
    ("title", "limit", "fitted"),
    [
        ("星河科技发布模型，青松芯片融资。", 40, "星河科技发布模型，青松芯片融资"),
        ("星河科技发布新的模型，青松芯片融资", 12, "星河科技发布新的模型"),
        ("Acme ships a new open model today", 20, "Acme ships a new"),
    ],
)
def test_a_title_is_cut_behind_a_whole_part(title: str, limit: int, fitted: str) -> None:
    """A clause, or at least a word, is not torn."""
    assert fit_title(title, limit) == fitted


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("模型降价四成 - 晨星网", "模型降价四成"),
        ("模型降价四成_晨星网", "模型降价四成"),
        ("【晨星网】模型降价四成", "模型降价四成"),
        ("晨星网：模型降价四成", "模型降价四成"),
        ("晨星网发布年度报告", "晨星网发布年度报告"),
        ("晨星网", "晨星网"),
    ],
)
def test_the_name_of_the_source_is_taken_off(title: str, headline: str) -> None:
    """Only where it is appended or prepended with a mark, never out of a sentence."""
    assert clean_headline(title, "晨星网") == headline
