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


def without_cards(text: str, *, mark: str = "") -> str:
    """Take out each `div.telegram-card` that begins a line, with all it holds.

    One that is never closed is taken out up to the last `</div>` after it, or its own tag. With a
    `mark`, that stands in place of each of its lines, so that every line below keeps its number.
    """
    while card := find_card(text):
        begin, end, _ = card
        gap = "\n".join([mark] * (text.count("\n", begin, end) + 1)) if mark else "\n\n"
        text = f"{text[:begin]}{gap}{text[end:]}"
    return text


def find_card(text: str, start: int = 0) -> tuple[int, int, bool] | None:
    """Return where the next card begins and ends, and whether it is closed; None if there is none."""
    card = _CARD.search(text, start)
    return (card.start(), *_end(text, card)) if card else None


def _end(text: str, card: re.Match[str]) -> tuple[int, bool]:
    depth, end = 0, card.end()
    for tag in _DIV.finditer(text, card.start()):
        depth += -1 if tag[1] else 1
        if tag[1]:
            end = tag.end()
        if depth == 0:
            return end, True
    return end, False
