"""Items that are made for the program instead of the reader.

Sources are hostile until shown otherwise. An item in which a sentence orders a language model about ("Ignore
all previous instructions …"), or whose title carries markup, is no news, whatever else it says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ai_digest.orders import gives_orders

if TYPE_CHECKING:
    from ai_digest.model import Item

_MARKUP = re.compile(r"<\s*/?\s*(?:script|img|iframe|svg|style)\b|javascript:|\]\(", re.IGNORECASE)


def hostility(item: Item) -> str:
    """Say what is hostile about an item, "" if nothing is."""
    if _MARKUP.search(item.title):
        return "its title carries markup"
    if gives_orders(item.title) or gives_orders(item.text):
        return "its text gives orders to the program"
    return ""
