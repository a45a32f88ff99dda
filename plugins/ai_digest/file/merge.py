"""Three versions of an article become one: as generated before, as the editor left it, as generated now.

    part in all three      merged line by line; where both changed a line, the editor's stands
    the editor's own       stays, where it stands
    cut by the editor      stays cut
    new                    at the end of its section; a new section before 更多动态
    gone from the new      goes, if the editor has not touched it

The order is the editor's. Every line that the editor wrote or changed is in the result; what could not be
merged is returned, never written into the article.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from merge3 import Merge3

from ai_digest.file.manuscript import Kind, Line, Manuscript, Unit, numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ALIKE = 0.5  # from here on two lines are one in other words
_LISTS = frozenset({"tags", "seo", "keywords"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where the editor and the new text disagree; the editor's words stand in the article."""

    where: str
    yours: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged article and what of the new text is not in it."""

    manuscript: Manuscript
    conflicts: tuple[Conflict, ...]

    @property
    def text(self) -> str:
        """The file's text."""
        return self.manuscript.text


def merge(base: Manuscript, ours: Manuscript, theirs: Manuscript) -> Merged:
    """Merge what was generated now into the editor's version of what was generated before."""
    merging = _Merging()
    fields = merging.units(base.fields, ours.fields, theirs.fields)
    body = merging.units(base.body, ours.body, theirs.body)
    merged = replace(ours, fields=tuple(fields), body=tuple(body))
    return Merged(_with_ends(merged, [*ours.lines]), tuple(merging.conflicts))


def lines_merged(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> tuple[list[str], list[tuple[list[str], list[str]]]]:
    """Merge lines: what only one side changed is as that side has it; else ours, and both are returned."""
    merged: list[str] = []
    clashes: list[tuple[list[str], list[str]]] = []
    at_base = at_ours = at_theirs = 0
    regions = Merge3([*base], [*ours], [*theirs]).find_sync_regions()
    for base_start, base_end, ours_start, ours_end, theirs_start, theirs_end in regions:
        was, mine = [*base[at_base:base_start]], [*ours[at_ours:ours_start]]
        new = [*theirs[at_theirs:theirs_start]]
        if _pairwise(was, mine, new):
            each = [_line_merged(*three) for three in zip(was, mine, new, strict=True)]
            merged += [line for line, _ in each]
            clashes += [clash for _, clash in each if clash]
        else:
            merged += new if mine == was else mine
            clashes += [(mine, new)] if was not in (mine, new) and mine != new else []
        merged += ours[ours_start:ours_end]
        at_base, at_ours, at_theirs = base_end, ours_end, theirs_end
    return merged, clashes


def _pairwise(was: Sequence[str], mine: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether three runs of lines are the same lines in other words, one by one."""
    if not len(was) == len(mine) == len(new) or was in (mine, new):
        return False
    return all(_alike(a, b) and _alike(a, c) for a, b, c in zip(was, mine, new, strict=True))


def _alike(one: str, two: str) -> bool:
    return one == two or SequenceMatcher(None, one, two, autojunk=False).ratio() >= _ALIKE


def _line_merged(was: str, mine: str, new: str) -> tuple[str, tuple[list[str], list[str]] | None]:
    if mine == was:
        return new, None
    return mine, None if new in (was, mine) else ([mine], [new])


class _Merging:
    """One merge; collects the conflicts on the way."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    def units(self, base: Sequence[Unit], ours: Sequence[Unit], theirs: Sequence[Unit]) -> list[Unit]:
        before, now = {unit.key: unit for unit in base}, {unit.key: unit for unit in theirs}
        renamed = _renamed(before, ours, now)
        merged: list[Unit] = []
        for unit in ours:
            key = renamed.get(unit.key, unit.key)
            kept = self._unit(before.get(key), unit, now.get(key))
            merged += [kept] if kept else []
        known = before.keys() | {unit.key for unit in ours}
        for unit in theirs:
            if unit.key not in known:
                _place(unit, merged, theirs)
        return merged

    def _unit(self, was: Unit | None, mine: Unit, new: Unit | None) -> Unit | None:
        """Merge one part; None if it goes."""
        if new is None:
            if was is None or was.lines != mine.lines:
                if was is not None:
                    self._conflict(mine, mine.lines, ())
                return mine
            return None
        if was is None:
            if mine.lines != new.lines:
                self._conflict(mine, mine.lines, new.lines)
            return mine
        if mine.lines == was.lines:
            return replace(mine, lines=new.lines) if new.lines != was.lines else mine
        if new.lines == was.lines:
            return mine
        return self._both_changed(was, mine, new)

    def _both_changed(self, was: Unit, mine: Unit, new: Unit) -> Unit:
        if mine.kind is Kind.FIELD and (values := _values_merged(was, mine, new)):
            return replace(mine, lines=(values,))
        # the headline by itself: one that was edited says nothing about the facts below it
        heads = [lines_merged(*(unit.lines[:1] for unit in (was, mine, new)))]
        heads.append(lines_merged(*(unit.lines[1:] for unit in (was, mine, new))))
        lines = [line for merged, _ in heads for line in merged]
        clashes = [clash for _, found in heads for clash in found]
        for yours, news in clashes:
            self._conflict(mine, yours, news)
        return replace(mine, lines=tuple(line if isinstance(line, Line) else Line.of(line) for line in lines))

    def _conflict(self, mine: Unit, yours: Iterable[str], new: Iterable[str]) -> None:
        where = mine.name if mine.kind is Kind.FIELD else (mine.lines[0] if mine.lines else "text")
        self.conflicts.append(Conflict(where, tuple(yours), tuple(new)))


def _renamed(
    before: dict[tuple[str, str, int], Unit], ours: Sequence[Unit], now: dict[tuple[str, str, int], Unit]
) -> dict[tuple[str, str, int], tuple[str, str, int]]:
    """Find the stories whose link the editor changed: the words of the headline are still the same."""
    mine = {unit.key for unit in ours}
    gone = {
        _headline(unit): key
        for key, unit in before.items()
        if unit.kind in {Kind.STORY, Kind.BRIEF} and key not in mine and key in now
    }
    found = {}
    for unit in ours:
        if unit.kind in {Kind.STORY, Kind.BRIEF} and unit.key not in before and unit.key not in now:
            key = gone.pop(_headline(unit), None)
            found.update({unit.key: key} if key else {})
    return found


def _headline(unit: Unit) -> str:
    return unit.lines[0].partition("](")[0] if unit.lines else ""


def _place(new: Unit, merged: list[Unit], theirs: Sequence[Unit]) -> None:
    """Put a new part where it belongs; the blank lines around it move with it."""
    at = _place_of(new, merged, theirs)
    if new.kind is Kind.FIELD or not at:
        merged.insert(at, new if new.kind is Kind.FIELD else replace(new, blanks=(Line.of(""),)))
        return
    previous = merged[at - 1]
    in_list = new.kind is Kind.BRIEF and (previous.kind is Kind.BRIEF or previous.is_more)
    merged[at - 1] = replace(previous, blanks=() if in_list else previous.blanks[:1] or (Line.of(""),))
    merged.insert(at, replace(new, blanks=previous.blanks))


def _place_of(new: Unit, merged: list[Unit], theirs: Sequence[Unit]) -> int:
    if new.kind is Kind.FIELD:
        order = [unit.key for unit in theirs]
        above = set(order[: order.index(new.key)])
        return max((at + 1 for at, unit in enumerate(merged) if unit.key in above), default=0)
    if new.kind is Kind.PREFACE:
        return next((at + 1 for at, unit in enumerate(merged) if unit.kind is Kind.TITLE), 0)
    before_more = next((at for at, unit in enumerate(merged) if unit.is_more), len(merged))
    if new.kind in {Kind.SECTION, Kind.TITLE}:
        return len(merged) if new.is_more else before_more
    heading = next(
        (at for at, unit in enumerate(merged) if unit.kind is Kind.SECTION and unit.name == new.section), None
    )
    if heading is not None:
        return next(
            (at for at in range(heading + 1, len(merged)) if merged[at].kind is Kind.SECTION), len(merged)
        )
    siblings = {unit.key for unit in theirs if unit.section == new.section}
    there = [at + 1 for at, unit in enumerate(merged) if unit.key in siblings]
    return there[-1] if there else before_more


def _values_merged(was: Unit, mine: Unit, new: Unit) -> Line | None:
    """Merge the values of an entry whose lists were both changed; None if they are no such lists."""
    lists = [_values(unit) for unit in (was, mine, new)]
    before, ours, theirs = lists
    if before is None or ours is None or theirs is None:
        return None
    if mine.name in _LISTS:
        gone = Counter(before) - Counter(theirs)
        merged = [value for value in ours if value not in gone]
        merged += [value for value in theirs if value not in {*before, *merged}]
    else:
        merged, clashes = lines_merged(before, ours, theirs)
        if clashes:
            return None
    value: object = merged if mine.name in _LISTS else "\n".join(merged)
    name = mine.lines[0].partition(":")[0]
    return Line.of(f"{name}: {json.dumps(value, ensure_ascii=False)}", mine.lines[0].end)


def _values(unit: Unit) -> list[str] | None:
    """Return the entries of a list, or the points of a summary, if it is written on one line as generated."""
    if len(unit.lines) != 1 or unit.name not in {*_LISTS, "summary"}:
        return None
    try:
        value = json.loads(unit.lines[0].partition(":")[2])
    except ValueError:
        return None
    if unit.name == "summary":
        return value.split("\n") if isinstance(value, str) else None
    return [*map(str, value)] if isinstance(value, list) else None


def _with_ends(merged: Manuscript, ours: Sequence[Line]) -> Manuscript:
    """End every new line as the editor's file ends its lines, and the last one as the editor left it."""
    ends = Counter(line.end for line in ours if line.end)
    usual = ends.most_common(1)[0][0] if ends else "\n"
    own = {id(line) for line in ours}
    lines = [*merged.lines]
    last = lines[-1] if lines else None
    final = ours[-1].end if ours else usual

    def ended(line: Line) -> Line:
        if line is last:
            return line if line.end == final and id(line) in own else Line.of(line, final)
        return line if id(line) in own and line.end else Line.of(line, usual)

    def finished(units: Iterable[Unit]) -> tuple[Unit, ...]:
        return numbered(
            replace(unit, lines=tuple(map(ended, unit.lines)), blanks=tuple(map(ended, unit.blanks)))
            for unit in units
        )

    return replace(merged, fields=finished(merged.fields), body=finished(merged.body))


def changed_lines(base: Manuscript, ours: Manuscript) -> int:
    """Count the lines that an editor changed, added or took out."""
    was, mine = Counter([*base.lines]), Counter([*ours.lines])
    return max((was - mine).total(), (mine - was).total()) or int([*base.lines] != [*ours.lines])
