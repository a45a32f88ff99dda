"""What reading works on and what it finds: a text in two forms, numbers half read, figures in place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from ai_digest.verify.numbers.figure import Figure
    from ai_digest.verify.numbers.units import Unit

_LINK = re.compile(r"https?://[!-~]+|www\.[!-~]+|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}")
# NFKC would make a Chinese comma a thousands separator, which it is among full-width digits only.
_COMMA = re.compile("(?<![０-９])，|，(?![０-９])")
_RAISED = re.compile("[¹²³⁰⁴-⁹₀-₉①-⓿❶-➓㈠-㉃㊀-㊰]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is read, and the same in small letters, place by place."""

    raw: str
    low: str

    @classmethod
    def of(cls, text: str) -> Self:
        """Clean a text and put it in small letters."""
        text = clean(text)
        low = text.lower()
        if len(low) != len(text):  # some capital has two small letters: it stays as it is
            low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
        return cls(text, low)

    def before(self, place: int, length: int) -> str:
        """Return so many small letters before a place, fewer at the text's start."""
        return self.low[max(0, place - length) : place]

    def after(self, place: int, length: int = 1) -> str:
        """Return so many small letters from a place on, fewer at the text's end."""
        return self.low[place : place + length]


@dataclass(slots=True)
class Core:
    """A number before its unit is known: its value, where it ends, and what has been seen of it.

    `scale` is what a scale multiplied it by (千, million), `odd` says that 多 or 余 stood in it, `checked`
    that a statement must prove it.
    """

    value: Fraction
    end: int
    digits: bool
    scaled: bool = False
    checked: bool = True
    odd: bool = False
    scale: Fraction = Fraction(1)
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A figure and where it stands in the read text; `checked` says whether a statement must prove it.

    `named` is set where a name can stand before a number without a unit (云鹤 2), whose figure a number of a
    name in another language supports. `core` is kept for ranges.
    """

    figure: Figure
    start: int
    end: int
    written: str
    checked: bool = True
    named: bool = False
    core: Core | None = None

    @classmethod
    def at(cls, text: Text, figure: Figure, start: int, end: int, *, checked: bool = True) -> Self:
        """Return a figure that stands between two places."""
        return cls(figure, start, end, text.raw[start:end].strip(), checked)


def clean(text: str) -> str:
    """Return the text as it is read: one width, addresses blanked out, raised and circled digits gone."""
    text = _RAISED.sub(" ", _COMMA.sub("、", text))
    text = unicodedata.normalize("NFKC", text).replace("İ", "I")
    if "://" in text or "www." in text or "@" in text:
        return _LINK.sub(lambda match: " " * len(match[0]), text)
    return text


def is_han(char: str) -> bool:
    """Tell whether a character is Chinese."""
    return "\u3400" <= char <= "\u9fff"
