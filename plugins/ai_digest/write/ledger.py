"""What a run has paid for and what went wrong in it, collected from all threads."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ai_digest.model import Call, Failure


class Ledger:
    """The run's answered calls and the failures it lived with; safe to fill from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: list[Call] = []
        self._failures: list[Failure] = []

    def add_call(self, call: Call) -> None:
        """Enter an answered call, paid for or answered from the cache."""
        with self._lock:
            self._calls.append(call)

    def add_failure(self, failure: Failure) -> None:
        """Enter something that did not work and was lived with."""
        with self._lock:
            self._failures.append(failure)

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls so far, in the order in which their answers arrived."""
        with self._lock:
            return tuple(self._calls)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The failures so far, in the order in which they were met."""
        with self._lock:
            return tuple(self._failures)

    @property
    def input_tokens(self) -> int:
        """Prompt tokens of the calls that were sent: plain, written to and read from the prompt cache."""
        return sum(
            call.input_tokens + call.cache_write_tokens + call.cache_read_tokens
            for call in self.calls
            if not call.cached
        )

    @property
    def output_tokens(self) -> int:
        """Answer tokens of the calls that were sent."""
        return sum(call.output_tokens for call in self.calls if not call.cached)

    @property
    def cost(self) -> float | None:
        """US dollars for all calls; None as soon as one call's price is unknown."""
        costs = [call.cost for call in self.calls]
        known = [cost for cost in costs if cost is not None]
        return sum(known) if len(known) == len(costs) else None
