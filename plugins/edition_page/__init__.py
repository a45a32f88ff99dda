"""What an article tells, story by story, for the pages that show it; the plugin `seo` hands it to templates.

`outline_of(article)` is cheap and for lists; `Editions` adds what an edition's evidence says, for its own
page; `relate` finds editions that speak of the same things. The words and the HTML are the theme's.
"""

from __future__ import annotations

from .edition import Edition, Editions
from .outline import Outline, add_outline, outline_of
from .related import relate

__all__ = ["Edition", "Editions", "Outline", "add_outline", "outline_of", "relate"]
