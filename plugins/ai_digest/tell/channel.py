"""What every channel can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ai_digest.tell.post import Post
    from ai_digest.tell.record import Log


class Channel(Protocol):
    """A place where editions are told; its name stands in the record and gives no secret away."""

    @property
    def name(self) -> str:
        """The name in the record and in what is said."""
        ...

    def tell(self, post: Post, log: Log) -> str:
        """Bring the channel to what the post says, and say what was done. Raises TellError."""
        ...
