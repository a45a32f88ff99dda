"""The newest covers in every size, written into the site that is being built.

Only the newest (`AI_DIGEST_COVER_SIZES`): a cover takes a fifth of a second and 250 KB in all its sizes, and
what search engines show large is the news of the last days. The others have the one picture for sharing.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ai_digest.errors import UsageError
from ai_digest.file.covers import COVERS_IN_ALL_SIZES
from ai_digest.file.covers.content import House, cover_of
from ai_digest.file.covers.palette import Scheme, tokens_of
from ai_digest.file.covers.pictures import State, look_at
from ai_digest.file.covers.sizes import FOLDER, of_drawn, of_own, prune, write_missing
from ai_digest.file.covers.stamp import words_of
from ai_digest.file.reading import read_article
from fast_build.hooks import claim

from .cover import Cover, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ai_digest.file.covers.pictures import Picture
    from ai_digest.file.covers.sizes import Derivation, Derived

    from .site import Site

logger = logging.getLogger(__name__)


def give_sizes(articles: Sequence[Any], site: Site, settings: Mapping[str, Any]) -> None:
    """Give the newest articles' covers their sizes; `articles` are in order from the newest.

    A cover whose sizes cannot be made keeps its one picture.
    """
    output = Path(settings["OUTPUT_PATH"])
    kept: list[Derived] = []
    for article in articles[: settings.get("AI_DIGEST_COVER_SIZES", COVERS_IN_ALL_SIZES)]:
        try:
            derivation = _derivation(article, site, settings)
            if derivation:
                write_missing(derivation.files, output)
                kept += derivation.files
                article.cover = _with_sizes(article, derivation, site)
        except (OSError, ValueError, UsageError) as error:
            logger.warning("%s: its cover keeps one size: %s", article, error)
    for derived in kept:
        claim(output / FOLDER / derived.name)
    prune(output, kept)


def _derivation(article: Any, site: Site, settings: Mapping[str, Any]) -> Derivation | None:
    """Decide which files an article's cover has; None if it has no picture of this site."""
    picture = look_at(getattr(article, "coverimage", ""), site.content)
    if picture.state in {State.NONE, State.REMOTE}:
        return None
    words = words_of(picture.file) if picture.file else None
    ready = picture.state is State.READY
    if ready and not words:
        return of_own(picture.file, picture.size) if picture.file and picture.size else None
    words = words or _words(article, settings)
    tokens = tokens_of(Path(settings["THEME"]))
    return of_drawn(words, _stem(picture, article), tokens, _page(article, site), stand_in=not ready)


def _words(article: Any, settings: Mapping[str, Any]) -> Any:
    """Read what the drawn cover says that stands in for a picture that cannot be shown."""
    source = read_article(Path(article.source_path))
    house = House(str(settings["SITENAME"]), str(settings.get("AI_DIGEST_CATEGORY", "")))
    return cover_of(source, article.date.date(), house)


def _stem(picture: Picture, article: Any) -> str:
    return picture.file.stem if picture.file else str(article.slug)


def _page(article: Any, site: Site) -> str:
    return site.absolute(article.url) or f"/{article.url}"


def _with_sizes(article: Any, derivation: Derivation, site: Site) -> Cover:
    """Return the article's cover with the addresses of its files."""
    cover: Cover = article.cover
    if share := derivation.share:
        address = f"{FOLDER}/{share.name}"
        alt = cover.alt if cover else getattr(article, "coveralt", "") or article.title
        cover = Cover(f"{site.url}/{address}", site.absolute(address), alt, share.width, share.height)
    shapes = (site.absolute(f"{FOLDER}/{derived.name}") for derived in derivation.search)
    dark = [derived for derived in derivation.page if derived.scheme is Scheme.DARK]
    light = [derived for derived in derivation.page if derived.scheme is not Scheme.DARK]
    sources = [Source(_srcset(dark, site), "dark")] if dark else []
    sources += [Source(_srcset(light, site))] if light else []
    return replace(cover, sources=tuple(sources), shapes=tuple(filter(None, shapes)))


def _srcset(files: Sequence[Derived], site: Site) -> str:
    return ", ".join(f"{site.url}/{FOLDER}/{derived.name} {derived.width}w" for derived in files)
