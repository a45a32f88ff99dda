"""What stands between `${{` and `}}` in a workflow, as far as this project's workflows use it.

https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PART = re.compile(r"\s*(?:('(?:[^']|'')*')|(&&|\|\||==|!=|[!()])|([A-Za-z_][\w.-]*))")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)


def filled(text: str, context: Mapping[str, Any]) -> str:
    """Fill in the expressions of a text."""
    return _EXPRESSION.sub(lambda found: _text(evaluate(found[1], context)), text)


def holds(condition: str | None, context: Mapping[str, Any], *, failed: bool) -> bool:
    """Tell whether an `if:` lets a job or a step run; without a status function nothing may have failed."""
    if condition is None:
        return not failed
    inner = _EXPRESSION.sub(lambda found: found[1], condition)
    status = re.search(r"\b(?:always|cancelled|success|failure)\(\)", inner)
    return bool(evaluate(inner, {**context, "failed": failed})) and (bool(status) or not failed)


def evaluate(expression: str, context: Mapping[str, Any]) -> Any:
    """Return an expression's value. Raises ValueError for what these workflows do not use."""
    parts = list(_parts(expression))
    value, rest = _either(parts, context)
    if rest:
        raise ValueError(f"cannot be read: {expression!r}")
    return value


def _parts(expression: str) -> Iterator[str]:
    at = 0
    stripped = expression.rstrip()
    while at < len(stripped):
        match = _PART.match(stripped, at)
        if not match:
            raise ValueError(f"cannot be read: {stripped[at:]!r}")
        yield match[0].strip()
        at = match.end()


def _either(parts: list[str], context: Mapping[str, Any]) -> tuple[Any, list[str]]:
    value, rest = _both(parts, context)
    while rest and rest[0] == "||":
        other, rest = _both(rest[1:], context)
        value = value or other
    return value, rest


def _both(parts: list[str], context: Mapping[str, Any]) -> tuple[Any, list[str]]:
    value, rest = _compared(parts, context)
    while rest and rest[0] == "&&":
        other, rest = _compared(rest[1:], context)
        value = value and other
    return value, rest


def _compared(parts: list[str], context: Mapping[str, Any]) -> tuple[Any, list[str]]:
    value, rest = _single(parts, context)
    if rest and rest[0] in {"==", "!="}:
        other, after = _single(rest[1:], context)
        return (_text(value) == _text(other)) is (rest[0] == "=="), after
    return value, rest


def _single(parts: list[str], context: Mapping[str, Any]) -> tuple[Any, list[str]]:
    first, rest = parts[0], parts[1:]
    if first == "!":
        value, rest = _single(rest, context)
        return not value, rest
    if first == "(":
        value, rest = _either(rest, context)
        return value, rest[1:]
    if first.startswith("'"):
        return first[1:-1].replace("''", "'"), rest
    if rest[:2] == ["(", ")"]:
        failed = bool(context.get("failed"))
        known = {"always": True, "cancelled": False, "success": not failed, "failure": failed}
        return known[first], rest[2:]
    return _looked_up(first, context), rest


def _looked_up(name: str, context: Mapping[str, Any]) -> Any:
    value: Any = context
    for part in name.split("."):
        value = value.get(part, "") if isinstance(value, dict) else ""
    return value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
