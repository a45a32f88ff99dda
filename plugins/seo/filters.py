"""What the templates call: JSON-LD, and the QR code of the Telegram card."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import segno
from markupsafe import Markup

# These would end the script element, or open a comment in it, from inside a string.
_UNSAFE = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def json_ld(entry: dict[str, Any]) -> Markup:
    """Write structured data for a JSON-LD script: Chinese stays readable, nothing in it ends the script."""
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    for char, escaped in _UNSAFE.items():
        text = text.replace(char, escaped)
    return Markup(text)  # noqa: S704  # made safe in the line above


@cache
def qr_svg(url: str, css_class: str) -> Markup:
    """Draw a QR code as inline SVG: dark on white in every theme, so that phones read it."""
    code = segno.make(url, error="m", micro=False)
    svg = code.svg_inline(
        border=2, dark="#111", light="#fff", svgclass=css_class, lineclass=None, omitsize=True
    )
    return Markup(svg)  # noqa: S704  # drawn by segno; the address is only in the pattern
