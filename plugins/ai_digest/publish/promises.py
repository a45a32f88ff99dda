"""What the content says will be on the site: each published article and page, and where.

The answer comes from the files themselves, not from the build that is to be judged by it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pelican.utils import slugify

from ai_digest.errors import UsageError
from ai_digest.file.reading import read_article
from ai_digest.proofread import articles
from front_matter.errors import FrontMatterError
from front_matter.metadata import metadata_of, read_plainly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_NO_DATE = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # of a page, whose address has none
_ONLINE = frozenset({"published", "hidden"})


@dataclass(frozen=True, slots=True)
class Promise:
    """A page that an article's file stands for.

    `path` is below the site, `source` below the content folder; one that is not `online` (a draft, or one of
    tomorrow) may not be there.
    """

    path: str
    source: str
    title: str
    online: bool


@dataclass(frozen=True, slots=True)
class Promises:
    """All promises, and a line for each file that cannot be read, which the build leaves out."""

    pages: tuple[Promise, ...]
    unreadable: tuple[str, ...]


def promises_of(pelican: Mapping[str, Any], content: Path, now: dt.datetime) -> Promises:
    """Read every article and page of the content folder; `pelican` are the settings it is built with.

    Raises UsageError for an address that needs more than a date, a slug and a language.
    """
    pages, unreadable = [], []
    for path, kind in _sources(pelican, content):
        try:
            promise = _promise(path, kind, pelican, content, now)
        except FrontMatterError as error:
            unreadable.append(error.at(str(path)))
        except UsageError as error:
            unreadable.append(str(error))
        else:
            pages += [promise] if promise else []
    return Promises(tuple(pages), tuple(unreadable))


def _sources(pelican: Mapping[str, Any], content: Path) -> Iterator[tuple[Path, str]]:
    yield from ((path, "ARTICLE") for path in articles(content))
    for folder in pelican["PAGE_PATHS"]:
        yield from ((path, "PAGE") for path in sorted((content / folder).rglob("*.md")))


def _promise(
    path: Path, kind: str, pelican: Mapping[str, Any], content: Path, now: dt.datetime
) -> Promise | None:
    zone = pelican["TIMEZONE"]
    fields = metadata_of(read_article(path).fields, process=read_plainly, time_zone=zone)
    status = str(fields.get("status") or "published").lower()
    if status == "skip":
        return None
    date = fields.get("date")
    online = status in _ONLINE and not (kind == "ARTICLE" and _is_ahead(date, zone, pelican, now))
    address = fields.get("save_as") or _address(kind, pelican, fields, path)
    return Promise(str(address), path.relative_to(content).as_posix(), str(fields["title"]), online)


def _address(kind: str, pelican: Mapping[str, Any], fields: Mapping[str, Any], path: Path) -> str:
    slug = fields.get("slug") or slugify(
        path.stem if pelican["SLUGIFY_SOURCE"] == "basename" else str(fields["title"]),
        regex_subs=pelican["SLUG_REGEX_SUBSTITUTIONS"],
        preserve_case=pelican["SLUGIFY_PRESERVE_CASE"],
        use_unicode=pelican["SLUGIFY_USE_UNICODE"],
    )
    own = str(pelican["DEFAULT_LANG"]).lower()
    language = str(fields.get("lang") or own)
    name = f"{kind}_SAVE_AS" if language.lower() == own else f"{kind}_LANG_SAVE_AS"
    date = fields.get("date", _NO_DATE)
    try:
        return str(pelican[name]).format(slug=slug, date=date, lang=language)
    except (KeyError, IndexError, AttributeError, ValueError) as error:
        raise UsageError(
            f"settings: {name}: the gate can fill in slug, date and lang only: {error}"
        ) from error


def _is_ahead(date: Any, zone: str, pelican: Mapping[str, Any], now: dt.datetime) -> bool:
    if pelican["WITH_FUTURE_DATES"] or not isinstance(date, dt.datetime):
        return False
    return (date if date.tzinfo else date.replace(tzinfo=ZoneInfo(zone))) > now
