"""How an edition was made, as a page tells it: counts, names, reasons; no decision and no HTML."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from .marks import marked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from ai_digest.file.evidence import CallRecord, DropRecord, Evidence, SourceRecord

# a reason as the run writes it → its kind, which the interface has words for
_KINDS = (
    (r"no source has", "figure"),
    (r"no source names", "name"),
    (r"its quote|quote", "quote"),
    (r"address", "address"),
    (r"told twice", "twice"),
    (r"is no item of the story", "item"),
)
OTHER = "other"


class Dropped(NamedTuple):
    """A statement that was taken out or put right, its kind of reason and the reason itself."""

    text: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Made:
    """The evidence of an edition for its page; `path` is where it is published, below the site's address."""

    evidence: Evidence
    path: str
    edited: bool

    def content(self, html: str, words: Mapping[str, str]) -> str:
        """Return the body of the article with its sources marked."""
        return marked(html, self.evidence, words)

    @cached_property
    def failed(self) -> list[SourceRecord]:
        """Return the sources that did not answer."""
        return [source for source in self.evidence.sources if source.error]

    @property
    def answered(self) -> int:
        """Count the sources that answered."""
        return self.evidence.answered

    @property
    def in_window(self) -> int:
        """Count the items that came in the edition's window of time."""
        return self.evidence.in_window

    @property
    def full(self) -> int:
        """Count the stories that are told in full."""
        return sum(not story.brief for story in self.evidence.stories)

    @property
    def briefs(self) -> int:
        """Count the stories that are told in one line."""
        return len(self.evidence.stories) - self.full

    @property
    def publishers(self) -> int:
        """Count the publishers whose items are told."""
        return len({item.source for item in self.evidence.items})

    @cached_property
    def dropped(self) -> list[Dropped]:
        """Return the statements that failed a check and were taken out."""
        return [_dropped(drop) for drop in self.evidence.drops]

    @cached_property
    def repaired(self) -> list[Dropped]:
        """Return the statements that failed a check at first and were put right."""
        return [_dropped(drop) for drop in getattr(self.evidence, "repaired", ())]

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Count the dropped statements by their kind of reason, the most frequent first."""
        return Counter(drop.kind for drop in self.dropped).most_common()

    @property
    def captured(self) -> dt.datetime | None:
        """Return when the sources were captured."""
        return max((item.captured for item in self.evidence.items), default=None)

    @property
    def calls(self) -> tuple[CallRecord, ...]:
        """Return the answered calls to the model."""
        return self.evidence.calls

    @property
    def models(self) -> list[str]:
        """Return the models that were asked, in order."""
        return list(dict.fromkeys(call.model for call in self.calls))

    @property
    def tokens(self) -> int:
        """Count the tokens of all calls, in and out."""
        return sum(
            call.input_tokens + call.cache_write_tokens + call.cache_read_tokens + call.output_tokens
            for call in self.calls
        )

    @property
    def cost(self) -> float | None:
        """Add up the cost in US dollars; None where a price is unknown."""
        costs = [call.cost for call in self.calls]
        return None if None in costs else sum(cost or 0.0 for cost in costs)


def _dropped(drop: DropRecord) -> Dropped:
    kind = next((kind for pattern, kind in _KINDS if re.search(pattern, drop.reason)), OTHER)
    return Dropped(drop.text, kind, drop.reason)
