"""A bar for what takes longer than two seconds, on a terminal; nothing elsewhere."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress

_PATIENCE = 2.0  # seconds


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Give what is to be called after each piece. The bar is drawn by these calls: no thread, no clock."""
    from pelican.log import console

    started, bar, done = time.monotonic(), None, 0

    def advance() -> None:
        nonlocal bar, done
        done += 1
        if bar is None and console.is_terminal and time.monotonic() - started > _PATIENCE:
            bar = _drawn(what, total)
        if bar is not None:
            bar.update(bar.task_ids[0], completed=done)
            bar.refresh()

    try:
        yield advance
    finally:
        if bar is not None:
            bar.stop()


def _drawn(what: str, total: int) -> Progress:
    from pelican.log import console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:<8}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=console, auto_refresh=False, transient=True)
    bar.add_task(what, total=total)
    bar.start()
    return bar
