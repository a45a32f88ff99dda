"""Checks on an article as it stands, hand edits included.

    F001 a key of the front matter is missing      L001 a story without a link
    T001 a conflict marker                         L002 a link that stands twice
    T002 an error text or a placeholder            L003 a link that is none of the edition's items
                                                   N001 a figure that no source of the edition has

L003 and N001 need the edition's evidence; an article without evidence is a person's own and has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ai_digest.verify.numbers import figures

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

REQUIRED = ("title", "date", "category", "tags", "summary")
_LINK = re.compile(
    r"\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)(?:\s+[\"'][^\"']*[\"'])?\)"
    r"|<(https?://[^\s>]+)>|\bhref=[\"'](https?://[^\"']+)"
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7}|={7})(?:\s|$)")
_STUB = re.compile(
    r"生成失败|摘要失败|作为(?:一[个名]\s?)?(?:AI|人工智能)\s?(?:语言模型|大模型|助手)?(?:[，,]|\s*$)"
    r"|作为(?:一[个名]\s?)?AI\s?语言模型|\bI cannot (?:help|assist|provide|answer|write)\b"
    r"|\bAs an AI(?: language model| assistant)?,|\bTODO\b|\bFIXME\b"
)
_FENCE = re.compile(r"^\s*(```|~~~)")
_LIST_NUMBER = re.compile(r"^\s*\d+[.)]\s")


class Finding(NamedTuple):
    """One finding; prints as `path:line: CODE message` with the path before it."""

    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Known:
    """What an edition's evidence knows: the links of its items, and the figures found in their texts."""

    links: Collection[str]
    figures: Collection[str]


def lint(
    keys: Collection[str], lines: Iterable[tuple[int, str]], known: Known | None = None
) -> list[Finding]:
    """Return what is wrong with an article, in the order of its lines."""
    body = [*_outside_code(lines)]
    findings = [Finding(1, "F001", f"no {key!r} in the front matter") for key in REQUIRED if key not in keys]
    findings += [*_texts(body), *_links(body)]
    if known:
        findings += _against(known, body)
    return sorted(findings)


def links(markdown: str) -> list[str]:
    """Return the web addresses that a text links to, in order."""
    return [next(filter(None, groups)) for groups in _LINK.findall(markdown)]


def _outside_code(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    fence = ""
    for number, line in lines:
        found = _FENCE.match(line)
        if found and fence in {"", found[1]}:
            fence = "" if fence else found[1]
        elif not fence:
            yield number, line


def _texts(body: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    for number, line in body:
        if _CONFLICT.match(line):
            yield Finding(number, "T001", "a conflict marker was left in the text")
        stub = _STUB.search(line)
        if stub:
            yield Finding(number, "T002", f"an error text or a placeholder: {stub[0]!r}")


def _links(body: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, line in body:
        if line.startswith("### ") and not _LINK.search(line):
            yield Finding(number, "L001", f"the story has no link: {line[4:].strip()!r}")
        for link in links(line):
            if first.setdefault(link, number) != number:
                yield Finding(number, "L002", f"the link stands in line {first[link]} already: {link}")


def _against(known: Known, body: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    for number, line in body:
        for link in links(line):
            if link not in known.links:
                yield Finding(number, "L003", f"the link is none of the edition's items: {link}")
        text = _LINK.sub(" ", _LIST_NUMBER.sub("", line))
        missing = sorted({str(figure) for figure in figures(text)} - set(known.figures))
        if missing:
            yield Finding(number, "N001", f"no source of the edition has {', '.join(missing)}")
