"""Proof-reading: every check on articles as they stand, and the corrections that are mechanical.

Offline and fast: an article is held against the evidence of its edition, never against the network. A
correction changes only the lines it is about; all else stays to the byte, line ends and byte order mark too.
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ai_digest.atomic import write_atomic
from ai_digest.corrections import uncorrected
from ai_digest.errors import UsageError
from ai_digest.file.covers.content import asked_for
from ai_digest.file.covers.pictures import look_at, problem
from ai_digest.file.evidence import read_evidence
from ai_digest.file.reading import parse_article, read_article
from ai_digest.file.shelf import is_aside
from ai_digest.links import canonical
from ai_digest.model import Status
from ai_digest.verify import Code, Finding, Known, Support, conflicts, figures, lint
from ai_digest.verify.form.page import page_of
from ai_digest.verify.form.support import statement_of
from ai_digest.verify.spellings import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ai_digest.file.evidence import Evidence
    from ai_digest.file.reading import Article
    from ai_digest.file.shelf import Shelf

Spellings = tuple[tuple[str, ...], ...]
SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".mdown", ".txt"})
NO_ARTICLES = frozenset({"pages", "images", "evidence"})
_PLACEHOLDER = re.compile(r"^\{\w+\}")
_LINE_END = re.compile(r"\r\n|\r|\n")
_PLACE = re.compile(r"(?::(\d+))?: (.+)", re.DOTALL)
_MOST_FIXES = 10_000  # a correction can make room for another, but not for ever


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding in a file; `fixed` if it was put right. `str()` is the line of the contract."""

    path: Path
    found: Finding
    fixed: bool = False

    def __str__(self) -> str:
        """Return `path:line: CODE message`."""
        done = "fixed: " if self.fixed else ""
        return f"{self.path}:{self.found.line}: {self.found.code} {done}{self.found.message}"

    def as_json(self) -> dict[str, Any]:
        """Return the remark as JSON's types; the keys are documented in docs/checks.md."""
        return {
            "path": str(self.path),
            "line": self.found.line,
            "code": str(self.found.code),
            "message": self.found.message,
            "fixable": self.found.instead is not None,
            "fixed": self.fixed,
        }


def articles(content: Path) -> Iterator[Path]:
    """Yield every article of the content folder, wherever it lies, in order of their paths."""
    for path in sorted(content.rglob("*")):
        inside = path.relative_to(content).parts
        if path.suffix not in SUFFIXES - {".txt"} or inside[0] in NO_ARTICLES or is_aside(path):
            continue
        if path.is_file():
            yield path


def check_article(
    path: Path,
    shelf: Shelf,
    own: Mapping[str, Support] | None = None,
    *,
    spellings: Spellings = SHIPPED,
) -> list[Remark]:
    """Return what is wrong with an article. Raises UsageError for a file that can be none.

    `own` is what the pages of an editor's own stories have, by their links, where somebody has read them.
    """
    return [Remark(path, found) for found in _check(path, _text(_read(path)), shelf, spellings, own)]


def check_text(path: Path, raw: bytes, shelf: Shelf, *, spellings: Spellings = SHIPPED) -> list[Remark]:
    """Return what is wrong with an article that is to stand, or stands, at a path."""
    return [Remark(path, found) for found in _check(path, _text(raw), shelf, spellings)]


def fix_article(path: Path, shelf: Shelf, spellings: Spellings = SHIPPED) -> list[Remark]:
    """Put right what is mechanical, and return that and what is left, in this order.

    The file is written once, whole or not at all, and only if something was put right.
    """
    raw = _read(path)
    text = _text(raw)
    left = _check(path, text, shelf, spellings)
    fixed: list[Remark] = []
    while isinstance(text, str) and (mending := _apart(left)) and len(fixed) < _MOST_FIXES:
        fixed += [Remark(path, found, fixed=True) for found in mending]
        text = _mended(text, mending)
        left = _check(path, text, shelf, spellings)
    if fixed and isinstance(text, str):
        mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
        if _read(path) != raw:
            raise UsageError(f"{path}: it was changed meanwhile and is left alone; run the check again")
        write_atomic(path.resolve(), mark + text.encode())
    return [*fixed, *(Remark(path, found) for found in left)]


def _read(path: Path) -> bytes:
    if path.suffix.lower() not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        raise UsageError(f"{path}: no article: its name ends in {path.suffix!r}; expected one of {known}")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error


def _text(raw: bytes) -> str | Finding:
    """Decode a file, keeping its line ends; the finding says where it is not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Finding(line, Code.UNREADABLE, "bytes that are not UTF-8; expected a file saved as UTF-8")


def _check(
    path: Path,
    text: str | Finding,
    shelf: Shelf,
    spellings: Spellings,
    own: Mapping[str, Support] | None = None,
) -> list[Finding]:
    if isinstance(text, Finding):
        return [text]
    text = _LINE_END.sub("\n", text)
    try:
        article = parse_article(text, path)
    except UsageError as error:
        broken = [_placed(path, problem) for problem in error.problems]
        return sorted([*broken, *conflicts(enumerate(text.split("\n"), start=1))])
    known, trouble = _evidence(article, shelf, spellings)
    if known and own:
        known = replace(known, stories={**own, **known.stories})
    wrong = partial(_picture_problem, path, shelf)
    found = lint(article.fields, article.lines, known, head=article.head, picture_problem=wrong)
    return sorted(
        [*trouble, *_template(article), *found, *_uncorrected(article, text, shelf)],
        key=lambda finding: finding[:3],
    )


def _placed(path: Path, problem: str) -> Finding:
    """Read `path:line: what is wrong` back into its parts."""
    place = _PLACE.fullmatch(problem.removeprefix(str(path)))
    return Finding(int((place and place[1]) or 1), Code.UNREADABLE, place[2] if place else problem)


def _picture_problem(article: Path, shelf: Shelf, address: str) -> str:
    """Say what is wrong with a picture: a path of the content folder, or one from the article's own."""
    address = _PLACEHOLDER.sub("", address)
    found = problem(look_at(address, shelf.content, whole=False))
    if found and not address.startswith("/"):
        return problem(look_at(address, article.parent, whole=False))
    return found


def _template(article: Article) -> list[Finding]:
    """Return what is wrong with the cover's template, if the front matter asks for one."""
    try:
        asked_for(article)
    except UsageError as error:
        placed = [_placed(article.path, line) for line in error.problems]
        return [found._replace(code=Code.BAD_VALUE) for found in placed]
    return []


def _uncorrected(article: Article, text: str, shelf: Shelf) -> list[Finding]:
    """Return what was changed in substance since the article was published and no correction speaks of."""
    try:
        published = shelf.published(dt.date.fromisoformat(article.text("edition")))
        if article.text("status") not in {"", Status.PUBLISHED.value} or not published.exists():
            return []
        found = uncorrected(published.read_text(encoding="utf-8-sig"), text, article.path)
    except (ValueError, UsageError):  # a finding of its own
        return []
    at = {line: number for number, line in (*article.head, *article.lines)}
    said = "was published otherwise, and no correction says so; ai-digest correct proposes one"
    return [
        Finding(at.get(change.first, 1), Code.UNCORRECTED, f"{said}: {change.proposed('zh-CN')}")
        for change in found
    ]


def _evidence(article: Article, shelf: Shelf, spellings: Spellings) -> tuple[Known | None, list[Finding]]:
    """Return what the evidence of the article's edition knows, and what is wrong with it."""
    line = article.fields["edition"].line if "edition" in article.fields else 1
    try:
        path = shelf.evidence(dt.date.fromisoformat(article.text("edition")))
    except ValueError:  # no edition; a wrong one is a finding of the front matter
        return None, []
    if not path.exists():
        return None, []
    try:
        evidence = read_evidence(path)
        known = known_of(evidence, spellings)
        return replace(known, told=_told(shelf, evidence.edition, known.ids)), []
    except UsageError as error:
        return None, [Finding(line, Code.NO_EVIDENCE, f"only the form is checked: {error}")]


def known_of(evidence: Evidence, spellings: Spellings = SHIPPED) -> Known:
    """Put the evidence in the order in which an article is held against it."""
    date = evidence.edition
    day = frozenset(map(str, figures(f"{date.year} 年 {date.month} 月 {date.day} 日")))
    items = {
        item.id: Support(
            frozenset({*item.figures, *map(str, figures(item.source))}),
            frozenset({*item.names, item.source}),
            spellings=spellings,
            is_latin=not item.language.startswith("zh"),
        )
        for item in evidence.items
    }
    derived: dict[str, set[str]] = defaultdict(set)
    for each in evidence.derived:
        derived[each.story_id].add(each.figure)
    support: dict[str, Support] = {}
    ids: dict[str, str] = {}
    links = {item.id: canonical(item.link) for item in evidence.items}
    for story in evidence.stories:
        follows = Support(derived=frozenset(derived[story.id]), spellings=spellings, is_latin=True)
        of_story = Support.of([follows, *(items[item] for item in story.items if item in items)])
        for item in story.items:
            support[links.get(item, "")] = of_story
            ids[links.get(item, "")] = story.id
    follow = frozenset().union(*derived.values())
    everything = Support.of([*items.values(), Support(day, derived=follow, spellings=spellings)])
    return Known(frozenset(item.link for item in evidence.items), everything, support, ids)


def _told(shelf: Shelf, date: dt.date, ids: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return, by story, what its lines said when the edition was filed and all texts were at hand."""
    path = shelf.generated(date)
    if not path.is_file():
        return {}
    page = page_of(read_article(path).lines)
    told: dict[str, set[str]] = defaultdict(set)
    for line in page.lines:
        story = page.by_line.get(line.number)
        for link in map(canonical, story.links) if story else ():
            if link in ids:
                told[ids[link]].add(statement_of(line.text))
    return {story: frozenset(lines) for story, lines in told.items()}


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """Take the mechanical ones, one a line: two corrections of one line would not know of each other."""
    return [*{finding.line: finding for finding in findings if finding.instead is not None}.values()]


def _mended(text: str, findings: list[Finding]) -> str:
    """Put the corrections in place of their lines; new lines end as the line they stand for."""
    ends = [match.group() for match in _LINE_END.finditer(text)]
    lines = [*zip(_LINE_END.split(text), [*ends, ""], strict=True)]
    for finding in sorted(findings, reverse=True, key=lambda finding: finding.line):
        end = lines[finding.line - 1][1]
        inner = end or (ends[-1] if ends else "\n")
        instead = finding.instead or ()
        lines[finding.line - 1 : finding.line] = [
            (line, end if number == len(instead) else inner) for number, line in enumerate(instead, start=1)
        ]
    return "".join(line + end for line, end in lines)
