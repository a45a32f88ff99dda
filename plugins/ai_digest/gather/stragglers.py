"""When those who have not answered yet are no longer waited for.

The rule: once `share` of all addresses have settled (answered or failed), the others get `grace` seconds
more, and never less than `patience` seconds of the run in all; at `all` seconds everything ends. So one
hanging server costs a run its grace and not its whole time, while a few slow ones are not cut off because
the others are quick: with 20 sources the share of 90 % is 18, so that two slow ones beside a hanging one
are waited for until the first of them is there; and in the first five seconds nobody is cut off.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ai_digest.gather.request import Limits


class Stragglers:
    """Follows one run; times are seconds since its beginning."""

    def __init__(self, total: int, limits: Limits) -> None:
        """Begin with nobody settled."""
        self._total = total
        self._limits = limits
        self._enough = max(1, math.ceil(round(limits.share * total, 6)))
        self._settled = 0
        self.cut = limits.all

    def settle(self, count: int, now: float) -> None:
        """Note that so many more have settled; the moment of the cut may come nearer."""
        before, self._settled = self._settled, self._settled + count
        if before < self._enough <= self._settled:
            self.cut = min(self._limits.all, max(now + self._limits.grace, self._limits.patience))

    @property
    def reason(self) -> str:
        """The report's line for those who are cut off."""
        if self._settled < self._enough or self.cut >= self._limits.all:
            return f"cut off: no answer within {self._limits.all:g} s of the run"
        return f"cut off after {self.cut:.1f} s: {self._settled} of {self._total} had answered"
