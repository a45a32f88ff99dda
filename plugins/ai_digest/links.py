"""When two addresses mean the same page. For comparing only: readers always get the original link."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING_PREFIXES = ("utm_", "spm", "mc_", "pk_", "hsa_")
_TRACKING = frozenset(
    [
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "igshid",
        "yclid",
        "from",
        "ref",
        "ref_src",
        "source",
        "src",
        "f",
        "share",
        "share_token",
        "scene",
        "cmpid",
        "ncid",
        "guccounter",
    ]
)
_HOST_PREFIXES = ("m.", "wap.", "mobile.", "www.")


@lru_cache(maxsize=4096)
def canonical(link: str) -> str:
    """Return the comparable form: no scheme, `www.` or mobile prefix, default port, tracking key or fragment.

    Unknown query keys stay, since ids live there; the rest is put in order.
    """
    try:
        parts = urlsplit(link.strip())
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:  # no address; then it is like itself only
        return link.strip()
    host = (parts.hostname or "").removesuffix(".")
    for prefix in _HOST_PREFIXES:
        host = host.removeprefix(prefix) if host.count(".") > 1 else host
    host = f"[{host}]" if ":" in host else host
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(pair[0])]
    return urlunsplit(("", host + port, parts.path.rstrip("/"), urlencode(sorted(kept)), ""))


def _is_tracking(key: str) -> bool:
    key = key.lower()
    return key in _TRACKING or key.startswith(_TRACKING_PREFIXES)


def story_id(link: str) -> str:
    """Return the id of the story that a link stands for, the same for every form of the link."""
    return "s" + hashlib.sha256(canonical(link).encode()).hexdigest()[:10]
