"""The characters of a text that a given font can show: what it lacks is found before anything is drawn.

A character without a glyph is replaced by its plain form (NFKC, or its base letter) or, if it is Chinese, by
〓, the typesetter's mark for a character that is not in the case. Controls, bidi marks and emoji are dropped.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Protocol

OPENING = frozenset("（《〈「『【〔〖［｛“‘")
CLOSING = frozenset("，。、；：！？）》〉」』】〕〗］｝”’．")
GETA = "〓"

HAN = "\u2e80-\u2fff\u3005-\u3007\u3021-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
WIDE = HAN + "\u3000-\u3020\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6“”‘’—…·"


class Face(Protocol):
    """What setting asks of a font; lengths in em."""

    def covers(self, character: str) -> bool:
        """Say whether the font has a glyph for the character."""

    def advance(self, character: str) -> float:
        """Return how far the next glyph stands from this one."""

    def kerning(self, pair: str) -> float:
        """Return what is added between the two characters."""


def missing(text: str, face: Face) -> tuple[str, ...]:
    """Return the characters that a reader would miss, each once; not emoji, nor invisible ones."""
    characters = dict.fromkeys(unicodedata.normalize("NFC", text))
    return tuple(c for c in characters if not (c.isspace() or _is_dropped(c) or face.covers(c)))


def clean(text: str, face: Face) -> str:
    """Return the text in characters of the face, on one line, with the spaces and quotes of Chinese text."""
    shown = "".join(_shown(character, face) for character in unicodedata.normalize("NFC", text))
    shown = re.sub("([^\\w\\s.])\\1{2,}", "\\1\\1", shown)  # 。。。。 and ！！！！
    return _spaced(_quoted(shown, face))


def _is_dropped(character: str) -> bool:
    """Say whether nothing stands in for it: controls, bidi and combining marks, emoji, their modifiers."""
    category = unicodedata.category(character)
    return category[0] in "CM" or category in {"So", "Sk"}


def _shown(character: str, face: Face) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character)[0] not in "CM" and face.covers(character):
        return character
    plain = unicodedata.normalize("NFKD", character)
    for option in (unicodedata.normalize("NFKC", character), plain, plain[0]):
        if option != character and all(face.covers(c) and not _is_dropped(c) for c in option):
            return option
    return GETA if re.match(f"[{HAN}]", character) and face.covers(GETA) else ""


def _quoted(text: str, face: Face) -> str:
    """Return the text with the quotes of its language: “ ” where there is Chinese, else straight ones."""
    text = re.sub("(?<=[A-Za-z])’(?=[A-Za-z])", "'", text)
    if not re.search(f"[{HAN}]", text):
        return text.translate(str.maketrans("“”‘’", "\"\"''"))
    return re.sub('"([^"]*)"', "“\\1”", text) if face.covers("“") and face.covers("”") else text


def _spaced(text: str) -> str:
    """Return the text without the spaces that are made when it is placed.

    Those are beside full-width marks and between Chinese and Latin.
    """
    marks = re.escape("".join(sorted(OPENING | CLOSING)))
    text = re.sub("\\s+", " ", text)
    text = re.sub(f" (?=[{marks}])|(?<=[{marks}]) ", "", text)
    return re.sub(f"(?<=[{HAN}]) (?=[^\\s{WIDE}])|(?<=[^\\s{WIDE}]) (?=[{HAN}])", "", text).strip()
