"""The Telegram card that old articles carry in their body: taken out, as the theme prints the one card."""

from __future__ import annotations

import re

from markdown.preprocessors import Preprocessor

_CARD = re.compile(
    r"""^[ \t]*<div\b[^>]*\bclass\s*=\s*(["'])(?:[^"'>]*\s)?telegram-card(?:\s[^"'>]*)?\1[^>]*>""",
    re.IGNORECASE | re.MULTILINE,
)
_DIV = re.compile(r"<(/?)div\b[^>]*>", re.IGNORECASE)


class CardPreprocessor(Preprocessor):
    """Runs `without_cards` after fenced code, where a card may be shown as an example, was put aside."""

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines without the card."""
        text = "\n".join(lines)
        return without_cards(text).split("\n") if "telegram-card" in text else lines


def without_cards(text: str, *, same_lines: bool = False) -> str:
    """Take out each `div.telegram-card` that begins a line, with all it holds.

    One that is never closed is taken out up to the last `</div>` after it, or its own tag. With `same_lines`
    empty lines stand in its place, so that every line below keeps its number.
    """
    while card := _CARD.search(text):
        end = _end(text, card)
        gap = "\n" * text.count("\n", card.start(), end) if same_lines else "\n\n"
        text = f"{text[: card.start()]}{gap}{text[end:]}"
    return text


def _end(text: str, card: re.Match[str]) -> int:
    depth, end = 0, card.end()
    for tag in _DIV.finditer(text, card.start()):
        depth += -1 if tag[1] else 1
        if tag[1]:
            end = tag.end()
        if depth == 0:
            break
    return end
