"""What has to change in an article, and nothing else: its place, its old addresses, its pictures, its card.

The front matter is changed entry by entry, the text address by address. At the end the new front matter is
read and compared with what was meant, so that an unusual way of writing costs the import, never a value.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ai_digest.errors import UsageError
from ai_digest.file.amend import with_field, without_field
from ai_digest.file.covers.pictures import State, look_at
from ai_digest.file.manuscript import lines_of, read_manuscript
from ai_digest.file.reading import parse_article
from ai_digest.migrate.addresses import old_addresses
from ai_digest.migrate.cards import without_closed_cards
from ai_digest.migrate.covers import FOLDER
from ai_digest.migrate.pictures import LARGEST, name_of, suffix_of
from ai_digest.migrate.place import file_of
from ai_digest.migrate.references import replaced
from ai_digest.proofread import SUFFIXES
from front_matter.aliases import aliases_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ai_digest.migrate.place import Library, Placed

PICTURES = "images/posts"
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|#|\?)", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"^(?:\{(?:static|filename|attach|photo)\}|\|(?:static|filename)\|)")
_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp"})
_SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}|\{% .*? %\}")
_PLAIN = re.compile(r"[^\W\d_][\w.-]*")
_ENTRY = {"coverimage": "coverImage"}


@dataclass
class Planned:
    """An article as it will be written, with the pictures of the folder that go with it, by their place.

    `cover` is the address of a cover that may be fetched. `changes` say what was changed, `notes` what a
    person should look at.
    """

    placed: Placed
    text: str
    pictures: dict[str, Path] = field(default_factory=dict)
    cover: str = ""
    changes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        """The file's content, with the byte order mark it had."""
        return self.placed.post.version.encoded(self.text)

    def set(self, name: str, value: str, *, after: str = "date") -> None:
        """Write an entry of the front matter."""
        self.text = with_field(self.text, name, f"{_ENTRY.get(name, name)}: {value}", after=after)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rewriting an article needs to know: the folder, where its articles went, the site's library."""

    folder: Path
    content: Path
    moved: Mapping[str, Path]
    library: Library
    patterns: tuple[str, ...]
    site_url: str


def rewrite(placed: Placed, around: Surroundings) -> Planned:
    """Return the article as it will be. Raises UsageError if its front matter cannot be changed safely."""
    planned = Planned(placed, placed.post.text)
    _fields(planned)
    _old_addresses(planned, around)
    _cover(planned, around)
    _body(planned, around)
    _verify(planned)
    return planned


def _fields(planned: Planned) -> None:
    """Add what the file's old name or another system's entries said: date, slug, status."""
    post = planned.placed.post
    if post.dated_by_name:
        planned.set("date", f"{post.date:%Y-%m-%d}", after="title")
        planned.changes.append("date: from the file's name")
    if "slug" not in post.fields:
        plain = _PLAIN.fullmatch(post.slug) and post.slug.lower() not in {"null", "true", "false"}
        planned.set("slug", post.slug if plain else json.dumps(post.slug, ensure_ascii=False))
        planned.changes.append(f"slug: {post.slug}")
    if any("{filename}" in text for known in post.fields.values() for text in known.texts):
        planned.notes.append("its front matter has links with {filename}, which stay as they are")
    values = {name: post.fields[name].value for name in ("draft", "published") if name in post.fields}
    if "status" not in post.fields and (values.get("draft") is True or values.get("published") is False):
        planned.set("status", "draft")
        planned.changes.append("status: draft")


def _old_addresses(planned: Planned, around: Surroundings) -> None:
    """List the article's old addresses, but none that is another page's; Pelican's own entries for one go."""
    post, own = planned.placed.post, file_of(planned.placed.address)
    found, problems = old_addresses(post, around.patterns, around.site_url)
    planned.notes += problems
    aliases = []
    for alias in found:
        path = file_of(alias)
        taken = around.library.addresses.get(path) or around.library.aliases.get(path)
        if path == own:
            continue
        if taken and taken != post.name:
            planned.notes.append(f"no redirect from {alias!r}: it is an address of {taken}")
            continue
        around.library.aliases[path] = post.name
        aliases.append(alias)
    for name in ("url", "save_as"):
        if name in post.fields:
            planned.text = without_field(planned.text, name)
            planned.changes.append(f"{name}: taken out, the page has this site's address")
    if aliases != (aliases_of(post.fields["aliases"]) if "aliases" in post.fields else []):
        if aliases:
            planned.set("aliases", json.dumps(aliases, ensure_ascii=False), after="slug")
            planned.changes.append(f"aliases: {', '.join(aliases)}")
        else:
            planned.text = without_field(planned.text, "aliases")
            planned.changes.append("aliases: taken out")


def _cover(planned: Planned, around: Surroundings) -> None:
    """Take the cover along if it lies in the folder; one on the web may be fetched later."""
    field_ = planned.placed.post.fields.get("coverimage")
    address = field_.texts[0].strip() if field_ and field_.texts else ""
    if address.lower().startswith(("http://", "https://")):
        planned.cover = address
    elif address and not _ELSEWHERE.match(address):
        is_there = look_at(address, around.content).state is State.READY
        path = "" if is_there else _taken_along(planned, address, around, FOLDER)
        if path:
            set_cover(planned, f"/{path}")


def set_cover(planned: Planned, address: str) -> None:
    """Write where the cover lies now."""
    planned.set("coverimage", json.dumps(address, ensure_ascii=False))
    planned.changes.append(f"coverImage: {address}")


def _body(planned: Planned, around: Surroundings) -> None:
    head, body = _parts(planned.text)
    body, taken, left = without_closed_cards(body)
    if taken:
        planned.changes.append("Telegram card: taken out")
    if left:
        planned.notes.append("its Telegram card is not closed and stays in the text; the page leaves it out")
    if _SHORTCODE.search(body):
        planned.notes.append(
            "it has tags of another system ({{< … >}}, {% … %}), which will be shown as text"
        )
    planned.text = head + replaced(body, lambda address: _new_address(planned, address, around))


def _parts(text: str) -> tuple[str, str]:
    manuscript = read_manuscript(text)
    lines = (*manuscript.opening, *lines_of(manuscript.fields), *manuscript.closing)
    head = "".join(line + line.end for line in lines)
    return head, text[len(head) :]


def _new_address(planned: Planned, address: str, around: Surroundings) -> str:
    """Return where an address of the text leads now; one that leads nowhere stays, with a note."""
    local = _PLACEHOLDER.sub("", address)
    if _ELSEWHERE.match(local):
        return address
    path, sign, place = local.partition("#")
    suffix = PurePosixPath(path.partition("?")[0]).suffix.lower()
    if suffix in _IMAGES:
        kept = _taken_along(planned, address, around, PICTURES)
        return f"{{static}}/{kept}" if kept else address
    found = _find(path, planned, around)
    name = found.relative_to(around.folder).as_posix() if found else ""
    if name in around.moved:
        target = around.moved[name].relative_to(around.content).as_posix()
        planned.changes.append(f"a link to {name}")
        return f"{{filename}}/{target}{sign}{place}"
    if found or local != address or suffix in SUFFIXES:
        planned.notes.append(
            f"a link to {address}, which {'is not brought along' if found else 'is not there'}"
        )
    return address


def _taken_along(planned: Planned, address: str, around: Surroundings, folder: str) -> str:
    """Take a picture of the folder along, and return its path in content/, "" where it cannot be had."""
    found = _find(address, planned, around)
    if found is None:
        planned.notes.append(f"the picture {address} is not in the folder")
        return ""
    try:
        if found.stat().st_size > LARGEST:
            raise ValueError(f"is larger than {LARGEST // 1024**2} MiB")  # noqa: TRY301  # a reason like the others
        content = found.read_bytes()
        path = f"{folder}/{name_of(content, planned.placed.post.date, suffix_of(content))}"
    except OSError as error:
        planned.notes.append(f"the picture {address} cannot be read: {error.strerror}")
        return ""
    except ValueError as error:
        planned.notes.append(f"the picture {address} {error}; it is not brought along")
        return ""
    if path not in planned.pictures:
        planned.pictures[path] = found
        planned.changes.append(f"picture: {address} → {path}")
    return path


def _find(address: str, planned: Planned, around: Surroundings) -> Path | None:
    """Find the file of the folder that an address means, from its root or from its article."""
    folder = around.folder
    path = unquote(urlsplit(_PLACEHOLDER.sub("", address)).path)
    if not path or "\0" in path:
        return None
    here = (folder / planned.placed.post.name).parent
    starts = [folder, folder / "static"] if path.startswith("/") else [here, folder]
    for start in starts:
        try:
            found = (start / path.lstrip("/")).resolve()
            if found.is_relative_to(folder) and found.is_file():
                return found
        except (OSError, RuntimeError):  # a name that no disk takes; links that lead to each other
            continue
    return None


def _verify(planned: Planned) -> None:
    """Raise UsageError unless every entry that was not meant to change reads as before."""
    before = planned.placed.post.fields
    problem = "its front matter cannot be changed entry by entry; write one `name: value` a line"
    try:
        after = parse_article(re.sub(r"\r\n?", "\n", planned.text), planned.placed.target).fields
    except UsageError as error:
        raise UsageError(problem) from error
    kept = set(before) - {"url", "save_as", "aliases", "coverimage"}
    if any(key not in after or after[key].texts != before[key].texts for key in kept):
        raise UsageError(problem)
    if "slug" not in before and (("slug" not in after) or after["slug"].texts != (planned.placed.post.slug,)):
        raise UsageError(problem)
