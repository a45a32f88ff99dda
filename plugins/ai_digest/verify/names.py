"""Names in a text: Latin product, company and person names, and titles in 《》."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40
_LATIN = re.compile(
    r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*(?: [A-Z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*)*"
)
_TITLE = re.compile(r"《([^《》\n]{1,40})》")


def names(text: str) -> frozenset[str]:
    """Return the names of the text, at most 40 characters each."""
    text = unicodedata.normalize("NFKC", text)
    found = [match.group() for match in _LATIN.finditer(text)] + _TITLE.findall(text)
    return frozenset(name for name in found if 1 < len(name) <= LONGEST)
