"""Blocks of text, packed into messages that are within Telegram's limits.

    title · points · corrections ─pack─▶ the first message, with the link at its end ─▶ the messages behind it

Everything is measured in UTF-16 code units: so the Bot API counts lengths and the offsets of entities
(https://core.telegram.org/bots/api#messageentity). Pure.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CAPTION = 1024  # of a photo (https://core.telegram.org/bots/api#sendphoto)
MESSAGE = 4096  # of a text (https://core.telegram.org/bots/api#sendmessage)
LEAST = 64  # what is left for words where a message is made smaller


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Block:
    """A text that is not divided, its entity's type ("" for none), and what parts it from the block before.

    The text of a `text_link` is its address.
    """

    text: str
    style: str = ""
    gap: str = "\n"


@dataclass(frozen=True, slots=True)
class Part:
    """One message: its blocks (in the first one the last is the link), and the limit it was made for."""

    blocks: tuple[Block, ...]
    limit: int

    @property
    def text(self) -> str:
        """The text without any markup."""
        return _joined(self.blocks)

    @property
    def entities(self) -> list[dict[str, Any]]:
        """What the Bot API takes as `entities`; offsets and lengths in UTF-16 code units."""
        found, end = [], 0
        for number, block in enumerate(self.blocks):
            start = end + (units(block.gap) if number else 0)
            end = start + units(block.text)
            if block.style:
                entity = {"type": block.style, "offset": start, "length": end - start}
                found.append(entity | ({"url": block.text} if block.style == "text_link" else {}))
        return found

    @property
    def sha256(self) -> str:
        """A hash of the text, by which a change is told."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def smaller(self) -> list[Part]:
        """Return the same blocks in messages of half the size, [] if they cannot be made any smaller."""
        *blocks, last = self.blocks
        link = last if last.style == "text_link" else None
        half = self.limit // 2
        if half - (units(link.gap + link.text) if link else 0) < LEAST:
            return []
        return pack(blocks if link else self.blocks, link, first=half, rest=half)


def pack(blocks: Sequence[Block], link: Block | None, *, first: int, rest: int = MESSAGE) -> list[Part]:
    """Put blocks into as few messages as they need, in their order; the link ends the first one.

    A block goes on into the next message whole; only one that no message could hold is cut. Raises ValueError
    if the link leaves no room for words.
    """
    limit = room = first - (units(link.gap + link.text) if link else 0)
    if room < LEAST:
        raise ValueError(f"a link of {units(link.text) if link else 0} units in a message of {first}")
    made: list[list[Block]] = [[]]
    for number, block in enumerate(blocks):
        for piece in _pieces(block, rest if number else min(room, rest)):
            if made[-1] and units(_joined([*made[-1], piece])) > limit:
                made.append([])
                limit = rest
            made[-1].append(piece)
    made[0] += [link] if link else []
    return [Part(tuple(part), rest if number else first) for number, part in enumerate(made)]


def _joined(blocks: Iterable[Block]) -> str:
    return "".join(f"{block.gap if number else ''}{block.text}" for number, block in enumerate(blocks))


def _pieces(block: Block, limit: int) -> Iterator[Block]:
    """Yield the block, or, if it is longer than a message, pieces of it; no character is cut in two."""
    start = size = 0
    for position, char in enumerate(block.text):
        size += units(char)
        if size > limit:
            yield replace(block, text=block.text[start:position])
            start, size = position, units(char)
    yield replace(block, text=block.text[start:])
