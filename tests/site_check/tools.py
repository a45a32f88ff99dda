"""The tools: pinned in package-lock.json and requirements.txt, installed into .cache/site-check."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CACHE = ROOT / ".cache" / "site-check"
NODE_MODULES = CACHE / "node_modules"
PYTHON = CACHE / "python" / "bin" / "python"
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]  # fmt: skip
_DEBIAN = {"node": "nodejs", "npm": "npm", "java": "default-jre-headless", "chromium": "chromium"}


class MissingToolError(Exception):
    """A program that the checks need is not there and could not be installed."""


def prepare() -> None:
    """Install what is missing. Raises MissingToolError."""
    missing = [name for name in _DEBIAN if not shutil.which(name)]
    if missing:
        _install_packages([_DEBIAN[name] for name in missing])
    _node_modules()
    _python()


def run(
    command: list[object], *, text: str | None = None, ok: tuple[int, ...] = (0,)
) -> subprocess.CompletedProcess[str]:
    """Run a tool. Raises MissingToolError with its last words if it ends otherwise than expected."""
    done = subprocess.run(
        [*map(str, command)], input=text, capture_output=True, text=True, check=False, cwd=CACHE,
        env=os.environ | {"CHROME_PATH": shutil.which("chromium") or ""},
    )  # fmt: skip
    if done.returncode not in ok:
        said = (done.stderr or done.stdout).strip()[-2000:]
        raise MissingToolError(f"{command[0]} ended with {done.returncode}: {said}")
    return done


def _install_packages(packages: list[str]) -> None:
    names = " ".join(packages)
    if os.geteuid() or not shutil.which("apt-get"):
        raise MissingToolError(f"the checks of the site need {names}; on Debian: apt-get install {names}")
    subprocess.run(["apt-get", "install", "--yes", "--no-install-recommends", *packages], check=True)


def _node_modules() -> None:
    lock = "package-lock.json"
    if NODE_MODULES.is_dir() and (CACHE / lock).is_file() and _same(HERE / lock, CACHE / lock):
        return
    print("Installing the tools of the site's checks (once) …", flush=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    (CACHE / lock).unlink(missing_ok=True)
    shutil.copy(HERE / "package.json", CACHE)
    lock_text = (HERE / lock).read_text(encoding="utf-8")
    (CACHE / lock).write_text(lock_text, encoding="utf-8")
    run(["npm", "ci", "--no-fund", "--no-audit", "--ignore-scripts"])


def _python() -> None:
    pins, installed = HERE / "requirements.txt", CACHE / "requirements.txt"
    if PYTHON.exists() and installed.is_file() and _same(pins, installed):
        return
    run([sys.executable, "-m", "venv", CACHE / "python"])
    run(
        [
            PYTHON,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
            "--require-hashes",
            "-r",
            pins,
        ]
    )
    shutil.copy(pins, installed)


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()
