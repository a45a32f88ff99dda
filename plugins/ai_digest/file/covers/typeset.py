"""Setting Chinese text in lines: pure, and without knowing which font draws it.

    pieces  where a line may break    place  where each glyph stands    set_line  one line, shortened

The rules are those of W3C's Requirements for Chinese Text Layout, https://www.w3.org/TR/clreq/ : line starts
and ends at the strict level (#prohibition_rules_for_line_start_end), marks that are not parted
(#prohibition_rules_for_unbreakable_marks), narrowed punctuation, a gap between Chinese and Latin.
Lengths are in em of the face.
"""

from __future__ import annotations

import bisect
import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ai_digest.file.covers.characters import CLOSING, OPENING, WIDE, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ai_digest.file.covers.characters import Face

NO_LINE_START = CLOSING | frozenset(",.;:!?)]}%‰％°℃·•・～〜–—…/／")
NO_LINE_END = OPENING | frozenset("([{￥＄￡#＃@/／")
CLAUSE_END = frozenset("，。、；：！？ ")
ELLIPSIS = "…"

GAP = 1 / 6  # between Chinese and Latin: clreq allows up to 1/4, and 1/8 looks tight in bold
HALF = 1 / 2  # the empty half of a full-width mark, taken away at a line's edge and between marks
NARROWED = 0.2  # taken from it beside a character, as is usual in headlines
DASH_OVERLAP = 0.1  # 1 em dashes are drawn 0.9 em wide; two of them are one line

LATIN = f"[^\\s{WIDE}]"
UNIT = (
    "[十百千万亿兆]*(?:美元|欧元|英镑|日元|港元|人次|个月|小时|分钟|毫秒|公里|厘米|毫米|公斤|千瓦|兆瓦"
    "|[万亿兆千百十元年月日号时分秒天周岁人家款项名倍层级台块枚张件次条位种篇页期代米克吨度瓦个只起宗笔])"
)
LATIN_UNIT = "(?:[kKMGTP]?(?:B|Wh?|Hz|bps)|[mnμµ]?s|[kcmnμµ]?m|[km]?g|fps|tokens?|[KMBT])(?![A-Za-z])"
PIECE = re.compile(
    f"第?{LATIN}*\\d[+%]*(?!{LATIN}) ?(?:{UNIT}|{LATIN_UNIT})|第{LATIN}+|{LATIN}+|—+|…+|.", re.DOTALL
)
NARROWEST = 0.2  # em; about an i or a space
CLAUSE_KEPT = 0.6  # the share of the room that a cut at a clause must still fill


def pieces(text: str) -> list[str]:
    """Return the parts between which a line may break; joined they are the text.

    Latin words and numbers stay whole, a number stays with its unit (3500 亿, 97 ms), a mark that may not
    start a line stays with what is before it, one that may not end a line with what is after it.
    """
    parts: list[str] = []
    for part in PIECE.findall(text):
        if parts and (part == " " or part[0] in NO_LINE_START or parts[-1].rstrip()[-1:] in NO_LINE_END):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def place(line: str, face: Face) -> list[tuple[float, str]]:
    """Return where each character stands from the line's left edge.

    A mark that opens the line hangs out by its empty half.
    """
    x = -HALF if line[:1] in OPENING else 0.0
    placed: list[tuple[float, str]] = []
    for before, character in itertools.pairwise(" " + line):
        x += _between(before, character, face) if placed else 0.0
        placed.append((x, character))
        x += face.advance(character)
    return placed


def line_width(line: str, face: Face) -> float:
    """Return the width of a line, without the empty half of a mark that ends it."""
    if not line:
        return 0.0
    x, last = place(line, face)[-1]
    return x + face.advance(last) - (HALF if last in CLOSING else 0.0)


def _between(before: str, after: str, face: Face) -> float:
    """Return what the pair adds to or takes from the distance of two glyphs."""
    if (before in CLOSING and after in CLOSING | OPENING) or (before in OPENING and after in OPENING):
        return -HALF
    if before in CLOSING or after in OPENING:
        return -NARROWED
    if before == after == "—":
        return -DASH_OVERLAP
    if is_han(before) != is_han(after) and _is_word(before) and _is_word(after):
        return GAP
    return face.kerning(before + after)


def is_han(character: str) -> bool:
    """Say whether a character is of a Chinese, Japanese or Korean word."""
    return character >= "\u2e80" and character.isalpha()


def _is_word(character: str) -> bool:
    return character.isalnum() or character in "%+$#@&~"


@lru_cache(maxsize=256)  # the sizes of one cover hold the same lines
def set_line(text: str, face: Face, limit: float) -> str:
    """Return the cleaned text for one line of at most `limit` em, shortened if it is longer."""
    parts = list(narrowed(bounded(clean(text, face), limit), face, limit))
    return shorten(parts, lambda line: line_width(line, face) <= limit)


def shorten(parts: list[str], fits: Callable[[str], bool]) -> str:
    """Return the pieces joined, or the most of them that fits with … after it.

    The cut is at the end of a clause unless that loses too much.
    """
    text = "".join(parts)
    if fits(text):
        return text
    cuts = [_ended("".join(parts[:count])) for count in range(len(parts))]
    longest = cuts[bisect.bisect_left(cuts, x=True, lo=1, key=lambda cut: not fits(cut)) - 1] if cuts else ""
    clause = max((at for at, character in enumerate(longest) if character in CLAUSE_END), default=0)
    return _ended(longest[:clause]) if clause >= CLAUSE_KEPT * len(longest) else longest


def bounded(text: str, limit: float) -> str:
    """Return the text without what is far beyond the limit, so that the work does not grow with the text."""
    return text[: int(limit / NARROWEST) + 2]


def _ended(text: str) -> str:
    return text.rstrip("".join(CLAUSE_END | NO_LINE_END) + ELLIPSIS + "—") + ELLIPSIS


def narrowed(text: str, face: Face, limit: float) -> Iterator[str]:
    """Yield the pieces; one that is wider than a line, such as an address, is parted between characters."""
    for piece in pieces(text):
        if line_width(piece.strip(), face) <= limit:
            yield piece
            continue
        rest = piece
        while rest:
            head, rest = _part(rest, face, limit)
            yield head


def _part(piece: str, face: Face, limit: float) -> tuple[str, str]:
    """Return the most of the piece that fits a line, and the rest.

    If every cut would leave a mark at a wrong place, the marks beside the cut are lost.
    """
    end = sum(x + face.advance(character) <= limit for x, character in place(piece, face)) or 1
    for at in range(end, 0, -1):
        if piece[at - 1] not in NO_LINE_END and piece[at : at + 1] not in NO_LINE_START:
            return piece[:at], piece[at:].lstrip()
    return piece[:end].rstrip("".join(NO_LINE_END)), piece[end:].lstrip("".join(NO_LINE_START))
