"""Why an edition has the stories it has: its evidence as tables.

stories     in their order, with the parts of each score
threads     what goes on from an earlier edition, and what is new in it
left out    every story that was not chosen, with the reason
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console

    from ai_digest.file.evidence import Evidence, LeftOutRecord, ScoreRecord, StoryRecord

WIDTH = 160  # columns where the output is no terminal
_PARTS = ("total", "relevance", "publishers", "freshness", "weight")


def print_explanation(evidence: Evidence, console: Console) -> None:
    """Print the tables; an empty one is not printed."""
    for table in (_stories(evidence), _threads(evidence), _left_out(evidence)):
        if table.row_count:
            console.print(table)
    if evidence.folded:
        console.print(f"{evidence.folded.left_out} stories that were left out are not listed any more")


def _stories(evidence: Evidence) -> Table:
    table = _table(f"Edition of {evidence.edition}: stories", *_PARTS, "items", "told", "headline")
    for story in evidence.stories:
        told = "in brief" if story.brief else "in full"
        table.add_row(*_scores(story.score), str(len(story.items)), told, escape(story.headline))
    return table


def _threads(evidence: Evidence) -> Table:
    table = _table("Threads: what goes on from an earlier edition", "earlier", "told then", "now", "new")
    for story in evidence.stories:
        if story.follows:
            table.add_row(*map(escape, _thread(story)))
    return table


def _thread(story: StoryRecord) -> tuple[str, ...]:
    follows = story.follows
    return (str(follows.edition), follows.headline, story.headline, follows.news) if follows else ()


def _left_out(evidence: Evidence) -> Table:
    table = _table("Left out", "total", "source", "title", "reason")
    for out in sorted(evidence.left_out, key=_by_score):
        table.add_row(_scores(out.score)[0], *map(escape, (out.source, out.title, out.reason)))
    return table


def _by_score(out: LeftOutRecord) -> tuple[float, str]:
    return (-(out.score.total if out.score else 0.0), out.title)


def _scores(score: ScoreRecord | None) -> list[str]:
    return [f"{getattr(score, part):.2f}" if score else "–" for part in _PARTS]


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right" if column in {*_PARTS, "items"} else "left")
    return table
