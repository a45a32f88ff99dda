"""Raw HTML beyond what an article needs, and links that run something instead of leading somewhere.

Read by the standard library's parser, which takes broken tags as browsers do. Guard: code spans and addresses
in angle brackets are no HTML.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from ai_digest.verify.form.finding import Code, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_digest.verify.form.page import Line, Page

_TAGS = (
    "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 hr i "
    "img ins kbd li mark ol p pre q rp rt ruby s small span strong sub summary sup table tbody td tfoot th "
    "thead time tr ul var wbr"
)
_ATTRIBUTES = (
    "alt aria-hidden aria-label class cite colspan datetime decoding dir height href id lang loading open "
    "rel referrerpolicy role rowspan scope src start target title width"
)
TAGS, ATTRIBUTES = frozenset(_TAGS.split()), frozenset(_ATTRIBUTES.split())
MOST_TAGS = 1_000  # the parser takes the square of their number for tags that never close
_ADDRESSES = frozenset({"href", "src", "cite"})
_HARMLESS = re.compile(r"(?:https?:|mailto:|tel:|[/#?.]|\{|[^:]*$)", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20]+")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]*>|<[^\s<>@]+@[^\s<>]+>", re.IGNORECASE)
_RUNS = re.compile(r"\]\(\s*<?\s*((?:javascript|vbscript|data):)", re.IGNORECASE)
_OPENS = re.compile(r"<[A-Za-z/!?]")


def markup(page: Page) -> Iterator[Finding]:
    """Yield each tag, attribute or address that is not allowed, by the line where its tag begins."""
    for line in page.lines:
        found = _RUNS.search(line.text) if "](" in line.text else None
        if found:
            yield Finding(line.number, Code.MARKUP, f"a link that runs something: {found[1]!r}")
    opened = [line for line in page.lines if "<" in line.text for _ in _OPENS.finditer(line.text)]
    if len(opened) > MOST_TAGS:
        yield Finding(
            opened[MOST_TAGS].number, Code.MARKUP, f"more than {MOST_TAGS} tags; nothing was checked"
        )
    elif opened:
        yield from _tags(page.lines)


def _tags(lines: tuple[Line, ...]) -> Iterator[Finding]:
    parser = _Parser()
    parser.feed("\n".join(_AUTOLINK.sub("", _CODE.sub("", line.text)) for line in lines))
    parser.close()
    seen: set[Finding] = set()
    for position, message in parser.found:
        finding = Finding(lines[min(position, len(lines)) - 1].number, Code.MARKUP, message)
        if finding not in seen:
            seen.add(finding)
            yield finding


class _Parser(HTMLParser):
    """Collects what is not allowed, with its line in the text it was fed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []

    def set_cdata_mode(self, *_arguments: object, **_options: object) -> None:
        """Go on reading tags in a script: nothing says that it ever ends."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self._add(f"the tag <{tag}> is not allowed in an article")
            return
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self._add(f"the attribute {name!r} of <{tag}> is not allowed in an article")
            elif name in _ADDRESSES and not _HARMLESS.match(_UNSEEN.sub("", value or "")):
                self._add(f"{name} of <{tag}> is no web address: {(value or '')[:40]!r}")

    def handle_decl(self, decl: str) -> None:
        self._add(f"<!{decl[:20]}> is not allowed in an article")

    def handle_pi(self, data: str) -> None:
        self._add(f"<?{data[:20]}> is not allowed in an article")

    def _add(self, message: str) -> None:
        self.found.append((self.getpos()[0], message))
