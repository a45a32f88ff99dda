"""Which characters of a text a reader sees: sources and answers are cleaned by the same rule."""

from __future__ import annotations

import unicodedata

# Unicode general categories: control, format (bidi, zero width), private use, surrogate, unassigned
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def without_unseen(text: str) -> str:
    """Drop every character that a reader would not see, but for line feeds and tabs."""
    if text.isprintable():
        return text
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in _UNSEEN)
