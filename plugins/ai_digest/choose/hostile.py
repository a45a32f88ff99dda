"""Items that are made for the program instead of the reader.

Sources are hostile until shown otherwise. An item in which a sentence orders a language model about ("Ignore
all previous instructions …"), or whose title carries markup, is no news, whatever else it says. Guard against
false alarms: only a sentence that begins with the order counts, so that a report on such attacks, which
quotes or describes one, stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ai_digest.model import Item

_ORDER = re.compile(
    r"(?:^|[.!?。！？]\s*|\n\s*|</?\w+>\s*)"
    r"(?:(?:please\s+)?(?:ignore|disregard|forget)\s+(?:all\s+|any\s+)?(?:of\s+)?(?:the\s+|your\s+)?"
    r"(?:previous|prior|above|earlier)\s+(?:instructions|prompts|rules)"
    r"|(?:system|assistant)\s*[:：]\s"
    r"|you\s+are\s+now\s+(?:an?|the)\s"
    r"|(?:请)?(?:忽略|无视|忘记)(?:以上|上述|之前|此前|先前|前面)的?(?:所有|全部|一切)?的?(?:指令|指示|提示|规则|要求))",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<\s*/?\s*(?:script|img|iframe|svg|style)\b|javascript:|\]\(", re.IGNORECASE)


def hostility(item: Item) -> str:
    """Say what is hostile about an item, "" if nothing is."""
    if _MARKUP.search(item.title):
        return "its title carries markup"
    if _ORDER.search(item.title) or _ORDER.search(item.text):
        return "its text gives orders to the program"
    return ""
