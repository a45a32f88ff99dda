"""Orders to a language model in what others wrote: no news, and nothing that may support a statement.

Guard against false alarms: only a sentence that begins with the order counts, so that a report on such
attacks, which quotes or describes one, stays.
"""

from __future__ import annotations

import re

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


def gives_orders(text: str) -> bool:
    """Tell whether a sentence of the text orders a language model about."""
    return _ORDER.search(text) is not None


def without_orders(text: str) -> str:
    """Blank every order and what follows it in its paragraph; every other character keeps its place."""
    if not gives_orders(text):
        return text
    return "\n".join(_cut(line) for line in text.split("\n"))


def _cut(line: str) -> str:
    order = _ORDER.search(line)
    return line if order is None else line[: order.start()].ljust(len(line))
