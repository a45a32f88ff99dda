"""The import itself, step by step. A kill at any moment leaves whole files only, and the next run goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ai_digest.atomic import locked, write_new
from ai_digest.errors import UsageError
from ai_digest.file.shelf import Shelf
from ai_digest.migrate.addresses import check_pattern
from ai_digest.migrate.covers import localise
from ai_digest.migrate.files import list_files
from ai_digest.migrate.pictures import keep
from ai_digest.migrate.place import library_of, place
from ai_digest.migrate.post import read_post
from ai_digest.migrate.report import Entry, Report
from ai_digest.migrate.rewrite import Surroundings, rewrite, set_cover
from ai_digest.proofread import check_text
from ai_digest.verify.form.finding import Code
from ai_digest.verify.spellings import merged

if TYPE_CHECKING:
    from pathlib import Path

    from ai_digest.config import Settings
    from ai_digest.migrate.files import Listing
    from ai_digest.migrate.place import Placed
    from ai_digest.migrate.post import Post
    from ai_digest.migrate.rewrite import Planned
    from ai_digest.progress import Stage


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to import: without writing, with covers from the web (or one's own network), with old addresses."""

    dry: bool = False
    covers: bool = False
    private: bool = False
    old_urls: tuple[str, ...] = ()


def bring_in(folder: Path, settings: Settings, wanted: Wanted, stage: Stage) -> Report:
    """Import a folder. Raises UsageError if folder and content overlap, or for a pattern of no use."""
    folder, content = folder.resolve(), settings.content.resolve()
    if folder.is_relative_to(content) or content.is_relative_to(folder):
        raise UsageError(f"{folder}: it must lie outside of the content folder {content}, and not around it")
    patterns = tuple(map(check_pattern, wanted.old_urls))
    stage.update("reading the folder")
    listing = list_files(folder)
    entries = [Entry(unfit.name, reason=unfit.reason) for unfit in listing.unfit]
    posts = _posts(listing, settings, entries)
    library = library_of(settings)
    placed, left = place(posts, library, settings)
    entries += [Entry(each.name, each.there, reason=each.reason, is_there=bool(each.there)) for each in left]
    moved = {each.post.name: each.target for each in placed}
    moved |= {each.name: each.there for each in left if each.there}
    around = Surroundings(folder, settings.content, moved, library, patterns, settings.site_url)
    planned = _rewritten(placed, around, entries)
    if wanted.covers:
        _localise(planned, settings, wanted, stage)
    for number, ready in enumerate(planned, start=1):
        stage.update(f"{number} of {len(planned)} articles", number, len(planned))
        entries.append(_checked(ready, settings) if wanted.dry else _filed(ready, settings))
    stage.update(f"{len(entries)} files")
    return Report(tuple(sorted(entries, key=lambda entry: entry.name)), listing.others, wanted.dry)


def _posts(listing: Listing, settings: Settings, entries: list[Entry]) -> list[Post]:
    posts = []
    for found in listing.found:
        try:
            posts.append(read_post(found, settings))
        except UsageError as error:
            entries.append(Entry(found.name, reason=str(error)))
    return posts


def _rewritten(placed: list[Placed], around: Surroundings, entries: list[Entry]) -> list[Planned]:
    """Rewrite every article; what cannot be is left out, and then no other may link to it."""
    planned, failed = [], set()
    for each in placed:
        try:
            planned.append(rewrite(each, around))
        except UsageError as error:
            entries.append(Entry(each.post.name, reason=str(error)))
            failed.add(each.post.name)
    if not failed:
        return planned
    moved = {name: path for name, path in around.moved.items() if name not in failed}
    left = [each for each in placed if each.post.name not in failed]
    return _rewritten(left, replace(around, moved=moved), entries)


def _localise(planned: list[Planned], settings: Settings, wanted: Wanted, stage: Stage) -> None:
    """Fetch the covers that lie on the web; one that cannot be had keeps its address."""
    remote = [each for each in planned if each.cover]
    if wanted.dry:
        for each in remote:
            each.changes.append(f"coverImage: {each.cover} would be fetched")
        return
    covers = {each.cover: each.placed.post.date for each in reversed(remote)}
    kept, failed = localise(
        covers,
        settings,
        private=wanted.private,
        said=lambda done, total: stage.update(f"{done} of {total} covers", done, total),
    )
    for each in remote:
        if each.cover in kept:
            set_cover(each, f"/{kept[each.cover]}")
        else:
            why = failed[each.cover]
            each.notes.append(f"the cover {each.cover} cannot be had and stays where it is: {why}")


def _filed(planned: Planned, settings: Settings) -> Entry:
    """Write the pictures, then the article: where that stands, all of it stands."""
    target = planned.placed.target
    try:
        with locked(settings.content):
            for path, found in planned.pictures.items():
                keep(settings.content / path, found.read_bytes())
            write_new(target, planned.content)
    except FileExistsError as error:
        return Entry(planned.placed.post.name, reason=f"{error.filename or target} came to be meanwhile")
    return _checked(planned, settings)


def _checked(planned: Planned, settings: Settings) -> Entry:
    """Return what became of an article, with what the check finds in it."""
    target, spellings = planned.placed.target, merged(settings.options.spellings)
    remarks = check_text(target, planned.content, Shelf(settings.content), spellings=spellings)
    coming = [path for path in planned.pictures if not (settings.content / path).is_file()]
    findings = [
        remark
        for remark in remarks
        if remark.found.code != Code.NO_PICTURE or not any(path in remark.found.message for path in coming)
    ]
    return Entry(
        name=planned.placed.post.name,
        path=target,
        address=planned.placed.address,
        changes=[*dict.fromkeys(planned.changes)],
        notes=[*dict.fromkeys(planned.notes)],
        findings=findings,
    )
