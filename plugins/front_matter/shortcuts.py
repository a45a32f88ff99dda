"""Steps of Markdown that most texts do not need, each the same as Markdown's own where one does.

What they save was measured on digests of the usual size: together a sixth of an article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import STX

if TYPE_CHECKING:
    from collections.abc import Collection

    from markdown.util import Registry

_MARKUP = re.compile(r"<|&[#\w]")


def knows_all(registry: Registry[Any], known: Collection[str]) -> bool:
    """Say whether all that is registered with Markdown is known; extensions may have put in more."""
    return sum(name in registry for name in known) == len(registry)


class QuickMarkdown(Markdown):
    """Looks up once a text which tags are blocks, of which there are few, instead of once an element."""

    def reset(self) -> QuickMarkdown:
        """Forget the last text; extensions may have named other blocks since."""
        self._levels: dict[Any, bool] = {}
        super().reset()
        return self

    def is_block_level(self, tag: Any) -> bool:
        """Say whether a tag is a block."""
        known = self._levels.get(tag)
        if known is None:
            known = self._levels[tag] = super().is_block_level(tag)
        return known


class QuickHtmlPreprocessor(HtmlBlockPreprocessor):
    """Reads a text as HTML only if there is any in it."""

    def run(self, lines: list[str]) -> list[str]:
        """Put raw HTML aside."""
        return super().run(lines) if _MARKUP.search("\n".join(lines)) else lines


class QuickUnescapeTreeprocessor(UnescapeTreeprocessor):
    """Looks for escaped characters where there is the sign of one."""

    def unescape(self, text: str) -> str:
        """Put escaped characters back."""
        return super().unescape(text) if STX in text else text
