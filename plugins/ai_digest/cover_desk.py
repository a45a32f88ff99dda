"""Covers of articles that are filed already: drawn where there is none, or one whose words have changed.

    plan    what to do about an article's cover, and why        draw    the picture of a plan
    file    the picture in its place, and its address in the article

An editor's own picture is never touched, a cover whose words are the same neither.
"""

from __future__ import annotations

import itertools
import multiprocessing
import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest import verify
from ai_digest.atomic import write_atomic
from ai_digest.errors import UsageError
from ai_digest.file.covers import draw_cover, missing_in
from ai_digest.file.covers.content import House, cover_of
from ai_digest.file.covers.palette import tokens_of
from ai_digest.file.covers.pictures import State, look_at, problem
from ai_digest.file.covers.stamp import words_of
from ai_digest.file.evidence import read_evidence
from ai_digest.file.reading import read_article
from ai_digest.file.shelf import Shelf, is_aside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ai_digest.config import Settings
    from ai_digest.file.covers.cover import Cover
    from ai_digest.file.covers.pictures import Picture
    from ai_digest.file.evidence import Evidence
    from ai_digest.file.reading import Article

FEW = 8  # covers that are drawn sooner than a second process is started
_ELSEWHERE = ("pages", "images", "evidence")
_CLOSES = re.compile(r"^(?:---|\.\.\.)[ \t]*(?=\r?$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do about an article's cover: `cover` is None where nothing is to be drawn, `why` says why not.

    `address` is what the front matter is to say where it names no cover yet, else empty.
    """

    article: Path
    target: Path
    cover: Cover | None
    why: str = ""
    address: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of drawing covers: those drawn, those left as they are, and what a person has to correct."""

    drawn: tuple[Plan, ...]
    left: tuple[Plan, ...]
    wrong: tuple[str, ...]


def articles(settings: Settings) -> list[Path]:
    """Return all articles of the site, editions and others, in order of their paths."""
    content = settings.content
    found = (path.relative_to(content) for path in content.rglob("*.md"))
    return sorted(content / path for path in found if path.parts[0] not in _ELSEWHERE and not is_aside(path))


def plan(path: Path, settings: Settings, taken: Iterable[Path] = ()) -> Plan:
    """Decide about an article's cover; `taken` are the targets of other plans.

    Raises UsageError for an article, or a coverImage, that a person has to correct.
    """
    article = read_article(path)
    picture = look_at(article.text("coverimage"), settings.content)
    if picture.state is State.NONE and (field := article.fields.get("coverimage")):
        raise UsageError(f"{path}:{field.line}: coverImage is empty; name a picture, or delete the line")
    if picture.state is State.REMOTE:
        return Plan(path, path, None, "its cover lies elsewhere")
    if picture.state in {State.OUTSIDE, State.BROKEN} or (picture.file and picture.file.suffix != ".png"):
        return _own(path, picture)
    drawn = words_of(picture.file) if picture.file else None
    if picture.state is State.READY and drawn is None:
        return _own(path, picture)
    cover = cover_for(article, settings, issue=drawn.issue if drawn else None)
    if drawn == cover:
        return Plan(path, picture.file or path, None, "drawn already")
    target = picture.file or _free(path, settings.content, set(taken))
    address = "" if picture.file else "/" + target.relative_to(settings.content).as_posix()
    page = settings.page(article.day(), article.text("slug"))
    return Plan(path, target, cover, address=address, page=page)


def cover_for(article: Article, settings: Settings, issue: int | None = None) -> Cover:
    """Return what the cover of an article says; `issue` None counts the editions before it.

    Raises UsageError for a date or a template that is none.
    """
    shelf, date = Shelf(settings.content), article.day()
    if issue is None:
        issue = shelf.issue(date) if article.text("edition") else 0
    house = House(settings.site_name, settings.options.category)
    evidence = _evidence(article, shelf)
    return cover_of(article, date, house, issue=issue, evidence=evidence, figures=verify.figures)


def draw_covers(paths: Iterable[Path], settings: Settings) -> Drawn:
    """Draw the covers that are due; an article with a mistake does not stop the others."""
    plans: list[Plan] = []
    wrong: list[str] = []
    for path in paths:
        try:
            plans.append(plan(path, settings, [planned.target for planned in plans]))
        except UsageError as error:
            wrong += error.problems
    due = [planned for planned in plans if planned.cover]
    for planned, picture in zip(due, draw_all(due, settings.theme), strict=True):
        file(planned, picture)
    return Drawn(tuple(due), tuple(planned for planned in plans if not planned.cover), tuple(wrong))


def draw(planned: Plan, theme: Path | None) -> bytes:
    """Return the picture of a plan that has a cover."""
    if planned.cover is None:
        raise ValueError(f"nothing to draw for {planned.article}: {planned.why}")
    return draw_cover(planned.cover, tokens_of(theme), planned.page)


def draw_all(plans: list[Plan], theme: Path | None) -> Iterator[bytes]:
    """Yield the pictures of the plans in their order; many are drawn by a process for each core."""
    if len(plans) <= FEW:
        yield from (draw(planned, theme) for planned in plans)
        return
    # a fork of a program that has threads may hang
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(draw, plans, [theme] * len(plans), chunksize=FEW)


def file(planned: Plan, picture: bytes) -> None:
    """Put the picture in its place and, where the article names no cover, its address into the article."""
    write_atomic(planned.target, picture)
    if planned.address:
        write_atomic(planned.article, _named(planned.article, planned.address))


def lacking(planned: Plan) -> tuple[str, ...]:
    """Return the characters that the font lacks for a plan's cover."""
    return missing_in(planned.cover) if planned.cover else ()


def _own(path: Path, picture: Picture) -> Plan:
    """Leave a picture that is not ours alone; one that cannot be shown is for a person to correct."""
    if wrong := problem(picture):
        raise UsageError(f"{path}: {wrong}")
    return Plan(path, picture.file or path, None, "its cover is an editor's own")


def _free(article: Path, content: Path, taken: set[Path]) -> Path:
    """Return a path for a new cover that no other cover has, called after the article."""
    folder = content / "images" / "covers"
    suffixes = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    names = (f"{article.stem}{suffix}.png" for suffix in suffixes)
    return next(path for name in names if not (path := folder / name).exists() and path not in taken)


def _named(article: Path, address: str) -> bytes:
    """Return the article with a line `coverImage: …` at the end of its front matter, all else as it was."""
    text = article.read_bytes().decode("utf-8")
    opening = text.index("---")
    closing = _CLOSES.search(text, opening + 3)
    if closing is None:
        raise UsageError(f"{article}: the front matter is not closed; expected a line `---` below it")
    end = "\r\n" if "\r\n" in text[: closing.start()] else "\n"
    return f'{text[: closing.start()]}coverImage: "{address}"{end}{text[closing.start() :]}'.encode()


def _evidence(article: Article, shelf: Shelf) -> Evidence | None:
    if not article.text("edition"):
        return None
    path = shelf.evidence(article.day("edition"))
    return read_evidence(path) if path.exists() else None
