"""Import: a folder with a blog's old Markdown articles → articles of this site, and a report.

files ─read─▶ posts ─place─▶ where each goes ─rewrite─▶ texts and pictures ─▶ written, never over a file
└─ what is left out, and why ─────────────────────────────────────────────────▶ report

The folder itself is only read. Nothing here asks a model.
"""

from __future__ import annotations

from ai_digest.migrate.report import Entry, Report
from ai_digest.migrate.run import Wanted, bring_in

__all__ = ["Entry", "Report", "Wanted", "bring_in"]
