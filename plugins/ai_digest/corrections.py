"""What of a published article was changed in substance: headlines, figures, facts, links; not typos.

    as published ─┐
                  ├─ changes ─▶ finding C001 of the check, and a proposed line for the front matter
    as it stands ─┘

Adding is no correction; changing and taking out is. Pure.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from ai_digest.errors import UsageError
from ai_digest.file.manuscript import Kind, read_manuscript
from ai_digest.file.reading import parse_article
from ai_digest.verify import figures
from front_matter.corrections import corrections_of
from front_matter.errors import FrontMatterError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ai_digest.file.manuscript import Manuscript, Unit

_TYPO = 0.8  # lines more alike than that, with the same figures, differ by a slip
_LONGEST = 60  # characters of a line that a proposal repeats
_MARKS = re.compile(r"[\s*`\\]|[^\w%.]")
_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\([^)]*\)")
_LINE_END = re.compile(r"\r\n|\r")
_WORDS = {
    "zh-CN": {
        "title": "标题由「{was}」改为「{now}」",
        "headline": "「{was}」一条的标题改为「{now}」",
        "cut": "撤下「{was}」一条",
        "link": "「{where}」一条更换了来源链接",
        "gone": "「{where}」一条删去：{was}",
        "changed": "「{where}」一条由“{was}”更正为“{now}”",
    },
    "en": {
        "title": "The title said: {was}",
        "headline": "{now}: the headline said: {was}",
        "cut": "Taken out: {was}",
        "link": "{where}: the link to the source was changed",
        "gone": "{where}: taken out: {was}",
        "changed": "{where}: it said “{was}”; right is “{now}”",
    },
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of substance: its kind, the headline it stands under, both wordings, its first line."""

    kind: str
    where: str
    was: str
    now: str
    first: str

    def proposed(self, language: str) -> str:
        """Return what a correction may say of it; an editor rewords it."""
        was, now = (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in (self.was, self.now))
        return _WORDS[language][self.kind].format(where=self.where, was=was, now=now)


def changes(published: str, standing: str) -> tuple[Change, ...]:
    """Return what changed in substance between two texts of an article."""
    return tuple(_changes(read_manuscript(_plain_ends(published)), read_manuscript(_plain_ends(standing))))


def corrections_in(text: str, path: Path) -> int:
    """Count the corrections in an article's front matter. Raises UsageError if it cannot be read."""
    article = parse_article(_plain_ends(text), path)
    if "corrections" not in article.fields:
        return 0
    try:
        return len(corrections_of(article.fields["corrections"]))
    except FrontMatterError as error:
        raise UsageError(error.at(str(path))) from error


def uncorrected(published: str, standing: str, path: Path) -> tuple[Change, ...]:
    """Return the changes that no correction speaks of; one more correction than then speaks of all."""
    if corrections_in(standing, path) > corrections_in(published, path):
        return ()
    return changes(published, standing)


def _changes(was: Manuscript, now: Manuscript) -> Iterator[Change]:
    yield from _title(was.field("title"), now.field("title"))
    standing = {unit.key: unit for unit in now.stories}
    by_headline = {_headline(unit): unit for unit in now.stories if unit.key not in _keys(was)}
    for story in was.stories:
        there = standing.get(story.key)
        headline = _headline(story)
        if there is None and (moved := by_headline.get(headline)):
            yield Change("link", headline, "", "", moved.lines[0])
            there = moved
        if there is None:
            yield Change("cut", headline, headline, "", "")
        else:
            yield from _story(story, there)


def _keys(manuscript: Manuscript) -> set[tuple[str, str, int]]:
    return {unit.key for unit in manuscript.stories}


def _title(was: Unit | None, now: Unit | None) -> Iterator[Change]:
    old, new = (_value(unit) for unit in (was, now))
    if old and new and not _same(old, new):
        yield Change("title", new, old, new, now.lines[0] if now else "")


def _story(was: Unit, now: Unit) -> Iterator[Change]:
    where = _headline(now)
    if not _same(_headline(was), where):
        yield Change("headline", where, _headline(was), where, now.lines[0])
    left = [_words(line) for line in now.lines]
    for line in was.lines[1:] if was.kind is Kind.STORY else was.lines:
        words = _words(line)
        if not words or (was.kind is Kind.BRIEF and now.kind is not was.kind):
            continue
        near = max(left, key=lambda other: _likeness(words, other), default="")
        if not _same(words, near):
            kind = "changed" if _likeness(words, near) >= _TYPO / 2 else "gone"
            yield Change(kind, where, words, near if kind == "changed" else "", now.lines[0])


def _same(one: str, two: str) -> bool:
    """Tell whether two lines say the same: equal but for signs and spaces, or alike with the same figures."""
    if _squeezed(one) == _squeezed(two):
        return True
    same = sorted(map(str, figures(one))) == sorted(map(str, figures(two)))
    return same and _likeness(one, two) >= _TYPO


def _likeness(one: str, two: str) -> float:
    return SequenceMatcher(None, _squeezed(one), _squeezed(two), autojunk=False).ratio()


def _squeezed(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _headline(unit: Unit) -> str:
    first = unit.lines[0]
    found = _LINK.search(first)
    return _words(f"### {found[1]}" if found else first)


def _words(line: str) -> str:
    """Return a line's words: without bullets, marks and the addresses of links."""
    text = _LINK.sub(lambda found: found[1], line)
    return re.sub(r"^[\s#>*+-]+|\*\*|\\(?=\W)", "", text).strip()


def _value(unit: Unit | None) -> str:
    text = unit.lines[-1].partition(":")[2].strip() if unit else ""
    try:
        return str(json.loads(text))
    except ValueError:
        return text.strip("'\"")


def _plain_ends(text: str) -> str:
    return _LINE_END.sub("\n", text)
