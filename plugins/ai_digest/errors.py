"""What can go wrong, one class for each thing a caller treats differently.

    DigestError                 the root: one line that says what happened and what to do next
    ├── UsageError              settings, sources.toml or arguments are wrong     → exit 2
    ├── NoEditionError          no edition could be made; nothing was written     → exit 3
    ├── TellError               a channel could not be told of an edition        → exit 3
    └── DraftError              the drafter could not write; another may step in

A dead source is no error: it is a row of the run's report (`model.SourceReport`).
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


class DigestError(Exception):
    """Something a person can act on; its text is one line, in lower case, with the next step."""

    exit_code = 1


class UsageError(DigestError):
    """Settings, sources.toml, an article or the command line need a correction by a person.

    Holds one line for each thing to correct, so that all are seen at once.
    """

    exit_code = 2

    def __init__(self, *problems: str) -> None:
        """Take one line a problem; the message is all of them."""
        super().__init__("\n".join(problems))
        self.problems = problems


class NoEditionError(DigestError):
    """The day gives no edition: no source answered, or too few stories are left."""

    exit_code = 3


class TellError(DigestError):
    """A channel could not be told of an edition, or nobody knows whether it was."""

    exit_code = 3


class DraftError(DigestError):
    """The drafter failed for good: no key, no answer, a refusal, an answer out of form."""


def explain(error: ValidationError, known: Iterable[str]) -> list[str]:
    """Put each finding of a failed validation into words: `key 'x': what is wrong`.

    An unknown key is answered with the nearest of the known ones.
    """
    return [_explain_one(found, sorted(known)) for found in error.errors()]


def _explain_one(found: ErrorDetails, known: list[str]) -> str:
    key = ".".join(str(part) for part in found["loc"]) or "value"
    if found["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
        return f"unknown key {key!r}; {hint}"
    if found["type"] == "missing":
        return f"key {key!r} is missing"
    return f"key {key!r}: {found['msg'].removeprefix('Value error, ').lower()}; got {found['input']!r}"
