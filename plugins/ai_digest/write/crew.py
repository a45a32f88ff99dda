"""Calls side by side: a few at a time, the first one ahead, so that it opens the prompt cache for the others.

Daemon threads of our own instead of a pool: a pool would hold up the end of the program until the last of its
connections has timed out.
"""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, TypeVar

from ai_digest.errors import DraftError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Work = TypeVar("_Work")
_Done = TypeVar("_Done")
OPENING_WAIT = 10.0  # seconds; a call that begins later than that does not hold up the others
_TICK = 0.2


class Gate:
    """Holds the later calls back until the first one's answer begins, and for good once the run is over."""

    def __init__(self) -> None:
        self._opened = threading.Event()
        self._closed = threading.Event()

    @property
    def is_closed(self) -> bool:
        """Whether the run is over."""
        return self._closed.is_set()

    def open(self) -> None:
        """Let the others go."""
        self._opened.set()

    def close(self) -> None:
        """Stop all who wait and all who come."""
        self._closed.set()
        self._opened.set()

    def wait(self) -> None:
        """Wait for the first call; raises DraftError if the run is over."""
        self._opened.wait(OPENING_WAIT)
        if self._closed.is_set():
            raise DraftError("the run was interrupted; run again")


def side_by_side(
    work: Sequence[_Work],
    do: Callable[[_Work, Gate, bool], _Done],
    *,
    most: int,
    on_tick: Callable[[int], None],
) -> list[_Done]:
    """Do each piece of work, at most `most` at a time; return what came of each, in their order.

    `do` gets the gate and whether it is the first. `on_tick` hears, in the calling thread, how many are done,
    at each end and a few times a second. What a piece raises is raised here, and no further one is begun.
    """
    gate = Gate()
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    ended: queue.SimpleQueue[tuple[int, _Done | BaseException]] = queue.SimpleQueue()
    for position in range(len(work)):
        waiting.put(position)

    def worker() -> None:
        while not gate.is_closed:
            try:
                position = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                ended.put((position, do(work[position], gate, position == 0)))
            except BaseException as error:  # noqa: BLE001  it is raised where the work was asked for
                ended.put((position, error))

    for number in range(min(max(1, most), len(work))):
        threading.Thread(target=worker, name=f"write-{number}", daemon=True).start()
    try:
        return _collect(ended, len(work), on_tick)
    except BaseException:
        gate.close()
        raise


def _collect(
    ended: queue.SimpleQueue[tuple[int, _Done | BaseException]], total: int, on_tick: Callable[[int], None]
) -> list[_Done]:
    done: dict[int, _Done] = {}
    while len(done) < total:
        try:
            position, outcome = ended.get(timeout=_TICK)
        except queue.Empty:
            on_tick(len(done))
            continue
        if isinstance(outcome, BaseException):
            raise outcome
        done[position] = outcome
        on_tick(len(done))
    return [done[position] for position in range(total)]
