"""What a run may spend: counted before each call is sent, so that a limit is never found out afterwards.

A call that is under way holds what it may cost at most; when it is answered, what it did cost takes that
place.
A model whose price is unknown counts as dear as the dearest one that is known.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.errors import DraftError

from .estimate import likely_cost, likely_usage
from .prices import cost_at_most

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .prices import Usage
    from .prompt import Asked


class OverBudgetError(DraftError):
    """A call would exceed what a run may spend; it was not sent."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Input tokens and US dollars."""

    tokens: int = 0
    dollars: float = 0.0

    def plus(self, other: Spent, times: int = 1) -> Spent:
        """Return the sum, or with -1 the difference."""
        return Spent(self.tokens + times * other.tokens, self.dollars + times * other.dollars)


class Budget:
    """The limits of a run, None where there is none, and what is spent; safe to use from several threads."""

    def __init__(self, *, max_cost: float | None = None, max_tokens: int | None = None) -> None:
        self._max_cost = max_cost
        self._max_tokens = max_tokens
        self._spent = Spent()
        self._lock = threading.Lock()

    def reserve(self, asked: Asked) -> Spent:
        """Set aside what a call may cost at most. Raises OverBudgetError if that is too much."""
        likely = _likely([asked])
        with self._lock:
            excess = self._excess(self._spent.plus(likely))
            if excess:
                raise OverBudgetError(f"the budget is used up: {excess}")
            self._spent = self._spent.plus(likely)
        return likely

    def settle(self, reserved: Spent, used: Spent = Spent()) -> None:
        """Put what a call used in the place of what was set aside for it; nothing if it failed."""
        with self._lock:
            self._spent = self._spent.plus(reserved, -1).plus(used)

    def excess(self, calls: Iterable[Asked]) -> str:
        """Say by how much these calls, beside what is spent, would exceed a limit; "" if they do not."""
        with self._lock:
            return self._excess(self._spent.plus(_likely(calls)))

    def _excess(self, total: Spent) -> str:
        if self._max_tokens is not None and total.tokens > self._max_tokens:
            return f"{total.tokens} input tokens, the limit is {self._max_tokens} (AI_DIGEST_MAX_TOKENS)"
        if self._max_cost is not None and total.dollars > self._max_cost:
            return f"up to ${total.dollars:.3f}, the limit is ${self._max_cost:.3f} (AI_DIGEST_MAX_COST)"
        return ""


def used_by(model: str, usage: Usage, *, batch: bool = False) -> Spent:
    """Return what an answered call used."""
    return Spent(usage.prompt_tokens, cost_at_most(model, usage, batch=batch))


def _likely(calls: Iterable[Asked]) -> Spent:
    total = Spent()
    for asked in calls:
        total = total.plus(Spent(likely_usage(asked).prompt_tokens, likely_cost(asked)))
    return total
