"""The tools of `make site`."""

from __future__ import annotations

from pathlib import Path

from tests.toolbox import ROOT, MissingToolError, Toolbox

__all__ = ["CHROMIUM_FLAGS", "HERE", "NODE_MODULES", "PYTHON", "ROOT", "MissingToolError", "prepare", "run"]

HERE = Path(__file__).resolve().parent
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]  # fmt: skip
_TOOLS = Toolbox(
    HERE,
    ROOT / ".cache" / "site-check",
    {"node": "nodejs", "npm": "npm", "java": "default-jre-headless", "chromium": "chromium"},
)
NODE_MODULES = _TOOLS.node_modules
PYTHON = _TOOLS.python
prepare = _TOOLS.prepare
run = _TOOLS.run
