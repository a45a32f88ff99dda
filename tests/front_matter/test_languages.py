"""Lines of English on a Chinese page."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from front_matter.extension import ArticleExtension
from front_matter.languages import language_of
from front_matter.summary import html_of


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Amazon’s new chip ships in May", "en"),
        ("Model Weekly：The tool is out.", "en"),
        ("亚马逊’s chip ships", ""),
        ("GPT-5", ""),
        ("3.5 %", ""),
        ("", ""),
    ],
)
def test_language_of_a_line(line: str, language: str) -> None:
    """English needs two words and no Chinese character; a name alone belongs to the page's language."""
    assert language_of(line) == language


def test_english_lines_of_the_body_are_marked() -> None:
    """Headlines and facts in English carry lang="en", Chinese ones nothing."""
    html = Markdown(extensions=[ArticleExtension()]).convert(
        "### [Chip ships in May](https://a.example/1)\n- **Wire**：It’s out now.\n- **甲报**：今天发布。\n"
    )
    soup = BeautifulSoup(html, "html.parser")
    assert soup.h3 is not None
    assert soup.h3["lang"] == "en"
    assert [item.get("lang") for item in soup.find_all("li")] == ["en", None]


def test_english_points_of_the_summary_are_marked() -> None:
    """So do the points of the summary."""
    assert html_of(["Chip ships in May", "今天发布"]).count('<li lang="en">') == 1
