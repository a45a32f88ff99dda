"""Stories → draft: Claude writes, or the sources' own sentences do.

drafter = ClaudeDrafter(edition=…, ledger=Ledger(), …) or ExtractDrafter()
plan = drafter.plan(selection)       # what is told, where, how large
…                                    # the caller fetches the article pages of the planned stories
draft = drafter.write(plan)          # the text, from the items of the plan it is given
…                                    # the caller checks it
draft = drafter.repair(draft, drops) # other words for what failed, once
drafter.finish()                     # the run is over
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from .batch import Pending, SubmittedError, WaitingError
from .budget import Budget
from .claude import ClaudeDrafter
from .extract import ExtractDrafter
from .ledger import Ledger
from .prompt import Asked
from .repair import put_right
from .run import Batching, Models, Progress
from .style import Depth, Style

if TYPE_CHECKING:
    from ai_digest.model import Draft, Drop, Plan, Selection

__all__ = [
    "Asked",
    "Batching",
    "Budget",
    "ClaudeDrafter",
    "Depth",
    "DraftWriter",
    "ExtractDrafter",
    "Ledger",
    "Models",
    "Pending",
    "Progress",
    "Style",
    "SubmittedError",
    "WaitingError",
    "put_right",
]


class DraftWriter(Protocol):
    """Whoever writes the draft; `plan` and `write` raise DraftError if they cannot."""

    def plan(self, selection: Selection) -> Plan:
        """Decide what is told, in which section, how large and why."""
        ...

    def write(self, plan: Plan) -> Draft:
        """Write the text; all texts are taken from the items of the plan that is given."""
        ...

    def repair(self, draft: Draft, drops: tuple[Drop, ...]) -> Draft:
        """Put what failed a check in other words, where that is possible."""
        ...

    def finish(self) -> None:
        """Tidy up: the run has come to an orderly end."""
        ...
