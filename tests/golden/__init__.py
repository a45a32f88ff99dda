"""The sample site as it should be: the list of its files, and the plain ones in full.

`make golden` writes it anew after a change that was meant; the difference in git is what to review. Pages are
kept as hashes, for they would be half a megabyte; what programs read is kept as text.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.evidence.conftest import edition, write
from tests.newsroom import ROOT

FOLDER = Path(__file__).resolve().parent / "site"
TREE = "tree.txt"
ADDRESS = "https://example.org/paper"
IN_FULL = {".md", ".txt", ".xml"}
_LEFT_OUT = ("covers/", "images/", "evidence/")  # pictures differ by the version of their library
_FEEDS = "feeds/"


def golden(scratch: Path) -> dict[str, str]:
    """Build the sample content with one edition that has evidence; return the golden files by their name."""
    content, output = scratch / "content", scratch / "output"
    shutil.copytree(ROOT / "content", content)
    write(content, edition())
    command = [sys.executable, "-m", "pelican", content, "-o", output, "-s", ROOT / "publishconf.py"]
    options = ["--fatal", "warnings", "--log-handler", "plain"]
    changes = ["-e", "AI_DIGEST_AT_BUILD=false", "SEARCH_INDEX=false", "AI_DIGEST_COVER_SIZES=0"]
    env = os.environ | {"SITEURL": ADDRESS, "SOURCE_DATE_EPOCH": "1788400000"}
    done = subprocess.run(
        [*map(str, command), *options, *changes],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    paths = sorted(path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())
    kept = [path for path in paths if not path.startswith(_LEFT_OUT)]
    tree = "".join(f"{_hash(output / path)}  {path}\n" for path in kept)
    full = [path for path in kept if Path(path).suffix in IN_FULL and not path.startswith(_FEEDS)]
    return {TREE: tree} | {path: (output / path).read_text(encoding="utf-8") for path in full}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
