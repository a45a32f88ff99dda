"""Trace every figure of a published article to a captured text, by means of its own.

    python -m tests.trace CONTENT CACHE      every edition in a content folder, against what its run captured

This shares no code with the program's own check and is simpler: it reads digits with their Chinese or
English scale, and no words. Each must occur in the captured text of an item of its story (known by its link)
as the same value. It knows no units, so it proves less; but what it finds is a hole in the check.
"""

from __future__ import annotations

import html
import json
import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Evidence = dict[str, Any]

SCALES = {
    "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11,
    "万亿": 1e12, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "b": 1e9, "bn": 1e9,
    "trillion": 1e12, "t": 1e12,
}  # fmt: skip
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_FIGURE = re.compile(rf"(\d[\d,]*(?:\.\d+)*)[ -]?({_SCALE})?(?![a-z])", re.IGNORECASE)
_ENTRY = re.compile(r"<(item|entry)\b.*?</\1>", re.DOTALL)
_LINK = re.compile(r"\]\((https?://[^\s)]+)\)")
_EARLIER = re.compile(r"\]\(\{filename\}[^)]*\)（[\d-]+）")  # another edition's page, and its day
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]<>()#+.!|-])")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


@dataclass(frozen=True)
class Untraced:
    """A figure of a line that stands in no text of the line's story."""

    line: int
    figure: str
    text: str


def values(text: str) -> set[float | str]:
    """Return the figures of a text: each with its scale, and as its digits alone."""
    text = unicodedata.normalize("NFKC", text.replace("，", "、"))
    found: set[float | str] = set()
    for digits, scale in _FIGURE.findall(text):
        plain = digits.replace(",", "").rstrip(".")
        if plain.count(".") > 1:
            found.add(plain)
            continue
        found.add(round(float(plain) * SCALES.get(scale.lower(), 1), 6))
        found.add(float(plain))
    return found | {
        float(number) for number, month in enumerate(_MONTHS, 1) if re.search(rf"\b{month[:3]}", text.lower())
    }


def claimed(text: str) -> dict[str, float | str]:
    """Return the figures that a line claims, each by how it is written."""
    text = unicodedata.normalize("NFKC", text.replace("，", "、"))
    claims: dict[str, float | str] = {}
    for match in _FIGURE.finditer(text):
        plain = match[1].replace(",", "").rstrip(".")
        scale = SCALES.get((match[2] or "").lower(), 1)
        claims[match[0]] = plain if plain.count(".") > 1 else round(float(plain) * scale, 6)
    return claims


def _shown(line: str) -> str:
    """Return what a reader sees of a line."""
    return html.unescape(_ESCAPE.sub(r"\1", _EARLIER.sub("]", _LINK.sub("]", line))))


def untraced(article: str, evidence: Evidence, captured: dict[str, str]) -> list[Untraced]:
    """Return the figures of an article's body that no captured text of their story has.

    `captured` is the text by an item's id. A line belongs to the story whose link was the last before it; a
    heading or a line before any story may use all of them.
    """
    items = {item["id"]: item for item in evidence["items"]}
    texts: dict[str, str] = {}
    for story in evidence["stories"]:
        texts[story["link"]] = "\n".join(
            f"{items[one]['title']}\n{items[one]['source']}\n{captured.get(one, '')}"
            for one in story["items"]
        )
    known = {link: values(text) for link, text in texts.items()}
    every: set[float | str] = set().union(*known.values()) if known else set()
    allowed, missing = every, []
    _, _, body = article.partition("\n---\n")
    skipped = article.count("\n", 0, len(article) - len(body))
    for number, line in enumerate(body.splitlines(), skipped + 1):
        link = _LINK.search(line)
        if link:
            allowed = known.get(link[1], set())
        elif line.startswith("#"):
            allowed = every
        claims = claimed(_shown(line))
        missing += [Untraced(number, each, line) for each, value in claims.items() if value not in allowed]
    return missing


def captures(evidence: Evidence, cache: Path) -> dict[str, str]:
    """Return the captured text of each item: its page from the cache, and its entry in a kept feed."""
    bodies = [
        path.read_text(encoding="utf-8", errors="replace") for path in sorted((cache / "answers").glob("*"))
    ]
    entries = [entry[0] for body in bodies for entry in _ENTRY.finditer(body)]
    found = {}
    for item in evidence["items"]:
        page = cache / "captures" / f"{item['id']}.txt"
        texts = [_plain(entry) for entry in entries if item["link"] in html.unescape(entry)]
        found[item["id"]] = "\n".join(
            [*texts, *([page.read_text(encoding="utf-8")] if page.exists() else [])]
        )
    return found


def _plain(markup: str) -> str:
    """Return an entry's text without its elements, addresses and dates."""
    markup = re.sub(r"<(link|guid|id|pubDate|published|updated)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    text = html.unescape(html.unescape(re.sub(r"<!\[CDATA\[|\]\]>", "", markup)))
    return re.sub(r"<[^>]*>", " ", text)


def trace(content: Path, cache: Path) -> Iterator[tuple[Path, int, list[Untraced]]]:
    """Yield each edition's article, how many figures it claims, and those without a source."""
    for path in sorted((content / "evidence").rglob("*.json")):
        evidence = json.loads(path.read_text(encoding="utf-8"))
        article = content / "editions" / path.parent.name / f"{path.stem}.md"
        text = article.read_text(encoding="utf-8")
        count = sum(len(claimed(_shown(line))) for line in text.partition("\n---\n")[2].splitlines())
        yield article, count, untraced(text, evidence, captures(evidence, cache))


def main() -> int:
    """Print what cannot be traced; exit with 1 if there is any."""
    content, cache = map(Path, sys.argv[1:3])
    lost = 0
    for article, count, missing in trace(content, cache):
        sys.stdout.write(f"{article}: {count - len(missing)} of {count} figures traced\n")
        sys.stdout.writelines(
            f"{article}:{each.line}: {each.figure!r} in {each.text!r}\n" for each in missing
        )
        lost += len(missing)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
