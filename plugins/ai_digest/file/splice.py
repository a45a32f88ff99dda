"""What was generated now: what was generated before, with other words for some stories, or with more."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from ai_digest.file.article import EXTRACT_LABEL, WORDS, escape, story_text, summary_value
from ai_digest.file.manuscript import Kind, Line, Manuscript, Unit, numbered, read_manuscript, split_lines
from ai_digest.links import canonical
from ai_digest.model import Drafter, WrittenBrief

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ai_digest.model import Draft, WrittenStory

MOST_POINTS = 15


def with_stories(
    before: Manuscript, told: Collection[WrittenStory | WrittenBrief], language: str
) -> Manuscript:
    """Return the manuscript with these stories in their new words, in their places."""
    new = {canonical(written.planned.story.lead.link): written for written in told}
    body = []
    for unit in before.body:
        written = new.get(unit.name) if unit.kind in {Kind.STORY, Kind.BRIEF} else None
        body.append(replace(unit, lines=_lines(written, language)) if written else unit)
    return replace(before, body=tuple(body))


def with_summary(before: Manuscript, points: Iterable[str]) -> Manuscript:
    """Return the manuscript with these points as its summary."""
    return _with_line(before, "summary", f"summary: {summary_value(points)}")


def with_more(before: Manuscript, draft: Draft, language: str) -> Manuscript:
    """Return the manuscript with the stories of a draft behind its own.

    They stand in the section of the same heading, else in their own before 更多动态; briefs at its end.
    """
    body = [*before.body]
    for section in draft.sections:
        heading = escape(section.heading)
        stories = [_unit(Kind.STORY, written, heading, language) for written in section.stories]
        at = next((n for n, unit in enumerate(body) if unit.is_more), len(body))
        if any(unit.kind is Kind.SECTION and unit.name == heading for unit in body):
            at = 1 + max(n for n, unit in enumerate(body) if unit.section == heading)
        else:
            stories.insert(
                0, Unit(Kind.SECTION, heading, (Line.of(f"## {heading}"),), (Line.of(""),), 0, heading)
            )
        body[at:at] = stories
    if draft.briefs and not any(unit.is_more for unit in body):
        more = WORDS[language].more
        body.append(Unit(Kind.SECTION, more, (Line.of(f"## {more}"),), (), 0, more))
    body += [_unit(Kind.BRIEF, brief, WORDS[language].more, language) for brief in draft.briefs]
    return read_manuscript(replace(before, body=tuple(_spaced(body))).text)


def points_of(manuscript: Manuscript) -> list[str]:
    """Return the points of a summary that was generated, as they stand there, escaped and without bullets."""
    field = manuscript.field("summary")
    if field is None:
        return []
    text = json.loads(field.lines[-1].partition(":")[2])
    return [line.removeprefix("- ") for line in str(text).split("\n") if line]


def with_more_points(before: Manuscript, points: Sequence[str]) -> Manuscript:
    """Return the manuscript with these points behind its own, as far as there is room."""
    own = points_of(before)
    every = [*own, *(escape(point) for point in points)][: max(MOST_POINTS, len(own))]
    value = json.dumps("\n".join(f"- {point}" for point in every), ensure_ascii=False)
    return _with_line(before, "summary", f"summary: {value}")


def labelled(before: Manuscript, drafters: Mapping[str, Drafter], language: str) -> Manuscript:
    """Say on the page what is an extract: nothing, all of it, or the stories marked one by one."""
    told = [drafters[unit.name] for unit in before.body if unit.kind is Kind.STORY and unit.name in drafters]
    extracts = sum(drafter is Drafter.EXTRACT for drafter in told)
    mixed = 0 < extracts < len(told)
    words = WORDS[language]
    note = words.mixed_note if mixed else words.extract_note if extracts else ""
    body = []
    for unit in before.body:
        if unit.kind is Kind.TITLE:
            body.append(_noted(unit, f"> {note}" if note else "", {words.extract_note, words.mixed_note}))
        elif unit.kind is Kind.STORY:
            is_extract = mixed and drafters.get(unit.name) is Drafter.EXTRACT
            body.append(_marked(unit, f"*{EXTRACT_LABEL[language]}*", is_extract))
        else:
            body.append(unit)
    return replace(before, body=tuple(body))


def _noted(title: Unit, note: str, notes: set[str]) -> Unit:
    """Put the note below the title, in place of another one."""
    lines = [line for line in title.lines if line.removeprefix("> ") not in notes]
    while len(lines) > 1 and not lines[1].strip():
        del lines[1]
    rest = [Line.of(""), *lines[1:]] if lines[1:] else []
    above = [Line.of(""), Line.of(note)] if note else []
    return replace(title, lines=(lines[0], *above, *rest))


def _marked(story: Unit, mark: str, is_extract: bool) -> Unit:  # noqa: FBT001  it is what is asked
    lines = [*story.lines]
    if mark in lines:
        at = lines.index(Line.of(mark))
        del lines[at : at + 2]
    if is_extract:
        lines[1:1] = [Line.of(mark), Line.of("")]
    return replace(story, lines=tuple(lines))


def _unit(kind: Kind, written: WrittenStory | WrittenBrief, section: str, language: str) -> Unit:
    lines = _lines(written, language)
    name = canonical(written.planned.story.lead.link)
    return Unit(Kind.BRIEF if isinstance(written, WrittenBrief) else kind, name, lines, section=section)


def _lines(written: WrittenStory | WrittenBrief, language: str) -> tuple[Line, ...]:
    return tuple(Line.of(line) for line in split_lines(story_text(written, language)))


def _spaced(units: list[Unit]) -> Iterable[Unit]:
    """Put one blank line between the parts, none between briefs and none at the end; end every line."""
    for unit, following in zip(units, [*units[1:], None], strict=True):
        close = following is None or (
            following.kind is Kind.BRIEF and (unit.kind is Kind.BRIEF or unit.is_more)
        )
        lines = tuple(Line.of(line) for line in unit.lines)
        yield replace(unit, lines=lines, blanks=() if close else (Line.of(""),))


def _with_line(before: Manuscript, name: str, line: str) -> Manuscript:
    fields = (replace(unit, lines=(Line.of(line),)) if unit.name == name else unit for unit in before.fields)
    return replace(before, fields=numbered(fields))
