"""Is a quote verbatim in its source? Only width, spaces, quotation marks and line ends may differ."""

from __future__ import annotations

import re
import unicodedata

SHORTEST = 6
_MARKS = str.maketrans({**dict.fromkeys("“”„‟«»「」『』〝〞＂", '"'), **dict.fromkeys("‘’‚‛`´＇", "'")})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–−", "-"))
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_BLANKS = re.compile(r"\s+")
_BESIDE_CJK = re.compile(rf" (?=[{_CJK}])|(?<=[{_CJK}]) ")


def is_verbatim(quote: str, text: str) -> bool:
    """Tell whether the quote stands in the text as one piece and is long enough to mean something."""
    wanted = normalised(quote)
    return len(wanted) >= SHORTEST and wanted in normalised(text)


def normalised(text: str) -> str:
    """Return the text in the form in which quotes are compared."""
    text = unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_MARKS).translate(_DASHES)
    return _BESIDE_CJK.sub("", _BLANKS.sub(" ", text)).strip()
