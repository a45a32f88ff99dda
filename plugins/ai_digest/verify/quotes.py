"""Where does a quote stand in its source, word for word?

Only width, spaces, quotation marks and line ends may differ. A quote is one passage: it crosses at most
two line ends. It begins and ends at the edge of a word and of a figure, since 「3.5 亿」 out of 「13.5 亿」,
or without its 「亿」, says something else. And it must be long enough to mean something (`is_telling`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SHORTEST = 6  # a Chinese character counts 1, a Latin word 2, a number 1, at most two numbers
_FROM_NUMBERS = 2
_FROM_WORDS = 4
_DIFFERENT = 3  # 好好好好好好 says nothing
_LINE_ENDS = 2
_MARKS = {
    **dict.fromkeys("“”„‟«»「」『』〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛`´＇", "'"),
    "‐": "-",
    "\u2011": "-",
}
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3040-\u30ff\uac00-\ud7af"
_WIDE = re.compile("[\uff00-\uffef\u3000]")
_CLUSTER = re.compile("\\s+|.[\u0300-\u036f]*")
_IS_CJK = re.compile(f"[{_CJK}]")
_WORD = re.compile(rf"[^\W\d_{_CJK}]{{2,}}")
_CHAR = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿廿卅")
_SCALE = re.compile(
    r" ?(?:[百千万亿萬億兆%‰倍]|个?百分点|-?(?:thousand|million|billion|trillion|percent|per cent)"
    r"|[kmbt](?![a-z])|bn\b|mn\b)",
    re.IGNORECASE,
)
_SIGNS = frozenset("$€£¥￥")


def find_quote(quote: str, text: str) -> int | None:
    """Return the offset in the text at which the quote begins, None if it is no verbatim, telling passage."""
    wanted = normalised(quote)
    if not is_telling(wanted):
        return None
    folded, places = _folded(text)
    start = folded.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if _is_whole(folded, start, end) and _is_one_passage(text, places[start], places[end - 1]):
            return places[start]
        start = folded.find(wanted, start + 1)
    return None


def is_telling(quote: str) -> bool:
    """Tell whether a quote is long enough to mean something: digits alone or a common word are not."""
    words, chars = _WORD.findall(quote), _CHAR.findall(quote)
    weight = 2 * len(words) + len(chars)
    different = 2 * len({word.lower() for word in words}) + len(set(chars))
    numbers = min(_FROM_NUMBERS, len(_NUMBER.findall(quote)))
    return weight >= _FROM_WORDS and different > _DIFFERENT and weight + numbers >= SHORTEST


def normalised(text: str) -> str:
    """Return the text in the form in which quotes are compared."""
    return _folded(text.strip())[0]


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[str, list[int]]:
    """Return the comparable form of a text, and for each of its characters where it came from.

    Blanks become one space, and none beside a Chinese character or at an end.
    """
    chars: list[str] = []
    places: list[int] = []
    blank = -1
    for match in _CLUSTER.finditer(text):
        piece = _MARKS.get(match[0]) or match[0]
        if piece.isspace():
            blank = match.start()
            continue
        if len(piece) > 1 or not piece.isascii():
            piece = _plain(piece)
        for char in piece:
            if blank >= 0 and chars and not (_IS_CJK.match(chars[-1]) or _IS_CJK.match(char)):
                chars.append(" ")
                places.append(blank)
            blank = -1
            chars.append(char)
            places.append(match.start())
    return "".join(chars), places


def _plain(piece: str) -> str:
    """Fold the width of a character, and compose it; nothing else of it changes."""
    piece = unicodedata.normalize("NFC", piece)
    if _WIDE.match(piece):
        piece = unicodedata.normalize("NFKC", piece)
    return _MARKS.get(piece, piece).strip()


def _is_one_passage(text: str, first: int, last: int) -> bool:
    return len(re.findall(r"\s*\n\s*", text[first:last])) <= _LINE_ENDS


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a passage begins and ends at the edge of a word and of a figure."""
    return _begins_well(text, start) and _ends_well(text, end)


def _begins_well(text: str, start: int) -> bool:
    first, last = text[start], text[start - 1 : start]
    before = text[max(0, start - 2) : start].rstrip()[-1:]
    if not last:
        return True
    if first.isdigit():
        cut_number = (
            last.isdigit() or last in _SIGNS or (last in ".,:" and text[start - 2 : start - 1].isdigit())
        )
        return not (cut_number or _is_letter(last) or _is_minus(text, start - 1))
    if _is_letter(first):
        joined = last in "-'" and _is_letter(text[start - 2 : start - 1])
        return not (_is_letter(last) or joined or (before.isdigit() and _SCALE.match(text, start)))
    if first == "'":
        return not _is_letter(last)
    if first in _NUMERALS or first in "%‰倍":
        return not (before.isdigit() or (before in _NUMERALS and first in _NUMERALS))
    return True


def _is_minus(text: str, place: int) -> bool:
    """Tell whether a dash before a digit makes it negative, and does not join it to something."""
    before = text[place - 1 : place]
    return text[place] in "-−" and (
        not before or before.isspace() or bool(_IS_CJK.match(before)) or before in "(:,"
    )


def _ends_well(text: str, end: int) -> bool:
    last, following = text[end - 1], text[end : end + 1]
    if not following:
        return True
    if last.isdigit():
        more = following in ".,:" and text[end + 1 : end + 2].isdigit()
        return not (following.isdigit() or more or _is_letter(following) or _SCALE.match(text, end))
    if _is_letter(last):
        joined = following in "-'" and text[end + 1 : end + 2].isalnum()
        return not (_is_letter(following) or following.isdigit() or joined)
    if last in _NUMERALS or last in "百千万亿":
        return following not in _NUMERALS
    return True


def _is_letter(char: str) -> bool:
    return bool(char) and char.isalpha() and not _IS_CJK.match(char)
