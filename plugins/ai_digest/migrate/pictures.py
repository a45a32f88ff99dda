"""Pictures that come along: known by what they hold, not by their names, and called by date and hash."""

from __future__ import annotations

import hashlib
import io
import warnings
from typing import TYPE_CHECKING

from PIL import Image

from ai_digest.atomic import write_new

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

LARGEST = 20 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000
SUFFIXES = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
SAID = "PNG, JPEG, GIF, WebP or AVIF"


def suffix_of(content: bytes) -> str:
    """Return the suffix for a picture. Raises ValueError with the reason if it is none that may be shown.

    The whole picture is decoded once: one that is cut off would be a gap on the page.
    """
    if len(content) > LARGEST:
        raise ValueError(f"is larger than {LARGEST // 1024**2} MiB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a picture of too many pixels is only warned of at first
            with Image.open(io.BytesIO(content), formats=list(SUFFIXES)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise ValueError(f"has more than {MOST_PIXELS:,} pixels")
                image.load()
                return SUFFIXES[image.format or ""]
    except (OSError, SyntaxError, Warning, Image.DecompressionBombError, KeyError) as error:
        raise ValueError(f"is no whole picture ({SAID})") from error


def name_of(content: bytes, date: dt.date, suffix: str) -> str:
    """Return the file's name: the same picture of the same day has the same."""
    return f"{date:%Y-%m-%d}-{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"


def keep(path: Path, content: bytes) -> None:
    """Write a picture unless it is there. Raises FileExistsError if another one has its name."""
    try:
        write_new(path, content)
    except FileExistsError:
        if path.read_bytes() != content:
            raise
