"""The findings of `check` in an article: a sign at the end of each line that has one, a list above all.

A sign is an empty element, so that whoever compares the words of a page finds those of the article.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ai_digest.proofread import Remark

_FENCE = re.compile(r"^\s*(```|~~~)")
_NO_PLACE = re.compile(r"^\s*(?:\||<|$|(?:[-*_] *){3,}$)")  # no text
STYLE = (
    ".preview{border:2px solid #b45309;border-radius:6px;padding:.6rem 1rem;margin:0 0 1.5rem;"
    "font-size:.9rem;background:Canvas;color:CanvasText}.preview li{margin:.2rem 0}"
    ".preview-sign::after{content:' ⚠ ' attr(data-finding);color:#b45309;font-size:.8rem;"
    "font-weight:600}"
)
# puts the list on top, and loads a page anew when the stamp of the build has changed
SCRIPT = """
(() => {
  document.querySelector('main')?.prepend(document.querySelector('.preview'));
  let was;
  setInterval(async () => {
    try {
      const now = await (await fetch('/preview/stamp.txt', {cache: 'no-store'})).text();
      if (was !== undefined && was !== now) location.reload();
      was = now;
    } catch {}
  }, 500);
})();
"""


def with_signs(body: str, first_line: int, remarks: Iterable[Remark]) -> str:
    """Put a sign at the end of every line that has a finding; the body begins at `first_line` of the file."""
    by_line: dict[int, list[Remark]] = {}
    for remark in remarks:
        by_line.setdefault(remark.found.line - first_line, []).append(remark)
    lines, fence = body.split("\n"), ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if found and fence in {"", found[1]}:
            fence = "" if fence else found[1]
        elif number in by_line and not fence and not _NO_PLACE.match(line):
            lines[number] = line.rstrip() + _sign(by_line[number])
    return "\n".join(lines)


def summary_of(remarks: Sequence[Remark], held: Sequence[str], status: str) -> str:
    """Return what stands above the article: its state, why it was held, all findings; and the script."""
    state = f"<strong>{escape(status)}</strong>"
    reasons = "".join(f"<li>held: {escape(reason)}</li>" for reason in held)
    found = "".join(
        f'<li><a href="#finding-{remark.found.line}">line {remark.found.line}</a> '
        f"<code>{remark.found.code}</code> {escape(remark.found.message)}</li>"
        for remark in remarks
    )
    count = f"{len(remarks)} findings" if remarks else "no findings"
    return (
        f'<style>{STYLE}</style><aside class="preview" lang="en">{state} · {count} · '
        f'<a href="/preview/">all editions</a><ul>{reasons}{found}</ul></aside><script>{SCRIPT}</script>\n'
    )


def _sign(remarks: Sequence[Remark]) -> str:
    said = "; ".join(f"{remark.found.code} {remark.found.message}" for remark in remarks)
    line = remarks[0].found.line
    return f'<a class="preview-sign" id="finding-{line}" data-finding="{_plain(said)}"></a>'


def _plain(text: str) -> str:
    """Return a text in which Markdown finds nothing, for an attribute."""
    return "".join(char if char.isalnum() or char in " ,.;:%-" else f"&#{ord(char)};" for char in text)
