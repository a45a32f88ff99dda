"""Verify: a draft → the part of it that its sources support, and a record of what was dropped.

Pure functions from data to data; `lint` does the same for an article as it stands.
"""

from ai_digest.verify.check import check
from ai_digest.verify.lint import Finding, Known, links, lint
from ai_digest.verify.names import names
from ai_digest.verify.numbers import figures

__all__ = ["Finding", "Known", "check", "figures", "links", "lint", "names"]
