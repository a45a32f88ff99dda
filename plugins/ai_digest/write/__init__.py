"""Stories → draft: Claude writes, or the sources' own sentences do.

drafter = ClaudeDrafter(edition=…, ledger=Ledger(), …) or ExtractDrafter()
plan = drafter.plan(selection)       # what is told, where, how large
…                                    # the caller fetches the article pages of the planned stories
draft = drafter.write(plan)          # the text, from the items of the plan it is given
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from .claude import ClaudeDrafter
from .extract import ExtractDrafter
from .ledger import Ledger

if TYPE_CHECKING:
    from ai_digest.model import Draft, Plan, Selection

__all__ = ["ClaudeDrafter", "DraftWriter", "ExtractDrafter", "Ledger"]


class DraftWriter(Protocol):
    """Whoever writes the draft, in two steps; both raise DraftError if they cannot."""

    def plan(self, selection: Selection) -> Plan:
        """Decide what is told, in which section, how large and why."""
        ...

    def write(self, plan: Plan) -> Draft:
        """Write the text; all texts are taken from the items of the plan that is given."""
        ...
