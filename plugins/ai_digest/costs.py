"""What the editions cost, from their evidence: by purpose and model, by day, by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.errors import UsageError
from ai_digest.file.evidence import read_evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ai_digest.file.evidence import CallRecord


@dataclass
class _Sum:
    """Calls added up; the cost of those without a known price is not in it."""

    calls: int = 0
    read: int = 0
    reused: int = 0
    written: int = 0
    dollars: float = 0.0
    unknown: int = 0

    def add(self, call: CallRecord) -> None:
        self.calls += 1
        self.read += call.input_tokens + call.cache_write_tokens
        self.reused += call.cache_read_tokens
        self.written += call.output_tokens
        self.dollars += call.cost or 0.0
        self.unknown += call.cost is None

    def __str__(self) -> str:
        unknown = f" and {self.unknown} of unknown price" if self.unknown else ""
        return (
            f"{self.calls} calls, {self.read} tokens in, {self.reused} from the prompt cache, "
            f"{self.written} out, ${self.dollars:.4f}{unknown}"
        )


def add_up(evidences: Iterable[Path]) -> Iterator[str]:
    """Yield a line for each purpose and model, each day and each month; what cannot be read is named.

    Answers from earlier runs count nothing: they are in the evidence of the run that paid, if it filed one.
    """
    purposes: dict[str, _Sum] = defaultdict(_Sum)
    days: dict[str, _Sum] = defaultdict(_Sum)
    months: dict[str, _Sum] = defaultdict(_Sum)
    for path in evidences:
        try:
            evidence = read_evidence(path)
        except UsageError as error:
            yield f"left out: {error}"
            continue
        for call in evidence.calls:
            if call.cached:
                continue
            batch = " in a batch" if call.batch else ""
            purpose = call.purpose.split()[0]
            purposes[f"{purpose}{batch}, {call.model}"].add(call)
            days[f"{evidence.edition}"].add(call)
            months[f"{evidence.edition:%Y-%m}"].add(call)
    yield from _lines("each call", purposes, average=True)
    yield from _lines("day", days)
    yield from _lines("month", months)
    if not days:
        yield "no edition has cost anything yet"


def spent_in(month: str, evidences: Iterable[Path]) -> tuple[int, float]:
    """Count the editions of a month (`2026-08`), and add up what their calls cost, in US dollars."""
    editions, dollars = 0, 0.0
    for path in evidences:
        if not path.name.startswith(month):
            continue
        try:
            evidence = read_evidence(path)
        except UsageError:  # `doctor --costs` names it
            continue
        editions += 1
        dollars += sum(call.cost or 0.0 for call in evidence.calls if not call.cached)
    return editions, dollars


def _lines(kind: str, sums: Mapping[str, _Sum], *, average: bool = False) -> Iterator[str]:
    for name, total in sorted(sums.items()):
        each = f" (${total.dollars / total.calls:.4f} a call)" if average else ""
        yield f"{kind} {name}: {total}{each}"
