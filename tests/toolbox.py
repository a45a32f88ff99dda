"""Tools that judge the project and are no part of it: pinned beside their check, installed into .cache/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]


class MissingToolError(Exception):
    """A program that a check needs is not there and could not be installed, or it did not end well."""


@dataclass(frozen=True)
class Toolbox:
    """The tools of one check.

    `home` holds package.json, package-lock.json and requirements.txt, `cache` is where they are installed;
    `programs` are commands of the system with the Debian package that has them.
    """

    home: Path
    cache: Path
    programs: Mapping[str, str]

    @property
    def node_modules(self) -> Path:
        """Return where the packages of npm are."""
        return self.cache / "node_modules"

    @property
    def python(self) -> Path:
        """Return the Python that has the packages of requirements.txt; its commands are beside it."""
        return self.cache / "python" / "bin" / "python"

    def prepare(self) -> None:
        """Install what is missing. Raises MissingToolError."""
        missing = [name for name in self.programs if not shutil.which(name)]
        if missing:
            _install_packages([self.programs[name] for name in missing])
        self._install_node_modules()
        self._install_python()

    def run(
        self, command: Sequence[object], *, text: str | None = None, ok: tuple[int, ...] = (0,)
    ) -> subprocess.CompletedProcess[str]:
        """Run a tool. Raises MissingToolError with its last words if it ends otherwise than expected."""
        done = subprocess.run(
            [*map(str, command)], input=text, capture_output=True, text=True, check=False, cwd=self.cache,
            env=os.environ | {"CHROME_PATH": shutil.which("chromium") or ""},
        )  # fmt: skip
        if done.returncode not in ok:
            said = (done.stderr or done.stdout).strip()[-2000:]
            raise MissingToolError(f"{command[0]} ended with {done.returncode}: {said}")
        return done

    def _install_node_modules(self) -> None:
        pins, installed = self.home / "package-lock.json", self.cache / "package-lock.json"
        if self.node_modules.is_dir() and _same(pins, installed):
            return
        print(f"Installing the tools of {self.cache.name} (once) …", flush=True)
        self.cache.mkdir(parents=True, exist_ok=True)
        installed.unlink(missing_ok=True)
        shutil.copy(self.home / "package.json", self.cache)
        installed.write_bytes(pins.read_bytes())
        self.run(["npm", "ci", "--no-fund", "--no-audit", "--ignore-scripts"])

    def _install_python(self) -> None:
        pins, installed = self.home / "requirements.txt", self.cache / "requirements.txt"
        if self.python.exists() and _same(pins, installed):
            return
        self.run([sys.executable, "-m", "venv", self.cache / "python"])
        pip = [self.python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        self.run([*pip, "--require-hashes", "-r", pins])
        shutil.copy(pins, installed)


def _install_packages(packages: list[str]) -> None:
    names = " ".join(packages)
    if os.geteuid() or not shutil.which("apt-get"):
        raise MissingToolError(f"this check needs {names}; on Debian: apt-get install {names}")
    subprocess.run(["apt-get", "install", "--yes", "--no-install-recommends", *packages], check=True)


def _same(pins: Path, installed: Path) -> bool:
    return installed.is_file() and pins.read_bytes() == installed.read_bytes()
