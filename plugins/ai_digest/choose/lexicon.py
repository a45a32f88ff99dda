"""The bilingual word list: which English and Chinese words say the same.

Two titles of one event in two languages share few letters. What they share is terms: a `launch` is a 发布,
and 谷歌 is Google. The list is `lexicon.txt`; its terms are a vocabulary that both languages are read into.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FILE = Path(__file__).with_name("lexicon.txt")
_WORD = re.compile(r"[a-z0-9&]+(?:\.[a-z]\.?)*")
_MARK = "="  # a term is no word of any title


@functools.cache
def _stemmer() -> snowballstemmer.EnglishStemmer:
    return snowballstemmer.EnglishStemmer()


@functools.lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of an English word in lower case: `launches` and `launched` are `launch`."""
    return str(_stemmer().stemWord(word))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The list, ready to be looked up: stems in order, or Chinese words, each with its terms."""

    english: dict[tuple[str, ...], tuple[str, ...]]
    chinese: dict[str, tuple[str, ...]]
    names: frozenset[str]
    everyday: frozenset[str]
    longest_english: int
    longest_chinese: int

    def in_english(self, stems: list[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Yield the parts of a text, the longest known ones first; the terms of each are () if unknown."""
        place = 0
        while place < len(stems):
            for length in range(min(self.longest_english, len(stems) - place), 0, -1):
                part = tuple(stems[place : place + length])
                if part in self.english or length == 1:
                    yield part, self.english.get(part, ())
                    place += length
                    break

    def in_chinese(self, run: str) -> Iterator[str]:
        """Yield the terms of a run of Chinese characters, the longest words first."""
        place = 0
        while place < len(run):
            for length in range(min(self.longest_chinese, len(run) - place), 0, -1):
                terms = self.chinese.get(run[place : place + length])
                if terms:
                    yield from terms
                    place += length
                    break
            else:
                place += 1


@functools.cache
def lexicon() -> Lexicon:
    """Read the list, once."""
    english: dict[tuple[str, ...], tuple[str, ...]] = {}
    chinese: dict[str, tuple[str, ...]] = {}
    members: dict[str, set[str]] = {"names": set(), "terms": set(), "everyday": set()}
    for section, term, latin, han in _entries(_FILE.read_text(encoding="utf-8").splitlines()):
        members[section].add(term)
        for words in latin:
            key = tuple(stem(word) for word in _WORD.findall(words))
            english[key] = (*english.get(key, ()), term)
        for word in han:
            chinese[word] = (*chinese.get(word, ()), term)
    return Lexicon(
        english,
        chinese,
        frozenset(members["names"]),
        frozenset(members["everyday"]),
        max(map(len, english)),
        max(map(len, chinese)),
    )


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, str, list[str], list[str]]]:
    section = ""
    for line in lines:
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            term, _, words = line.partition(":")
            latin, _, han = words.partition("|")
            yield section, _MARK + term, _listed(latin), _listed(han)


def _listed(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]
