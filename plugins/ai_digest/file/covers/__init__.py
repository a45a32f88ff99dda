"""Covers: drawn by the program, without a model and without the network.

cover: what one says. content: an article → what its cover says (figures). draw: the template (headline,
numbers, topics) on a sheet (motif, palette; titles and typeset with characters, words and face). stamp:
metadata, and the words in the file. pictures: what `coverImage` names. sizes: the other sizes, for a build.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ai_digest.file.covers.cover import Cover
    from ai_digest.file.covers.palette import Tokens

# A cover in all sizes takes a fifth of a second and 250 KB; news surfaces show the last days.
COVERS_IN_ALL_SIZES = 7

log = logging.getLogger(__name__)


def draw_cover(cover: Cover, tokens: Tokens, page: str = "") -> bytes:
    """Return the PNG for sharing, 1200×630; the same cover, colours and page give the same bytes."""
    from ai_digest.file.covers.draw import draw
    from ai_digest.file.covers.stamp import png

    return png(draw(cover, tokens=tokens), cover, page)


def missing_in(cover: Cover) -> tuple[str, ...]:
    """Return the characters of a cover's words that its font has no glyph for."""
    from ai_digest.file.covers.characters import missing
    from ai_digest.file.covers.face import bundled_face

    return missing("".join((cover.title, *cover.stories, *cover.topics, cover.site)), bundled_face())


def warn_of_missing(cover: Cover) -> None:
    """Say in the log what the font lacks; something stands in for it, or it is left out."""
    if lacking := missing_in(cover):
        characters = " ".join(lacking)
        log.warning("cover of %s: the font has no %s; 〓 or a plain form stands in", cover.date, characters)
