"""Message Batches: the write calls of a run at half the price, answered within a day, most within an hour.

    submit ─▶ Pending, kept by the caller ─▶ … ─▶ collect: the answers are kept as if asked for directly

The custom id of a request is its hash, so a result finds its place even if nothing else is known of it. What
is said before the batch is created (`Pending` without an id) lets a run that died in between find it again.
What did not succeed (errored, expired, canceled, missing) is recorded, and asked directly by who collects.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from ai_digest.errors import DigestError, DraftError
from ai_digest.model import Failure

from .answers import request_hash
from .connection import answer_of
from .endings import RejectedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .client import ClaudeClient
    from .connection import Connection
    from .ledger import Ledger
    from .prompt import Asked

_HASH = re.compile(r"[0-9a-f]{64}")
_SKEW = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Pending:
    """A batch on its way: its id ("" while it is not known), when it was submitted, how many calls it has."""

    id: str
    submitted: dt.datetime
    calls: int


class SubmittedError(DigestError):
    """The write calls are on their way in a batch: there is no draft yet, and nothing is wrong."""

    exit_code = 0


class WaitingError(DigestError):
    """The batch has not ended; there is no edition yet."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class BatchDesk:
    """Submits and collects batches; `note` keeps what is pending, None when nothing is any more."""

    connection: Connection
    client: ClaudeClient
    ledger: Ledger
    note: Callable[[Pending | None], None]

    def submit(self, calls: Sequence[Asked], now: dt.datetime) -> Pending:
        """Submit the calls as one batch. Raises DraftError if the API does not take them."""
        requests = [{"custom_id": request_hash(asked.request), "params": asked.request} for asked in calls]
        self.note(Pending("", now, len(calls)))
        try:
            batch = self.connection.call(
                lambda sdk: sdk.messages.batches.create(requests=cast("Any", requests)), "the batch"
            )
        except DraftError:
            self.note(None)
            raise
        pending = Pending(batch.id, now, len(calls))
        self.note(pending)
        return pending

    def collect(self, pending: Pending) -> bool:
        """Keep the answers of a batch that has ended; False if it was never submitted.

        Raises WaitingError if it has not ended, or nobody says.
        """
        name = pending.id or self._found(pending)
        if not name:
            self.note(None)
            return False
        try:
            batch = self.connection.call(lambda sdk: sdk.messages.batches.retrieve(name), name)
            if batch.processing_status != "ended":
                raise WaitingError(_waiting(name, pending, "it has not ended"))
            results = self.connection.call(lambda sdk: list(sdk.messages.batches.results(name)), name)
        except RejectedError as error:
            self._fail(name, f"{error}; its calls are asked directly")
            self.note(None)
            return True
        except DraftError as error:
            raise WaitingError(_waiting(name, pending, str(error))) from error
        self._take(name, pending, results)
        self.note(None)
        return True

    def _found(self, pending: Pending) -> str:
        """Return the id of the batch that was being submitted when the run died, "" if it never was."""
        try:
            page = self.connection.call(lambda sdk: sdk.messages.batches.list(limit=20), "the batches")
        except DraftError as error:
            raise WaitingError(_waiting("that was submitted", pending, str(error))) from error
        for batch in page.data:
            counts = batch.request_counts
            total = counts.processing + counts.succeeded + counts.errored + counts.expired + counts.canceled
            if total == pending.calls and batch.created_at >= pending.submitted - _SKEW:
                return str(batch.id)
        return ""

    def _take(self, name: str, pending: Pending, results: Sequence[Any]) -> None:
        for each in results:
            if each.result.type != "succeeded":
                error = f" ({each.result.error.error.message})" if each.result.type == "errored" else ""
                self._fail(name, f"a call {each.result.type}{error}; asked directly")
            elif _HASH.fullmatch(each.custom_id):  # it becomes the name of a file
                self.client.keep(each.custom_id, answer_of(each.result.message, batch=True))
        if len(results) < pending.calls:
            self._fail(name, f"{pending.calls - len(results)} calls have no result; asked directly")

    def _fail(self, subject: str, reason: str) -> None:
        self.ledger.add_failure(Failure("write", subject, " ".join(reason.split())))


def _waiting(name: str, pending: Pending, reason: str) -> str:
    since = f"{pending.submitted:%Y-%m-%d %H:%M} UTC"
    return (
        f"no edition yet: batch {name} of {pending.calls} calls, submitted {since}: {reason}; "
        "run again later, or with --drafter extract to do without it"
    )
