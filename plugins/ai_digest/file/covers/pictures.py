"""The picture that `coverImage` names: one of the site, one elsewhere, or none that can be shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

_MEASURELESS = (".svg",)
_ORIENTATION, _ON_ITS_SIDE = 0x0112, {5, 6, 7, 8}  # the tag of Exif, and its values for a quarter turn


class State(Enum):
    """What became of a picture."""

    NONE = auto()  # no coverImage
    REMOTE = auto()  # an address elsewhere, used as it is
    READY = auto()  # a file of the site
    OUTSIDE = auto()  # a path that leads out of content/
    MISSING = auto()  # no file there
    BROKEN = auto()  # a file that is no picture, or not a whole one


@dataclass(frozen=True)
class Picture:
    """What `coverImage` says, and what was found there; the size is None where it cannot be measured."""

    address: str
    state: State
    file: Path | None = None
    size: tuple[int, int] | None = None


def look_at(address: str, content: Path, *, whole: bool = True) -> Picture:
    """Find out what is at an address: a path below the content folder, or a full address.

    Without `whole` a picture is known by its beginning, which is quick and does not see that one is cut off.
    """
    if not address:
        return Picture(address, State.NONE)
    try:
        if urlsplit(address).scheme or address.startswith("//"):
            return Picture(address, State.REMOTE)
        file = (content / unquote(address).removeprefix("{static}").lstrip("/")).resolve()
        missing = None if file.is_file() else Picture(address, State.MISSING, file)
    except (OSError, RuntimeError, ValueError):  # no address, a name that no disk takes, links in a ring
        return Picture(address, State.MISSING)
    if not file.is_relative_to(content.resolve()):
        return Picture(address, State.OUTSIDE)
    return missing or _read(address, file, whole=whole)


def problem(picture: Picture) -> str:
    """Say what is wrong with a picture and what to do, "" if nothing is."""
    told = {
        State.OUTSIDE: "leads out of content/",
        State.MISSING: "is no file below content/",
        State.BROKEN: "is no picture that can be read",
    }.get(picture.state)
    advice = "put the picture there, or correct the path"
    return f"picture {picture.address!r} {told}; {advice}" if told else ""


def _read(address: str, file: Path, *, whole: bool) -> Picture:
    if file.suffix.lower() in _MEASURELESS:
        return Picture(address, State.READY, file)
    size = _measure(file, whole=whole)
    return Picture(address, State.READY if size else State.BROKEN, file, size)


def _measure(file: Path, *, whole: bool) -> tuple[int, int] | None:
    """Measure a picture as it is shown; None for one that cannot be read."""
    try:
        with Image.open(file) as image:
            if whole:
                image.load()
            width, height = image.size
            # a PNG would be read to its end to look for what it hardly ever has
            turned = image.format != "PNG" and image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return (height, width) if turned else (width, height)
