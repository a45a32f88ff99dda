"""Where each post goes, and why one is left out. Decides only.

An article of the site's own category is an edition and lies with them; `<date>.md` makes it *the* edition of
its day, so that none is made for it again. Everything else lies in `posts/`. Nothing is ever put over what is
there: not a file, not an address, not an edition.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ai_digest.errors import UsageError
from ai_digest.migrate.files import Found
from ai_digest.migrate.post import read_post, slug_of_name
from ai_digest.proofread import articles
from front_matter.aliases import aliases_of, path_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from ai_digest.config import Settings
    from ai_digest.migrate.post import Post

POSTS = "posts"


@dataclass
class Library:
    """What the site has, and is going to have: who has an address, an edition, a text.

    Addresses and old addresses are told by the files that stand for them; `editions` are days.
    """

    addresses: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    editions: dict[str, str] = field(default_factory=dict)
    words: dict[str, tuple[str, Path]] = field(default_factory=dict)
    targets: set[Path] = field(default_factory=set)

    def add(self, post: Post, who: str, path: Path, address: str) -> None:
        """Take in an article that is there, or is going to be."""
        self.addresses.setdefault(file_of(address), who)
        self.targets.add(path)
        if post.edition:
            self.editions.setdefault(post.edition, who)
        if post.words:
            self.words.setdefault(post.words, (who, path))


@dataclass(frozen=True, slots=True)
class Placed:
    """A post and where it goes: its file, and its address below the site's."""

    post: Post
    target: Path
    address: str


@dataclass(frozen=True, slots=True)
class Left:
    """A post that is left out, and why; `there` is the article that has its words already, if one has."""

    name: str
    reason: str
    there: Path | None = None


def library_of(settings: Settings) -> Library:
    """Read what the site has. An article that cannot be read has no address either."""
    library = Library()
    for path in articles(settings.content):
        name = path.relative_to(settings.content).as_posix()
        try:
            post = read_post(Found(name, path, path.read_bytes()), settings)
        except (UsageError, OSError):
            library.targets.add(path)
            continue
        slug = post.slug if "slug" in post.fields else slug_of_name(name, settings)
        own = post.fields.get("save_as")
        library.add(post, name, path, own.texts[0] if own and own.texts else address_of(post, slug, settings))
        for alias in aliases_of(post.fields["aliases"]) if "aliases" in post.fields else ():
            library.aliases.setdefault(file_of(alias), name)
    return library


def place(posts: Iterable[Post], library: Library, settings: Settings) -> tuple[list[Placed], list[Left]]:
    """Decide on each post in turn; what was decided on before counts as there."""
    placed: list[Placed] = []
    left: list[Left] = []
    before = frozenset(library.targets)
    for post in posts:
        address = address_of(post, post.slug, settings)
        refused = _refused(post, address, library, before)
        if refused:
            left.append(refused)
            continue
        target = _target(post, library, settings)
        if target is None:
            left.append(Left(post.name, "there is a file of its name where it would go"))
            continue
        library.add(post, post.name, target, address)
        placed.append(Placed(post, target, address))
    return placed, left


def address_of(post: Post, slug: str, settings: Settings) -> str:
    """Return an article's address below the site's, as ARTICLE_URL makes it."""
    try:
        return settings.article_url.format(
            date=post.date, slug=slug, category=post.category, lang="", author=""
        ) or _usual(post.date, slug)
    except (KeyError, IndexError, ValueError, AttributeError):  # it needs what only a build knows
        return _usual(post.date, slug)


def file_of(address: str) -> str:
    """Return the file that stands for an address, or the address itself where none can."""
    try:
        return path_of(address)
    except ValueError:
        return address


def _usual(date: dt.datetime, slug: str) -> str:
    return f"{date:%Y/%m/%d}/{slug}/"


def _refused(post: Post, address: str, library: Library, before: frozenset[Path]) -> Left | None:
    who, path = library.words.get(post.words, ("", None))
    if path is not None:
        if path in before:
            return Left(post.name, f"imported already: {who} says the same", path)
        return Left(post.name, f"it says the same as {who}")
    for key, known, what in (
        (file_of(address), library.addresses, f"has the address /{address}"),
        (post.edition, library.editions, f"is the edition of {post.edition}"),
    ):
        if key in known:
            return Left(post.name, f"{known[key]} {what} already")
    return None


def _target(post: Post, library: Library, settings: Settings) -> Path | None:
    day, year = f"{post.date:%Y-%m-%d}", f"{post.date:%Y}"
    if post.edition or post.category == settings.options.category:
        folder = settings.content / "editions" / year
        names = [f"{post.edition or day}.md", f"{day}-{post.slug}.md"]
        if day in library.editions and not post.edition:
            names = names[1:]
    else:
        folder, names = settings.content / POSTS / year, [f"{day}-{post.slug}.md"]
    paths = (folder / name for name in names)
    return next((path for path in paths if path not in library.targets and not path.exists()), None)
