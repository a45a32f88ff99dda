"""How close an extracted text is to the gold one: F1 over the tokens both have.

Tokens are Latin words and figures (lower case), and the pairs of neighbouring Chinese characters within a
sentence (a lone character counts by itself). They are counted as multisets, so that what is said twice must
be found twice. Where nothing is expected, nothing found scores 1 and anything found 0.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ai_digest.gather.articles import article_text
from ai_digest.gather.client import Response

PAGES = Path(__file__).parent / "pages"
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:[.'’-][^\W_{_HAN}]+)*")


@dataclass(frozen=True, slots=True)
class Score:
    """How much of what was found is wanted, and how much of what is wanted was found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def tokens(text: str) -> Counter[str]:
    """Return the tokens of a text and how often each occurs."""
    found: Counter[str] = Counter()
    for run in _RUNS.findall(text):
        if re.match(f"[{_HAN}]", run) and len(run) > 1:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
        else:
            found[run.lower()] += 1
    return found


def compare(found: str, gold: str) -> Score:
    """Return the score of a text against the gold one."""
    have, want = tokens(found), tokens(gold)
    if not have or not want:
        same = float(have == want)
        return Score(same, same)
    common = (have & want).total()
    return Score(common / have.total(), common / want.total())


def extracted(page: Path) -> str:
    """Return the article text of a gold page, which is served without a word on its charset."""
    address = f"https://gold.example/{page.stem}"
    return article_text(Response(address, address, "text/html", page.read_bytes()))


def scores() -> dict[str, Score]:
    """Return the score of each gold page by its name."""
    return {
        page.stem: compare(extracted(page), page.with_suffix(".txt").read_text(encoding="utf-8"))
        for page in sorted(PAGES.glob("*.html"))
    }
