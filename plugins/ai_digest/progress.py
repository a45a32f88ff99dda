"""How a run tells what it is doing: a live line a stage on a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Protocol, Self

from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console


class Reporter(Protocol):
    """What the stages of a run report to."""

    def stage(self, name: str) -> contextlib.AbstractContextManager[Stage]:
        """Open a stage; it is over when the context ends."""
        ...


class Stage(Protocol):
    """One stage while it runs."""

    def update(self, text: str, done: int = 0, total: int = 0) -> None:
        """Say how far it is, in words with counts; `total` 0 means that there is nothing to count."""
        ...


class _LineStage:
    def __init__(self) -> None:
        self.text = ""

    def update(self, text: str, done: int = 0, total: int = 0) -> None:  # noqa: ARG002  a line shows no bar
        self.text = text


class LineReporter:
    """One plain line for each stage that is over, handed to `say`."""

    def __init__(self, say: Callable[[str], None]) -> None:
        """Take where the lines go: print, or a logger's method."""
        self._say = say

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[Stage]:
        """Collect the stage's last word and say it at the end."""
        stage = _LineStage()
        yield stage
        self._say(f"{name}: {stage.text}")


class _LiveStage:
    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task

    def update(self, text: str, done: int = 0, total: int = 0) -> None:
        self._progress.update(self._task, text=text, completed=done, total=total or None)


class LiveReporter:
    """A line a stage with a bar that moves, on a terminal."""

    def __init__(self, console: Console) -> None:
        """Draw on the given console."""
        self._progress = Progress(
            TextColumn("{task.fields[stage]:<8}", style="bold"),
            BarColumn(bar_width=18),
            TimeElapsedColumn(),
            TextColumn("{task.fields[text]}", markup=False),
            console=console,
        )

    def __enter__(self) -> Self:
        """Begin to draw."""
        self._progress.start()
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop drawing and leave the last state on the screen."""
        self._progress.stop()

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[Stage]:
        """Add a line for the stage; its bar is full when the stage is over."""
        task = self._progress.add_task(name, stage=name, text="…", total=None)
        stage = _LiveStage(self._progress, task)
        yield stage
        self._progress.update(task, completed=1, total=1)


@contextlib.contextmanager
def reporter_on(console: Console) -> Iterator[Reporter]:
    """Give a live reporter on a terminal, else one that prints plain lines."""
    if console.is_terminal:
        with LiveReporter(console) as live:
            yield live
    else:
        yield LineReporter(lambda line: console.print(line, markup=False, highlight=False, soft_wrap=True))
