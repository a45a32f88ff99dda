"""An old article as it was read: its text, and what its front matter says."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pelican.utils import slugify

from ai_digest.errors import UsageError
from ai_digest.file.amend import Version
from ai_digest.file.article import SLUG
from ai_digest.file.reading import parse_article
from ai_digest.migrate.cards import without_closed_cards
from ai_digest.migrate.references import without_addresses
from front_matter.document import split
from front_matter.errors import FrontMatterError
from front_matter.metadata import metadata_of, read_plainly

if TYPE_CHECKING:
    from ai_digest.config import Settings
    from ai_digest.migrate.files import Found
    from front_matter.fields import Field

LONGEST_SLUG = 60  # characters of a slug that is made of a file's name
_MOST_BYTES = 200  # of a slug that is given; file systems allow 255 for a name
_DATED = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:[-_ ]+|$)")
_SLUG = re.compile(r"[\w-][\w.-]*")
_BUNDLES = ("index", "_index")  # the text of a folder that is an article


@dataclass(frozen=True, slots=True)
class Post:
    """An old article. `words` is a hash of what it says, the same however its links are written."""

    name: str
    version: Version
    fields: dict[str, Field]
    date: dt.datetime
    slug: str
    category: str
    edition: str
    words: str
    dated_by_name: bool

    @property
    def text(self) -> str:
        """The file's text, with its line ends."""
        return self.version.text

    @property
    def stem(self) -> str:
        """What the old article was called, without its suffix."""
        return _stem(self.name)


def read_post(found: Found, settings: Settings) -> Post:
    """Read a file. Raises UsageError with the reason why it can be no article here, without its path."""
    version = Version(found.path, found.raw)
    try:
        plain = re.sub(r"\r\n?", "\n", version.text)
        fields = parse_article(plain, found.path).fields
        metadata = metadata_of(fields, process=read_plainly, time_zone=settings.zone.key)
    except FrontMatterError as error:
        raise UsageError(f"line {error.line}: {error}") from error
    except UsageError as error:
        raise UsageError(f"line {str(error).removeprefix(f'{found.path}:')}") from error
    _check_template(str(metadata.get("template", "")), settings)
    date, by_name = metadata.get("date"), False
    if date is None:
        date, by_name = _date_of(found.name), True
    category = str(metadata.get("category", ""))
    is_edition = category == settings.options.category
    return Post(
        name=found.name,
        version=version,
        fields=fields,
        date=date,
        slug=_slug(str(metadata.get("slug", "")), found.name, settings, is_edition=is_edition),
        category=category,
        edition=str(metadata.get("edition", "")),
        words=words_of(plain),
        dated_by_name=by_name,
    )


def words_of(text: str) -> str:
    """Return a hash of the words of an article's text, "" for one without any."""
    document = split(text)
    body = without_addresses(without_closed_cards(document.body if document else text)[0]).split()
    return hashlib.sha256(" ".join(body).encode()).hexdigest() if body else ""


def slug_of_name(name: str, settings: Settings) -> str:
    """Return the slug that this site gives a file without one."""
    return str(slugify(_stem(name), regex_subs=settings.slug_rules, use_unicode=True))


def _check_template(name: str, settings: Settings) -> None:
    """Raise UsageError for a template that the theme lacks: it would stop the build of the whole site."""
    if name and settings.theme and not (settings.theme / "templates" / f"{name}.html").is_file():
        raise UsageError(f"the theme has no template {name!r}; take the line `template: …` out")


def _date_of(name: str) -> dt.datetime:
    found = _DATED.match(_stem(name))
    try:
        return dt.datetime.fromisoformat(found[1] if found else "")
    except ValueError as error:
        raise UsageError("no date, neither in the front matter nor at the beginning of its name") from error


def _slug(given: str, name: str, settings: Settings, *, is_edition: bool) -> str:
    """Return the slug that is given, else one made of the file's name without its date."""
    if given:
        if not _SLUG.fullmatch(given) or len(given.encode()) > _MOST_BYTES:
            raise UsageError(f"the slug {given!r} can be no address; expected letters, digits, `-`, `.`, `_`")
        return given
    rest = _DATED.sub("", _stem(name), count=1)
    made = slug_of_name(rest or name, settings)[:LONGEST_SLUG].rstrip("-.")
    return SLUG if is_edition and not rest else made or "post"


def _stem(name: str) -> str:
    path = PurePosixPath(name)
    return path.parent.name if path.stem in _BUNDLES and path.parent.name else path.stem
