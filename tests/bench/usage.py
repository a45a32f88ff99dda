"""What a command uses: time, processor, memory, and the size of what it writes."""

from __future__ import annotations

import resource
import subprocess
import threading
import time
from pathlib import Path
from typing import NamedTuple


class Usage(NamedTuple):
    """Seconds of the clock, seconds of all processors, peak memory and size of the output in MB."""

    wall: float
    cpu: float
    peak: float
    written: float


def run(command: list[object], *, cwd: Path, output: Path) -> Usage:
    """Run a command to its end. Memory is that of all its processes together, shared pages counted once."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    # nothing it says is needed unless it fails
    with subprocess.Popen(
        [*map(str, command)], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=_env()
    ) as child:
        peak = [0.0]
        watch = threading.Thread(target=_watch, args=(child, peak))
        watch.start()
        said, _ = child.communicate()
        wall = time.perf_counter() - started
        watch.join()
    if child.returncode:
        raise AssertionError(said.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    written = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    return Usage(wall, cpu, peak[0], written / 1e6)


def _env() -> dict[str, str]:
    import os

    return os.environ | {"SITEURL": "https://example.org"}


def _watch(child: subprocess.Popen[bytes], peak: list[float]) -> None:
    while child.poll() is None:
        peak[0] = max(peak[0], sum(map(_memory, _family(child.pid))))
        time.sleep(0.1)


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(member for child in children for member in _family(int(child)))]


def _memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000
