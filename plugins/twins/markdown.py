"""An article as Markdown for readers and programs: what the editor wrote, put right for standing alone.

Links to other articles get their addresses; comments to the check and the Telegram card of old articles go.
"""

from __future__ import annotations

import json
import posixpath
import re
from typing import TYPE_CHECKING, Any

from front_matter.accepted import without_comments
from front_matter.card import without_cards

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seo.site import Site

_TITLE = re.compile(r"\A\s*# [^\n]*\n")
_CARD_RULE = re.compile(r"\n-{3,}\Z")
_PLACE = re.compile(r"\{(filename|static|attach)\}([^\s()#\"'<>]+)")


def as_markdown(content: Any, body: str, site: Site, contents: Mapping[str, Any], summary: str) -> str:
    """Return the twin of an article; `contents` are Pelican's by their path, `summary` is its heading."""
    body = "\n".join(without_comments(body.split("\n")))
    body = _CARD_RULE.sub("", _TITLE.sub("", without_cards(body)).rstrip())
    body = _PLACE.sub(_resolver(content, site, contents), body).strip()
    points = getattr(content, "summary_points", None) or []
    listed = f"## {summary}\n\n" + "\n".join(f"- {point}" for point in points) if points else ""
    return "\n\n".join(filter(None, [_head(content, site), f"# {content.title}", listed, body])) + "\n"


def _head(content: Any, site: Site) -> str:
    """Write the front matter: JSON values are YAML values."""
    fields = {
        "title": content.title,
        "date": content.date.isoformat(),
        "modified": content.modified.isoformat() if hasattr(content, "modified") else None,
        "url": site.absolute(content.url),
        "language": site.language,
        "tags": [str(tag) for tag in getattr(content, "tags", [])],
    }
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value)
    return "\n".join(["---", *lines, "---"])


def _resolver(content: Any, site: Site, contents: Mapping[str, Any]) -> Callable[[re.Match[str]], str]:
    """Return what puts an address in the place of Pelican's `{filename}…`."""
    folder = posixpath.dirname(content.relative_source_path)
    root = content.settings["PATH"]

    def address(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, found[2]) if found[2][0] != "/" else found[2][1:])
        target = contents.get(posixpath.join(root, path))
        below = target.url if target else path
        return site.absolute(below) or f"/{below}"

    return address
