"""Setting Chinese text in lines: pure, and without knowing which font draws it.

    pieces     where a line may break               place     where each glyph stands
    set_title  the best lines and size for a box    set_line  one line, shortened

The rules are those of W3C's Requirements for Chinese Text Layout, https://www.w3.org/TR/clreq/ : line starts
and ends at the strict level (#prohibition_rules_for_line_start_end), marks that are not parted
(#prohibition_rules_for_unbreakable_marks), narrowed punctuation, a gap between Chinese and Latin.
Lengths are in em of the face; only `Box` and the size of a `Setting` are in pixels.
"""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ai_digest.file.covers.characters import CLOSING, OPENING, WIDE, clean
from ai_digest.file.covers.words import CLINGING, UNPARTED

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
RAGGED = 0.35  # the price of lines of unequal length, as a share of the size
PARTED_WORD, PARTED_HAN, PARTED_RUN = 0.2, 0.12, 0.05  # the price of a break, as a share of the size


@dataclass(frozen=True)
class Box:
    """Room for a title in pixels: the widest line, the whole height, the sizes it may take."""

    width: float
    height: float
    largest: int
    smallest: int
    leading: float = 1.25  # from one baseline to the next, in em
    lines: int = 3

    @property
    def limit(self) -> float:
        """Return the width in em at the smallest size."""
        return self.width / self.smallest


@dataclass(frozen=True)
class Setting:
    """A title as it is to be drawn: lines that end where they should, and the size in pixels."""

    lines: tuple[str, ...]
    size: int
    shortened: bool


# --- lines


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
    if _is_han(before) != _is_han(after) and _is_word(before) and _is_word(after):
        return GAP
    return face.kerning(before + after)


def _is_han(character: str) -> bool:
    return character >= "\u2e80" and character.isalpha()


def _is_word(character: str) -> bool:
    return character.isalnum() or character in "%+$#@&~"


@lru_cache(maxsize=256)  # the sizes of one cover hold the same lines
def set_line(text: str, face: Face, limit: float) -> str:
    """Return the cleaned text for one line of at most `limit` em, shortened if it is longer."""
    parts = list(_narrowed(_bounded(clean(text, face), limit), face, limit))
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


def _bounded(text: str, limit: float) -> str:
    """Return the text without what is far beyond the limit, so that the work does not grow with the text."""
    return text[: int(limit / NARROWEST) + 2]


def _ended(text: str) -> str:
    return text.rstrip("".join(CLAUSE_END | NO_LINE_END) + ELLIPSIS + "—") + ELLIPSIS


# --- titles


@lru_cache(maxsize=64)
def set_title(text: str, face: Face, box: Box) -> Setting:
    """Return the lines and the size that look best in the box: large, even, parted between clauses and words.

    Every way of breaking the title into lines is tried at the largest size it allows; a price in size is put
    on ragged lines and on poor breaks. A title that cannot fit at the smallest size is shortened.
    """
    whole = clean(text, face)
    count = max(1, min(box.lines, int(box.height / (box.leading * box.smallest))))
    parts = list(_narrowed(_bounded(whole, count * box.limit), face, box.limit))
    shown = shorten(parts, lambda title: len(_filled(title, face, box.limit, count + 1)) <= count)
    parts = list(_narrowed(shown, face, box.limit))
    settings = [
        Setting(lines, _size(lines, face, box), shown != whole)
        for lines in itertools.chain.from_iterable(
            _breaks(parts, n + 1, face, box.limit) for n in range(count)
        )
    ]
    nothing = Setting((), box.largest, shortened=False)
    return max(settings, key=lambda setting: _looks(setting, face), default=nothing)


def _narrowed(text: str, face: Face, limit: float) -> Iterator[str]:
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


def _filled(text: str, face: Face, limit: float, most: int) -> list[str]:
    """Return the fewest lines that hold the text, each filled before the next; stops at `most` lines."""
    lines = [""]
    for piece in _narrowed(text, face, limit):
        if line_width((lines[-1] + piece).strip(), face) <= limit:
            lines[-1] += piece
        elif len(lines) == most:
            break
        else:
            lines.append(piece)
    return lines


def _breaks(parts: list[str], count: int, face: Face, limit: float) -> Iterator[tuple[str, ...]]:
    """Yield every way of setting the pieces in so many lines of at most `limit` em."""
    if count == 1:
        line = "".join(parts).strip()
        if line and line_width(line, face) <= limit:
            yield (line,)
        return
    for cut in range(1, len(parts)):
        head = "".join(parts[:cut]).strip()
        if line_width(head, face) > limit:
            return
        yield from ((head, *tail) for tail in _breaks(parts[cut:], count - 1, face, limit))


def _size(lines: tuple[str, ...], face: Face, box: Box) -> int:
    """Return the largest size in whole pixels at which the lines fit the box."""
    widest = max(line_width(line, face) for line in lines)
    return int(min(box.largest, box.width / widest, box.height / (box.leading * len(lines))) + 1e-6)


def _looks(setting: Setting, face: Face) -> float:
    """Return the size less the price of ragged lines and of poor breaks."""
    widths = [line_width(line, face) for line in setting.lines]
    ragged = sum((1 - width / max(widths)) ** 2 for width in widths) / len(widths)
    parted = sum(_break_price(left, right) for left, right in itertools.pairwise(setting.lines))
    return setting.size * (1 - RAGGED * ragged - parted)


def _break_price(left: str, right: str) -> float:
    if left[-1] in CLAUSE_END:
        return 0.0
    named = right[0].isdigit() or sum((c in OPENING) - (c in CLOSING - CLAUSE_END) for c in left) > 0
    if named or left[-1] + right[0] in UNPARTED or right[0] in CLINGING:
        return PARTED_WORD
    return PARTED_HAN if _is_han(left[-1]) and _is_han(right[0]) else PARTED_RUN
