"""Markup as text, made safe to parse: what XML forbids is mended, what explodes is refused.

An XML prolog is walked through, never parsed: a feed needs no document type, so the parser never sees one.
Short entities that stand for characters are put in by hand; entities that nest, load something or are long
are refused (CWE-776, CWE-611).
"""

from __future__ import annotations

import html
import html.entities
import re
import sys

from ai_digest.gather.entries import UnreadableError

LONGEST_ENTITY = 32
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_BEFORE_ROOT = re.compile(r"[^<]+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]*", re.IGNORECASE)
_SUBSET = re.compile(r"""\[(?:[^\]"'<]++|"[^"]*+"|'[^']*+'|<!--.*?-->|<)*+\]\s*>""", re.DOTALL)
_DECLARED = re.compile(r"""<!ENTITY\s+(?:(%)\s+)?([\w:.-]+)\s+(?:"([^"]*)"|'([^']*)'|(SYSTEM|PUBLIC)\b)""")
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:#(?:[xX]([0-9a-fA-F]{1,8})|(\d{1,10}));|([A-Za-z][\w.-]{0,31});)?"
)
_PAIR = re.compile(
    r"&#(?:x(d[89ab][\da-f]{2})|(5\d{4}));&#(?:x(d[c-f][\da-f]{2})|(5\d{4}));", re.IGNORECASE | re.ASCII
)
_HIGH_HALVES, _LOW_HALVES, _C1 = range(0xD800, 0xDC00), range(0xDC00, 0xE000), range(0x80, 0xA0)
# XML 1.0, production 2: Char
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def well_formed(text: str) -> str:
    """Return a feed's XML from its root element on, its characters and references as XML allows them.

    Raises UnreadableError if it declares entities that could grow or load something.
    """
    text = _FORBIDDEN.sub("", text)
    text, entities = _without_prolog(text)
    text = _PAIR.sub(_joined, text)
    parts = _CDATA.split(text)
    parts[::2] = [_REFERENCE.sub(lambda match: _allowed(match, entities), part) for part in parts[::2]]
    parts[1::2] = [part if part.endswith("]]>") else f"{part}]]>" for part in parts[1::2]]
    return "".join(parts)


def root_name(text: str) -> str:
    """Return the name of the first element in lower case, "" if there is none."""
    root = re.match(r"<([A-Za-z_][\w:.-]{0,60})", text)
    return root[1].lower() if root else ""


def _without_prolog(text: str) -> tuple[str, dict[str, str]]:
    entities: dict[str, str] = {}
    at = 0
    while at < len(text):
        skipped = _BEFORE_ROOT.match(text, at) or _DOCTYPE.match(text, at)
        if not skipped:
            break
        at = skipped.end()
        if skipped.re is _DOCTYPE:
            at, declared = _document_type(text, at)
            entities |= declared
    return text[at:], entities


def _document_type(text: str, at: int) -> tuple[int, dict[str, str]]:
    """Pass over the rest of a document type; return where it ends and the harmless entities it declares."""
    if not text.startswith("[", at):
        return at + text.startswith(">", at), {}
    subset = _SUBSET.match(text, at)
    end = subset.end() if subset else len(text)
    return end, {name: value for name, value in map(_harmless, _DECLARED.finditer(text, at, end)) if name}


def _harmless(declared: re.Match[str]) -> tuple[str, str]:
    parameter, name, double, single, outside = declared.groups()
    if outside or parameter:
        raise UnreadableError(f"refused: its XML entity {name[:40]!r} would load something from outside")
    value = html.unescape(re.sub(r"&#38;", "&", double if double is not None else single))
    if "&" in value or "%" in value or "<" in value or len(value) > LONGEST_ENTITY:
        raise UnreadableError(f"refused: its XML entity {name[:40]!r} could grow without end")
    return name, value


def _joined(match: re.Match[str]) -> str:
    """Make one character of two references that are the halves of a UTF-16 pair."""
    high, low = (int(match[n], 16) if match[n] else int(match[n + 1]) for n in (1, 3))
    if high not in _HIGH_HALVES or low not in _LOW_HALVES:
        return match[0]
    return chr(0x10000 + ((high - _HIGH_HALVES.start) << 10) + (low - _LOW_HALVES.start))


def _allowed(match: re.Match[str], entities: dict[str, str]) -> str:
    """Keep what XML knows, put in characters for names it does not know, and mask a lone ampersand."""
    hexadecimal, decimal, name = match.groups()
    if name:
        return _named(name, entities)
    if not hexadecimal and not decimal:
        return "&amp;"
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code in _C1:
        return _FORBIDDEN.sub("", html.unescape(match[0]))  # meant as windows-1252 wherever it is written
    char = chr(code) if code <= sys.maxunicode else ""
    return match[0] if char and not _FORBIDDEN.match(char) else ""


def _named(name: str, entities: dict[str, str]) -> str:
    known = entities.get(name) or html.entities.html5.get(f"{name};")
    return html.escape(known) if known else f"&amp;{name};"
