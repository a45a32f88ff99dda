"""What should never be left in a text: conflict markers, error texts, placeholders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ai_digest.verify.form.finding import Code, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7}|={7})(?:\s|$)")
_STUB = re.compile(
    r"(?:内容|摘要|文章|标题|图片)?生成失败(?=\s*$|[，,。.！!：:；;）)\]】]|请|重试)|摘要失败"
    r"|作为(?:一[个名]\s?)?(?:AI|人工智能)\s?(?:语言模型|大模型|助手)?(?:[，,]|\s*$)"
    r"|作为(?:一[个名]\s?)?AI\s?语言模型|(?:抱歉|对不起)，我(?:无法|不能)"
    r"|\bI(?: cannot| can't|'m unable to| am unable to) "
    r"(?:help|assist|provide|answer|write|comply|generate)\b"
    r"|\bAs an AI(?: language model| assistant)?,|\b(?:TODO|FIXME|TBD)\b|(?<![\w-])XXX+(?![\w-])"
    r"|待补充|此处(?:填写|插入)|\blorem ipsum\b|\[(?:插入|请填写|insert )[^\]]*\](?!\()"
    r"|\{\{[^}\n]*\}\}|\[object Object\]|Traceback \(most recent call last\)",
    re.IGNORECASE,
)
# One of these is in every text that the pattern finds; looking for them first costs next to nothing.
_HINTS = (
    "失败", "作为", "我无法", "我不能", "待补充", "此处", "插入", "填写", "cannot", "can't", "unable to",
    "as an ai", "todo", "fixme", "tbd", "xxx", "lorem", "[insert", "{{", "[object", "traceback",
)  # fmt: skip
_ALL_CAPITALS = frozenset({"todo", "fixme", "tbd"})


def conflicts(lines: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    """Yield what a merge has left behind."""
    for number, line in lines:
        if line[:1] in "<>|=" and _CONFLICT.match(line):
            yield Finding(number, Code.CONFLICT, "a conflict marker was left in the text")


def stubs(lines: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    """Yield the first error text or placeholder of each line."""
    lines = [*lines]
    whole = "\n".join(line for _, line in lines).lower()
    if not any(hint in whole for hint in _HINTS):
        return
    for number, line in lines:
        found = next((match[0] for match in _STUB.finditer(line) if _counts(match[0])), None)
        if found:
            yield Finding(number, Code.STUB, f"an error text or a placeholder: {found!r}")


def _counts(found: str) -> bool:
    """Tell a note to oneself, which is written in capitals, from a to-do list, which is news."""
    return found.isupper() if found.casefold() in _ALL_CAPITALS or found[0] in "xX" else True
