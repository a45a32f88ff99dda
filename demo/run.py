"""`make demo`: an edition from the bundled sample sources, and the site around it. No key, no network.

The sources are served on loopback; the edition goes into a scratch copy of content/, so that the project
itself stays as it is.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from demo.server import serving, write_sources  # noqa: E402  the folder above must be known first

SCRATCH = ROOT / "output-demo"
SETTINGS = SCRATCH / "settings.py"
SETTINGS_TEXT = f"""import sys
sys.path.append({str(ROOT)!r})
from pelicanconf import *
AI_DIGEST_AT_BUILD = False
AI_DIGEST_SOURCES = {str(SCRATCH / "sources.toml")!r}
AI_DIGEST_CACHE = {str(SCRATCH / "cache")!r}
"""
EDITION = "2026-09-03"
PORT = 8790


def main() -> int:
    """Lay out the scratch folder, run the digest on the served sources, build, and say where to look."""
    content, site = SCRATCH / "content", SCRATCH / "site"
    shutil.rmtree(SCRATCH, ignore_errors=True)
    shutil.copytree(ROOT / "content", content)
    with serving(_free_port()) as base:
        write_sources(base, SCRATCH / "sources.toml")
        SETTINGS.write_text(SETTINGS_TEXT, encoding="utf-8")
        code = _digest(content)
    if code:
        return code
    print("\nBuilding the site …")
    code = _build(content, site)
    if code == 0:
        print(f"\nThe edition:  {content / 'editions' / EDITION[:4] / EDITION}.md")
        print(f"Its evidence: {content / 'evidence' / EDITION[:4] / EDITION}.json")
        print(f"The site:     {site / 'index.html'}")
        print(f"To browse it: make serve CONTENT={_short(content)} OUTPUT={_short(site)}")
    return code


def _free_port() -> int:
    """Return PORT, so that the links of an earlier demo still lead somewhere, or 0 (any) if it is taken."""
    with socket.socket() as probe:
        return 0 if probe.connect_ex(("127.0.0.1", PORT)) == 0 else PORT


def _digest(content: Path) -> int:
    options = ["--settings", str(SETTINGS), "--content", str(content)]
    return _run("ai_digest.cli", *options, "run", "--date", EDITION, "--drafter", "extract")


def _build(content: Path, site: Path) -> int:
    return _run("pelican", str(content), "-o", str(site), "-s", str(SETTINGS))


def _run(module: str, *arguments: str) -> int:
    return subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, check=False).returncode


def _short(path: Path) -> Path:
    return path.relative_to(ROOT)


if __name__ == "__main__":
    sys.exit(main())
