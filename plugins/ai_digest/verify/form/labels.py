"""The headings of the house, and those that were meant to be one: misspelt, or without their colon.

    **深度解读 & 洞察：**   **影响：**   ## 更多动态
    **Insights:**           **Impact:**  ## More news

A label is compared without blanks, `&`, 与, 和, 及 and colons. It is a misspelt one when at most a third of
its characters differ (for 影响, which is short, only known slips count). Guard: 深度解读 alone is a label of
its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from ai_digest.verify.form.finding import Code, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_digest.verify.form.page import Page

INSIGHTS, IMPACT = "深度解读 & 洞察：", "影响："
LABELS = (INSIGHTS, IMPACT, "Insights:", "Impact:")
MORE = ("更多动态", "More news")
_SLIPS = {"影晌": IMPACT, "影向": IMPACT, "景响": IMPACT, "映响": IMPACT, "影響": IMPACT}
_BOLD = re.compile(r"\*\*([^*]+)\*\*[ \t]*([：:]?)[ \t]*$")
_AS_HEADING = re.compile(r"#{3,6}[ \t]*([^#\[\]]+?)[ \t]*#*$")
_JOINTS = re.compile(r"[\s&＆:：]|amp;")
_ANDS = str.maketrans("", "", "与和及與")
_LONGEST = 24


def is_more(text: str) -> bool:
    """Tell whether a heading is that of the one-line news, or was meant to be."""
    return text.strip() in MORE or _meant_more(text) is not None


def is_label(text: str) -> bool:
    """Tell whether a text is one of the labels of the house, or was meant to be."""
    return _meant(text) is not None


def labels(page: Page) -> Iterator[Finding]:
    """Yield the headings of the house that are misspelt or have lost their colon."""
    for line in page.lines:
        text = line.text
        written = _BOLD.match(text) if text.startswith("**") else None
        if written:
            inner, right = written[1].strip(), _meant(written[1])
            if right and not _stands(inner, written[2], right):
                yield _finding(line.number, f"{inner}{written[2]}", f"**{right}**")
        elif text.startswith("###") and (found := _AS_HEADING.match(text)) and (right := _meant(found[1])):
            yield _finding(line.number, text.strip(), f"**{right}**")
    if not any(heading.text in MORE for heading in page.headings):
        for heading in page.headings:
            more = _meant_more(heading.text) if heading.level < 3 else None  # noqa: PLR2004  # ### is a story
            if more:
                yield _finding(heading.line.number, heading.text, f"## {more}")


def _stands(inner: str, tail: str, right: str) -> bool:
    """Tell whether a label is as the house writes it; either colon, inside the stars or after them."""
    return f"{inner}{tail}".replace(":", "：") == right.replace(":", "：")


def _meant(text: str) -> str | None:
    """Return the label that a text is or was meant to be."""
    if len(text) > _LONGEST:
        return None
    bare = _JOINTS.sub("", text).casefold()
    if bare in _SLIPS:
        return _SLIPS[bare]
    for label in LABELS:
        known = _JOINTS.sub("", label).casefold()
        near = Levenshtein.distance(bare if bare == known else bare.translate(_ANDS), known)
        if near <= len(known) // 3 and bare != "深度解读":
            return label
    return None


def _meant_more(text: str) -> str | None:
    bare = text.strip().casefold()
    near = (more for more in MORE if 0 < Levenshtein.distance(bare, more.casefold()) <= len(more) // 4)
    return next(near, None)


def _finding(line: int, written: str, right: str) -> Finding:
    return Finding(line, Code.LABEL, f"the heading {written!r} should be {right!r}", (right,))
