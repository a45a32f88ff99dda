"""The text of an edition as Pagefind is to index it: Chinese character by character.

Pagefind cuts Chinese into words by one dictionary when it indexes and by the browser's when it searches; a
word on which the two disagree is not found (its issue 1237). With a space around every character both see the
same, and a search for characters in a row finds every place that has them, as readers expect. The page of
search (theme/static/search.js) treats what is typed alike, and takes the spaces out of what it shows.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

_HAN = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
_TAG = re.compile(r"(<[^>]*>)")
_ANCHOR = re.compile(r"<a\b[^>]*\bclass=\"anchor\"[^>]*>.*?</a>", re.DOTALL)


def page_of(article: Any) -> str:
    """Return the page to index; headings keep their ids, so that each story is a hit of its own.

    It says to be English, which has words stemmed that are, and leaves the others as they are.
    """
    head = f'<h1 data-pagefind-meta="title">{spaced(escape(article.title))}</h1>'
    date = f'<p data-pagefind-meta="date:{article.date:%Y-%m-%d}"></p>'
    body = spaced(_ANCHOR.sub("", article.content))
    return f'<!doctype html><html lang="en"><body data-pagefind-body>{head}{date}{body}</body></html>'


def spaced(html: str) -> str:
    """Put spaces around each Chinese character of a text, not of its tags."""
    parts = _TAG.split(html)
    return "".join(part if part.startswith("<") else _HAN.sub(r" \1 ", part) for part in parts)
