"""What may never be one story, however alike it reads.

versions  one name in two versions ("Reed 5.1", "Reed 5.2") and no version in common
series    the same words with other numbers: issue 12 and issue 13, v2.1 and v2.2
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_digest.choose.lexicon import lexicon, stem
from ai_digest.choose.wording import COMMON, read_title

if TYPE_CHECKING:
    from ai_digest.choose.wording import Wording
    from ai_digest.model import Story


def apart(one: Wording, two: Wording) -> str:
    """Say why two titles cannot tell the same event, "" if nothing forbids it."""
    if one.numbers != two.numbers and one.series == two.series:
        return "the same words with other numbers"
    names = [name for name in one.versions.keys() & two.versions.keys() if _is_name(name)]
    if any(one.versions[name] & two.versions[name] for name in names):
        return ""
    for name in sorted(names):
        mine, yours = one.versions[name], two.versions[name]
        return f"{name} {', '.join(sorted(mine))} is not {name} {', '.join(sorted(yours))}"
    return ""


def may_merge(one: Story, two: Story) -> str:
    """Say why two stories cannot be one, "" if nothing forbids it: the check on a merge that Claude proposes.

    Every title of the one is held against every title of the other.
    """
    mine = [read_title(item.title) for item in one.items]
    yours = [read_title(item.title) for item in two.items]
    return next(filter(None, (apart(left, right) for left in mine for right in yours)), "")


def _is_name(word: str) -> bool:
    """Tell whether a word before a number may be a product's name: no common word, no term but a name."""
    found = stem(word)
    terms = lexicon().english.get((found,), ())
    return found not in COMMON and lexicon().names.issuperset(terms)
