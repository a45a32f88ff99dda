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

_BEGINNING = r"(?:^|[.!?。！？]\s*|\n\s*|</?\w+>\s*)(?:[-*•>#]+\s*)?"
_ORDER = re.compile(
    rf"{_BEGINNING}(?:"
    r"(?:please\s+)?(?:ignore|disregard|forget)\s+(?:all\s+|any\s+)?(?:of\s+)?(?:the\s+|your\s+)?"
    r"(?:previous|prior|above|earlier)\s+(?:instructions|prompts|rules)"
    r"|(?:system|assistant)\s*[:：]\s*"
    r"(?:you\b|ignore\b|sure\b|from now on\b|your (?:task|instructions)|the checks\b|你|请|忽略)"
    r"|you\s+are\s+now\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}"
    r"(?:assistant|writer|editor|agent|model|bot|ai|expert|spokes\w+)\b"
    r"|(?:请)?你?(?:忽略|无视|忘记)(?:(?:你|所有|全部|一切|以上|上述|之前|此前|先前|前面)的?){1,3}"
    r"(?:指令|指示|提示|规则|要求))",
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
