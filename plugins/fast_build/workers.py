"""One piece of work on all cores: processes that are copies of this one, so that they know all it knows.

A copy (fork) needs nothing sent to it: plugins are registered, settings may hold anything. Where there are no
copies (Windows; macOS, whose own libraries do not survive one), and inside a process that must have no
children, this process does all of it.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import selectors
import struct
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_LENGTH = struct.Struct("!Q")
FEWEST = 24  # pieces, for which a second process is worth its start
_MOST = 8  # processes; more wait for the disk
_SHARE = 8  # pieces at a time, so that none waits long for a slow one


def cores() -> int:
    """Return how many processes may work; FAST_BUILD_JOBS says it for a machine that shares its cores."""
    given = os.environ.get("FAST_BUILD_JOBS", "")
    most = (
        int(given)
        if given.isdigit()
        else min(_MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)
    )
    can = sys.platform.startswith("linux") and not multiprocessing.current_process().daemon
    return max(1, most) if can else 1


def spread(
    pieces: Sequence[Any], work: Callable[[Any], Any], advance: Callable[[], None]
) -> Iterator[tuple[Any, Any]]:
    """Yield each piece with its result, None for one whose work failed: its own process did not say why.

    Results come back pickled from processes that this one has made; nothing of it is stored.
    """
    count = min(cores(), max(1, len(pieces) // _SHARE))
    if count == 1:
        for piece in pieces:
            yield piece, work(piece)
            advance()
        return
    with selectors.DefaultSelector() as selector:
        shares = [pieces[number::count] for number in range(count)]
        for share in shares:
            _start(share, work, selector)
        yield from _collect(selector, shares, advance)


def _start(share: Sequence[Any], work: Callable[[Any], Any], selector: selectors.BaseSelector) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(share, work, writing)
    os.close(writing)
    selector.register(reading, selectors.EVENT_READ, child)


def _work(share: Sequence[Any], work: Callable[[Any], Any], writing: int) -> None:
    """Do a share, send each result, and end: no handler of the other process may run here."""
    logging.getLogger().handlers[:] = [logging.NullHandler()]
    try:
        with os.fdopen(writing, "wb") as pipe:
            for piece in share:
                pipe.write(_packed(piece, work))
                pipe.flush()
    finally:
        os._exit(0)


def _packed(piece: Any, work: Callable[[Any], Any]) -> bytes:
    try:
        data = pickle.dumps(work(piece))
    except Exception:  # noqa: BLE001  the other process does it again and hears of it
        data = pickle.dumps(None)
    return _LENGTH.pack(len(data)) + data


def _collect(
    selector: selectors.BaseSelector, shares: Sequence[Sequence[Any]], advance: Callable[[], None]
) -> Iterator[tuple[Any, Any]]:
    buffers = {key.fd: bytearray() for key in selector.get_map().values()}
    waiting = {fd: iter(share) for fd, share in zip(buffers, shares, strict=True)}
    while selector.get_map():
        for key, _ in selector.select():
            data = os.read(key.fd, 1 << 20)
            if not data:
                selector.unregister(key.fd)
                os.close(key.fd)
                os.waitpid(key.data, 0)
                yield from ((piece, None) for piece in waiting[key.fd])
                continue
            buffer = buffers[key.fd]
            buffer += data
            while result := _taken(buffer):
                advance()
                yield next(waiting[key.fd]), result[0]


def _taken(buffer: bytearray) -> tuple[Any] | None:
    if len(buffer) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack_from(buffer)
    end = _LENGTH.size + length
    if len(buffer) < end:
        return None
    result = pickle.loads(bytes(buffer[_LENGTH.size : end]))  # noqa: S301  from a copy of this process
    del buffer[:end]
    return (result,)
