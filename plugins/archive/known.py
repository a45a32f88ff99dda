"""What the evidence of an edition knows of its stories, as far as the archive needs it.

Read for every edition of the site before a page is written; therefore only these fields, which takes a sixth
of the time of reading the whole record.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from ai_digest.links import canonical

if TYPE_CHECKING:
    from ai_digest.file.shelf import Shelf


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Earlier(_Part):
    """The earlier story that a story goes on from."""

    edition: dt.date
    story: str


class Known(_Part):
    """A story as the evidence has it; `thread` is the id of the first story of its thread."""

    id: str
    link: str
    tags: tuple[str, ...] = ()
    thread: str = ""
    follows: Earlier | None = None


class _Stories(_Part):
    stories: tuple[Known, ...]


def known_stories(shelf: Shelf, edition: str) -> dict[str, Known]:
    """Return the stories of an edition by their link; none where there is no evidence that can be read.

    Damaged evidence is reported by the plugin that shows it.
    """
    try:
        data = shelf.evidence(dt.date.fromisoformat(edition)).read_bytes()
        return {canonical(story.link): story for story in _Stories.model_validate_json(data).stories}
    except (OSError, ValueError, ValidationError):
        return {}
