"""Checks on an article as it stands, hand edits included; docs/checks.md lists the codes.

Form is checked on any article. Links, figures and names are held against the evidence of the edition; an
article without evidence is a person's own and has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_digest.verify.form.accept import without_accepted
from ai_digest.verify.form.headings import headings
from ai_digest.verify.form.labels import labels
from ai_digest.verify.form.links import addresses
from ai_digest.verify.form.markup import markup
from ai_digest.verify.form.matter import matter
from ai_digest.verify.form.page import Line, page_of
from ai_digest.verify.form.pictures import pictures
from ai_digest.verify.form.repeats import repeats
from ai_digest.verify.form.spacing import spacing
from ai_digest.verify.form.stubs import conflicts, stubs
from ai_digest.verify.form.support import Known, against
from ai_digest.verify.form.tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ai_digest.verify.form.finding import Finding
    from ai_digest.verify.form.page import Page
    from front_matter.fields import Field


def lint(
    fields: Mapping[str, Field],
    body: Iterable[tuple[int, str]],
    known: Known | None = None,
    *,
    head: Iterable[tuple[int, str]] = (),
    picture_problem: Callable[[str], str] = lambda _address: "",
) -> list[Finding]:
    """Return what is wrong with an article, in the order of its lines.

    `fields` and `head` are its front matter, read and as written; `picture_problem` says what is wrong with
    the picture at an address, "" if nothing is.
    """
    front, page = tuple(Line(*line) for line in head), page_of(body)
    found = [
        *matter(fields, front, len(page.stories)),
        *pictures(page, fields, picture_problem),
        *_form(page, fields),
    ]
    if known:
        found += against(page, fields, known)
    found += repeats(page, known.ids if known else {})
    left = without_accepted([_safe(finding, page, front) for finding in found], front, page.written)
    return sorted(left, key=lambda finding: finding[:3])


def _form(page: Page, fields: Mapping[str, Field]) -> Iterator[Finding]:
    """Yield what can be told from the text alone."""
    texts = [(field.line, text) for field in fields.values() for text in field.texts]
    yield from conflicts(page.lines)
    yield from stubs([*texts, *page.lines])
    for check in (labels, headings, tables, markup, addresses):
        yield from check(page)
    yield from spacing(page.written)


def _safe(finding: Finding, page: Page, head: tuple[Line, ...]) -> Finding:
    """Take a mechanical correction back where the line holds more than the check has looked at."""
    seen = {line.number for line in (*head, *page.as_written)}
    return finding if finding.line in seen else finding._replace(instead=None)
