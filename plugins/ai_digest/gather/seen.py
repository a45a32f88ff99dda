"""Which undated items are new: the date of the edition in whose run each link was first seen."""

from __future__ import annotations

import datetime as dt
import json
import logging
from typing import TYPE_CHECKING

from ai_digest.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


class Seen:
    """First sightings, kept in the cache folder; losing the file only makes old undated items new again."""

    def __init__(self, cache: Path) -> None:
        """Read what is known; a damaged file counts as empty."""
        self._path = cache / "seen.json"
        self._first = self._read()

    def is_new(self, item_id: str, edition: dt.date) -> bool:
        """Tell whether the item was first seen in this edition's run (a rerun gives the same answer)."""
        return self._first.setdefault(item_id, edition.isoformat()) == edition.isoformat()

    def save(self) -> None:
        """Write the sightings down."""
        write_atomic(self._path, json.dumps(self._first, indent=0, sort_keys=True).encode())

    def _read(self) -> dict[str, str]:
        try:
            known = json.loads(self._path.read_bytes())
            return {str(key): dt.date.fromisoformat(value).isoformat() for key, value in known.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError):
            log.warning("the record of items seen before is damaged and starts anew: %s", self._path)
            return {}
