"""What is told of an edition, the same in every channel."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.tell.parts import Block

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Post:
    """An edition in a few lines: plain text, each on one line; `page` is its address.

    `label` says that it is an extract, "" if it is not; `picture` is a file that Telegram takes, or None.
    """

    title: str
    label: str
    points: tuple[str, ...]
    corrections: tuple[str, ...]
    page: str
    moved: str  # what a message says whose points have moved into an earlier one
    picture: Path | None = None

    def blocks(self) -> list[Block]:
        """Return everything but the link, in order."""
        label = [Block(self.label, "italic")] if self.label else []
        points = [
            Block(f"• {point}", gap="\n" if number else "\n\n") for number, point in enumerate(self.points)
        ]
        added = [Block(text, gap="\n" if number else "\n\n") for number, text in enumerate(self.corrections)]
        return [Block(self.title, "bold"), *label, *points, *added]

    @property
    def link(self) -> Block:
        """The address of the page, which a reader can see."""
        return Block(self.page, "text_link", "\n\n")

    @property
    def body(self) -> str:
        """Everything but the title, for channels that want the two apart."""
        blocks = [*self.blocks()[1:], self.link]
        return "".join(f"{block.gap}{block.text}" for block in blocks).lstrip("\n")

    @property
    def sha256(self) -> str:
        """A hash of the whole text, by which a correction is told."""
        return hashlib.sha256(f"{self.title}\n{self.body}".encode()).hexdigest()

    def placeholder(self) -> Block:
        """Return what a message says that the post no longer needs."""
        return Block(self.moved)
