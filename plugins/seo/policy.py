"""The Content-Security-Policy of each page: what its browser may load and run.

Scripts and styles are files of this site; the one inline script, which sets the theme before the first
paint, is allowed by its hash. Style attributes are: tables and calendars use them. Covers of old articles may
lie on other sites, by https. A template that needs more says so in the setting CONTENT_POLICY:

    CONTENT_POLICY = {"search": {"script-src": ["'wasm-unsafe-eval'"]}}
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BASE = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:", "https:"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
}


def policy(inline: str, template: str, more: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    """Write the policy of a page of a template; `inline` is its one inline script, to the character."""
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    directives = {name: list(values) for name, values in _BASE.items()}
    directives["script-src"].append(f"'sha256-{digest}'")
    for name, values in more.get(template, {}).items():
        directives[name] = [value for value in directives.get(name, []) if value != "'none'"] + [*values]
    return "; ".join(f"{name} {' '.join(dict.fromkeys(values))}" for name, values in directives.items())
