"""The words of the interface, one TOML file for each language, read by templates as `t`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_FALLBACK = "zh"


@cache
def texts_for(language: str) -> dict[str, Any]:
    """Read the catalogue of a language tag (`zh-cn` → zh.toml); Chinese where there is none yet."""
    file = _FOLDER / f"{language.lower().partition('-')[0]}.toml"
    source = file if file.is_file() else _FOLDER / f"{_FALLBACK}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def date_text(form: str, texts: dict[str, Any], numbers: tuple[int, ...]) -> str:
    """Write (year, month, day), or its beginning, in one of the forms of the catalogue's `date`."""
    parts: dict[str, Any] = dict(zip(("year", "month", "day"), numbers, strict=False))
    if "month" in parts:
        parts["name"] = texts["date"]["months"][parts["month"] - 1]
    text: str = texts["date"][form]
    return text.format(**parts)


class Interface:
    """The `t` of the templates: the catalogue of the language that the page being written is in.

    Templates keep what they import, so the words cannot be handed to them page by page; each page sets its
    language by `head()` before it prints anything.
    """

    def __init__(self, language: str) -> None:
        self.speak(language)

    def speak(self, language: str) -> dict[str, Any]:
        """Choose the language from now on, and return its catalogue."""
        self._texts = texts_for(language)
        return self._texts

    def dated(self, form: str, *numbers: int) -> str:
        """Write a date in one of the forms of the catalogue."""
        return date_text(form, self._texts, numbers)

    def __getattr__(self, section: str) -> Any:
        """Return a section of the catalogue."""
        try:
            return self._texts[section]
        except KeyError:
            raise AttributeError(section) from None

    __getitem__ = __getattr__
