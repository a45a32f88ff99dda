"""Verify: a draft → the part of it that its sources support, and a record of what was dropped.

Pure functions from data to data; `lint` does the same for an article as it stands.
"""

from ai_digest.verify.check import check
from ai_digest.verify.form.address import links
from ai_digest.verify.form.finding import Code, Finding
from ai_digest.verify.form.stubs import conflicts
from ai_digest.verify.form.support import Known, Support
from ai_digest.verify.lint import lint
from ai_digest.verify.names import names
from ai_digest.verify.numbers import Figure, figures

__all__ = [
    "Code",
    "Figure",
    "Finding",
    "Known",
    "Support",
    "check",
    "conflicts",
    "figures",
    "links",
    "lint",
    "names",
]
