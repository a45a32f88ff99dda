"""The captured texts of the last editions' stories, in the cache: what a redraft writes from.

Never in git and never on the site. Losing them does no harm: pages are then asked for again.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from ai_digest.atomic import write_atomic

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from ai_digest.model import Draft, Item

log = logging.getLogger(__name__)

EDITIONS = 14  # so many editions' texts are kept, 1 MB each at most days


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    texts: dict[str, str]


class Captures:
    """One file an edition: text by the item's id."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / "told"

    def texts(self, date: dt.date) -> dict[str, str]:
        """Return what is kept of an edition; nothing where that is lost or damaged."""
        try:
            return dict(_Kept.model_validate_json(self._path(date).read_bytes()).texts)
        except FileNotFoundError:
            return {}
        except (OSError, ValidationError):
            log.warning("the captured texts cannot be read: %s; pages are asked for again", self._path(date))
            return {}

    def keep(self, date: dt.date, items: Iterable[Item]) -> None:
        """Keep the texts of an edition's items beside those it has, and let the oldest editions go."""
        texts = self.texts(date) | {item.id: item.text for item in items}
        try:
            write_atomic(self._path(date), _Kept(texts=texts).model_dump_json().encode())
            for old in sorted(self._folder.glob("*.json"))[:-EDITIONS]:
                old.unlink(missing_ok=True)
        except OSError as error:
            log.warning("a redraft will have to ask for pages again: %s: %s", error.filename, error.strerror)

    def _path(self, date: dt.date) -> Path:
        return self._folder / f"{date}.json"


def told_items(draft: Draft) -> list[Item]:
    """Return the items of all stories of a draft."""
    return [item for written in draft.written for item in written.planned.story.items]
