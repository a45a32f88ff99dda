"""Lines of a page → the run of lines that is its article.

Every line scores: a sentence its length, any other line a little or less than nothing, a line that ends an
article much less than nothing. The article is the run with the highest sum (the maximum subsequence of
Pasternack and Roth, "Extracting Article Text from the Web with Maximum Subsequence Segmentation", WWW 2009).
So a short heading between paragraphs stays, a list of headlines above or below them goes, and an ending line
in the midst of an article ends it only if less than `ENDING` characters of sentences follow.
"""

from __future__ import annotations

import re
from itertools import accumulate

from ai_digest.gather.marks import is_ending, is_furniture, is_head_of_comments
from ai_digest.gather.text import clean

MAX_LINES = 5_000
ENDING = 200
LONGEST_SCORE = 300
SHORTEST_SENTENCE = 20  # signs, which is about eight words
HEADLINE = -20
LOOSE_LINE = 1
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff"
_SENTENCE = re.compile(r"[。！？；…]|[.!?;:](?=[\s\"'”’»)\]]|$)|：$")
_LIST_MARK = re.compile(r"^(?:[-*•] |\|\s?)|\s?\|$", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[|\s:-]+$")
_MENU = re.compile(r"[^|]{1,12}(?:\\\|[^|]{1,12}){2,}")  # trafilatura masks bars that are no table's


def main_run(lines: list[str], *, loose: bool = False) -> list[str]:
    """Return the lines of the article, "furniture" such as share bars and datelines taken out.

    `loose` means that nobody has told article from page yet: then a line that is no sentence counts against
    its run. Else it counts for it, so that lists and tables at the end stay.
    """
    kept = [line for line in map(_tidy, lines[:MAX_LINES]) if line and not is_furniture(line)]
    stop = next(
        (at for at, line in enumerate(kept) if is_head_of_comments(line) and prose(kept[:at])), len(kept)
    )
    kept = kept[:stop]
    scores = [_score(line, HEADLINE if loose else LOOSE_LINE) for line in kept]
    start, end = _best_run(scores) if loose else (0, _best_end(scores))
    return [line for line in kept[start:end] if not _ends(line)]


def prose(lines: list[str]) -> int:
    """Return how many characters of the lines are in sentences."""
    return sum(len(line) for line in lines if _is_sentence(line))


def _tidy(line: str) -> str:
    """Take the marks of lists and tables off a line; what is only marks, or a menu, becomes nothing."""
    bare = _LIST_MARK.sub("", line)
    if _TABLE_RULE.fullmatch(bare) or _MENU.fullmatch(bare):
        return ""
    return clean(bare.replace("\\|", "|") if bare == line else bare.replace("\\|", "|").replace(" | ", " "))


def _score(line: str, plain: int) -> int:
    if _ends(line):
        return -ENDING
    return min(_weight(line), LONGEST_SCORE) if _is_sentence(line) else plain


def _is_sentence(line: str) -> bool:
    return _weight(line) >= SHORTEST_SENTENCE and bool(_SENTENCE.search(line))


def _weight(line: str) -> int:
    """Return the length, a Latin letter counting half: words are longer than signs."""
    wide = len(re.findall(f"[{_WIDE}]", line))
    return wide + (len(line) - wide) // 2


def _ends(line: str) -> bool:
    return is_ending(line, sentence=_is_sentence(line))


def _best_end(scores: list[int]) -> int:
    """Return where the sum from the first line on is highest: an ending does not cut the head off."""
    sums = [0, *accumulate(scores)]
    return sums.index(max(sums))


def _best_run(scores: list[int]) -> tuple[int, int]:
    """Return where the run with the highest sum starts and ends, (0, 0) if none is above zero."""
    best, run, start, total = (0, 0), 0, 0, 0
    for at, score in enumerate(scores):
        if total <= 0:
            start, total = at, 0
        total += score
        if total > run:
            best, run = (start, at + 1), total
    return best
