"""Bytes → text, whatever their charset is said to be.

Steps, the first that fits wins:

1. a byte order mark (Encoding Standard, "BOM sniff")
2. UTF-16 without a mark, told by where the zero bytes of its first markup lie (XML 1.0, appendix F)
3. UTF-8, if the bytes are valid UTF-8: no other charset gives valid sequences of three bytes by accident.
   Guard: two-byte sequences alone can be Chinese; there a declared Chinese charset that fits is believed.
4. the charsets that the HTTP header and the document itself name, East Asian ones first. A server's default
   of ISO-8859-1 fits any bytes, so it says nothing and is left to step 6
5. GB18030 or Big5, whichever gives the commoner Chinese. Guard: it must look like Chinese at all.
6. UTF-8 with a few broken bytes, else windows-1252, which fits everything
"""

from __future__ import annotations

import codecs
import re

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# Encoding Standard, "names and labels": what the older name stands for today
_WIDER = {
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "cp936", "gb_2312-80", "hz-gb-2312", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5", "big5hkscs"), "big5hkscs"),
    **dict.fromkeys(("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1"), "cp1252"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
}
_EAST_ASIAN = {"gb18030", "big5hkscs", "cp932", "cp949", "euc_jp", "euc-jp", "iso-2022-jp"}
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_DOCUMENT = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
_COMMON = frozenset(
    "的一是不了在人有我他这這中大来來上个個国國和地到要以说說时時会會为為对對发發开開新年月日能与與及将將，。、：“”"
)
_COMMON_SHARE = 0.06
_BROKEN_SHARE = 0.02
_SAMPLE = 100_000


def decode(body: bytes, content_type: str = "") -> str:
    """Return the text of a feed or page; bytes that fit nothing become U+FFFD, nothing is raised."""
    for mark, charset in _MARKS.items():
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, errors="replace")
    wide = _wide_without_mark(body)
    if wide:
        return body.decode(wide, errors="replace")
    declared = _declared(body, content_type)
    text = _as_utf8(body, declared)
    if text is not None:
        return text
    for charset in (*declared, _chinese(body)):
        text = _fitting(body, charset)
        if text is not None:
            return text
    return _last_resort(body)


def _wide_without_mark(body: bytes) -> str:
    if re.match(rb"(?:\s\x00)*[<{]\x00[\s!-~]\x00", body[:64]):
        return "utf-16-le"
    return "utf-16-be" if re.match(rb"(?:\x00\s)*\x00[<{]\x00[\s!-~]", body[:64]) else ""


def _declared(body: bytes, content_type: str) -> list[str]:
    """Return the charsets that are named and tell something, by their Python names, East Asian ones first."""
    inside = _IN_DOCUMENT.search(body[:_DECLARED_WITHIN])
    named = _IN_HEADER.findall(content_type)
    named += [(inside[1] or inside[2]).decode("ascii", "replace")] if inside else []
    known = [charset for name in named if (charset := _python_name(name))]
    telling = [charset for charset in dict.fromkeys(known) if charset != "cp1252"]
    return sorted(telling, key=lambda charset: charset not in _EAST_ASIAN)


def _python_name(name: str) -> str:
    wider = _WIDER.get(name.lower(), name.lower())
    try:
        codec = codecs.lookup(wider)
    except (LookupError, ValueError):
        return ""
    is_text = getattr(codec, "_is_text_encoding", True)  # codecs such as "base64" and "zip" are none
    return wider if is_text and not codec.name.startswith(("utf-", "utf_", "idna", "punycode")) else ""


def _as_utf8(body: bytes, declared: list[str]) -> str | None:
    try:
        text = codecs.getincrementaldecoder("utf-8")("strict").decode(body)  # may be cut off in a character
    except UnicodeDecodeError:
        return None
    only_pairs = not text.isascii() and all(char < "\u0800" for char in text)
    if only_pairs:
        east_asian = (_fitting(body, charset) for charset in declared if charset in _EAST_ASIAN)
        return next((other for other in east_asian if other is not None), text)
    return text


def _fitting(body: bytes, charset: str) -> str | None:
    """Return the text if next to none of its characters is broken."""
    if not charset:
        return None
    try:
        text = body.decode(charset, errors="replace")
    except (LookupError, ValueError, UnicodeError):
        return None
    foreign = sum(1 for char in text[:_SAMPLE] if char > "\x7f")
    broken = text.count("\ufffd", 0, _SAMPLE)
    return text if broken <= foreign * _BROKEN_SHARE else None


def _chinese(body: bytes) -> str:
    shares = {}
    for charset in ("gb18030", "big5hkscs"):
        text = _fitting(body[:_SAMPLE], charset)
        foreign = [char for char in text or "" if char > "\x7f"]
        shares[charset] = sum(char in _COMMON for char in foreign) / max(1, len(foreign))
    best = max(shares, key=lambda charset: shares[charset])
    return best if shares[best] >= _COMMON_SHARE else ""


def _last_resort(body: bytes) -> str:
    text = body.decode("utf-8", errors="replace")
    foreign = sum(1 for char in text[:_SAMPLE] if char > "\x7f")
    mostly_whole = text.count("\ufffd", 0, _SAMPLE) * 3 <= foreign
    return text if mostly_whole else body.decode("cp1252", errors="replace")
