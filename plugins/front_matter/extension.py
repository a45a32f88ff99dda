"""The Markdown extension of articles: what runs, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension

from .accepted import AcceptedPreprocessor
from .blocks import QuickBlockProcessor
from .card import CardPreprocessor
from .headings import HeadingTreeprocessor, IdTreeprocessor
from .images import LazyImageTreeprocessor
from .inline import QuickInlineProcessor
from .languages import LanguageTreeprocessor
from .lists import ListPreprocessor
from .notes import NoteTreeprocessor
from .outgoing import OutgoingTreeprocessor
from .shortcuts import QuickHtmlPreprocessor, QuickUnescapeTreeprocessor
from .stories import StoryTreeprocessor
from .tables import RowsProcessor, TableGapPreprocessor, TableScrollTreeprocessor

if TYPE_CHECKING:
    from markdown import Markdown


class ArticleExtension(Extension):
    """Registers the rules of this package; higher numbers run first.

    Markdown's own, for orientation: preprocessors fenced_code 25, html_block 20; block parser empty 100,
    table 75; treeprocessors inline 20, prettify 10.
    """

    def reset(self) -> None:
        """Forget the last text; Markdown runs nothing at all on an empty one."""
        self.ids.sections, self.stories.places = [], []
        self.blocks.reset()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the name is Markdown's
        """Register every rule."""
        md.registerExtension(self)
        self.ids, self.stories = IdTreeprocessor(md), StoryTreeprocessor(md)
        self.blocks = QuickBlockProcessor(md.parser)
        md.preprocessors.register(AcceptedPreprocessor(md), "accepted", 23)
        md.preprocessors.register(CardPreprocessor(md), "telegram_card", 22)
        md.preprocessors.register(TableGapPreprocessor(md), "table_gap", 16)
        md.preprocessors.register(ListPreprocessor(md), "lists", 15)
        md.parser.blockprocessors.register(self.blocks, "quick", 110)
        md.parser.blockprocessors.register(RowsProcessor(md.parser), "rows", 74)
        md.treeprocessors.register(HeadingTreeprocessor(md), "headings", 15)
        md.treeprocessors.register(NoteTreeprocessor(md), "notes", 14)
        md.treeprocessors.register(TableScrollTreeprocessor(md), "table_scroll", 13)
        md.treeprocessors.register(LazyImageTreeprocessor(md), "lazy_images", 12)
        md.treeprocessors.register(LanguageTreeprocessor(md), "languages", 11)
        md.treeprocessors.register(OutgoingTreeprocessor(md), "outgoing", 10.7)
        md.treeprocessors.register(self.stories, "stories", 10.5)
        md.treeprocessors.register(self.ids, "heading_ids", 5)
        # in the place of Markdown's own
        md.preprocessors.register(QuickHtmlPreprocessor(md), "html_block", 20)
        md.treeprocessors.register(QuickInlineProcessor(md), "inline", 20)
        md.treeprocessors.register(QuickUnescapeTreeprocessor(md), "unescape", 0)
