"""The short ways through Markdown: taken where they should be, and never to another page."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor

from front_matter.extension import ArticleExtension
from front_matter.shortcuts import QuickMarkdown

EXTENSIONS = [
    "markdown.extensions.fenced_code", "markdown.extensions.footnotes", "markdown.extensions.sane_lists",
    "markdown.extensions.tables",
]  # fmt: skip
# what texts are made of that could be read in two ways
SIGNS = [
    "**", "*", "_", "[", "](https://e.org/a_b?x=1&c=2)", "](https://e.org/)", "]", "(", ")", "文", "词：",
    " ", "a", "\n", "- ", "### ", "&amp;", "<b>", "!", "\\", "`", "  \n", "[^1]", "https://e.org", '"',
    "\n\n", "1. ", "+ ", "    ", "> ", "|", "---", "===", "#", ": ", "[t]: u", "```", "<div>", "</div>\n",
    "<!-- x -->", "&#65;", "**影响：**\n", "### [t](https://e.org/1)\n", "- **k：**v\n", "---\n",
    "| a | b |\n",
]  # fmt: skip
# Markdown's own trouble with stars in stars shows the number of an element that it lost; ours has fewer.
LOST = re.compile(r"wxh:\d{4}")


class Nobody(BlockProcessor):
    """Takes no block."""

    def test(self, parent, block):
        """Say so."""
        return False

    def reset(self):
        """Do nothing."""


@pytest.fixture(scope="module")
def quick():
    """Return the Markdown of articles."""
    return QuickMarkdown(extensions=[*EXTENSIONS, ArticleExtension()])


@pytest.fixture(scope="module")
def plain():
    """Return the same with Markdown's own steps in the places of the short ones."""
    md = Markdown(extensions=[*EXTENSIONS, ArticleExtension()])
    md.preprocessors.register(HtmlBlockPreprocessor(md), "html_block", 20)
    md.parser.blockprocessors.register(Nobody(md.parser), "quick", 110)
    md.treeprocessors.register(InlineProcessor(md), "inline", 20)
    md.treeprocessors.register(UnescapeTreeprocessor(md), "unescape", 0)
    return md


def converted(md, text):
    """Return the HTML of a text, without the numbers of what Markdown lost."""
    return LOST.sub("wxh:", md.reset().convert(text))


@pytest.mark.parametrize(
    "text",
    [
        "普通文字，没有记号。", "a *b* **c** _d_ `e` \\*f", "[g](https://e.org) ![h](i.png) <https://e.org>",
        "j &amp; k & l < m > n", "o  \np", "<b>q</b> <r@e.org> [s][t]\n\n[t]: https://e.org",
        "u[^1]\n\n[^1]: 注", "- 一\n- 二\n\n- 三", "1. 一\n- 二", "- 一\n    - 二\n- 三", "a\n---\nb",
        "### 题 # 目 ###\n- 一", "a | b\n--- | ---\n1 | 2", "# a | b\n--- | ---", "> 引\n- 一", "**a** ",
        "- [x]: https://e.org\n- 二", "[x]: https://e.org\n\n[x]", "\\- 一", "***", "* * a", "2026. 年", "-",
        "- - -", "**a**\t",
    ],
)  # fmt: skip
def test_the_short_way_gives_what_markdown_gives(quick, plain, text):
    """Text without signs of Markdown skips the search; nothing else changes."""
    assert converted(quick, text) == converted(plain, text)


@given(st.lists(st.sampled_from(SIGNS), max_size=12).map("".join))
@settings(max_examples=1500)
def test_the_short_way_has_no_reading_of_its_own(quick, plain, text):
    """Whatever stands around the common forms, in any order, comes out as Markdown's own steps have it."""
    assert converted(quick, text) == converted(plain, text)


@pytest.mark.parametrize("text", ["**模型：**发布", "[标题](https://e.org/a_b?c=1&d=2)：句", "- **a & b** c"])
def test_common_forms_try_no_pattern(quick, plain, text, monkeypatch):
    """A label in bold and a link to the web are made at once; Markdown's patterns are not tried."""
    expected = converted(plain, text)
    monkeypatch.delattr(InlineProcessor, "_InlineProcessor__applyPattern")
    assert converted(quick, text) == expected


@pytest.mark.parametrize("text", ["一段。", "- 一\n- **二**：三", "## 章节\n\n### 题\n- 一\n\n---\n\n又一段"])
def test_common_blocks_ask_nobody(quick, plain, text, monkeypatch):
    """Paragraphs, headings, rules and plain lists go to their own processor; no other is asked."""
    expected = converted(plain, text)
    for name in ("table", "quote", "reference", "setextheader", "olist"):
        monkeypatch.setattr(quick.parser.blockprocessors[name], "test", None)
    assert converted(quick, text) == expected


def test_a_processor_of_another_extension_is_asked_first(quick):
    """With one that nobody knows there are no short ways past it."""

    class Shout(BlockProcessor):
        def test(self, parent, block):
            return block.startswith("一")

        def run(self, parent, blocks):
            blocks[0] = blocks[0].replace("一", "二")

    md = QuickMarkdown(extensions=[*EXTENSIONS, ArticleExtension()])
    md.parser.blockprocessors.register(Shout(md.parser), "shout", 95)
    assert "二段" in md.reset().convert("一段")


def test_a_block_that_is_named_later_is_one(quick):
    """Which tags are blocks is looked up anew for each text."""
    assert quick.reset().convert("<own>\n\n- a\n\n</own>").startswith("<p>")
    quick.block_level_elements.append("own")
    assert quick.reset().convert("<own>\n\n- a\n\n</own>").startswith("<own>")
    quick.block_level_elements.remove("own")
