"""The one door to the Messages API: a request goes out, a complete answer or a DraftError comes back.

Every answer is kept before it is used, entered in the ledger, and counted against the budget.
"""

from __future__ import annotations

import threading
import uuid
from typing import TYPE_CHECKING, Any

from ai_digest.errors import DraftError
from ai_digest.model import Call, Failure

from .answers import Answer, AnswerCache, request_hash
from .budget import Budget, Spent, used_by
from .prices import cost

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from .connection import Connection
    from .ledger import Ledger
    from .prompt import Asked


class ClaudeClient:
    """Asks for answers, kept ones first.

    `run` names the run; answers that it paid for before it died count as its own.
    """

    def __init__(
        self, connection: Connection, *, cache: Path, ledger: Ledger, budget: Budget, run: str = ""
    ) -> None:
        self._connection = connection
        self._answers = AnswerCache(cache / "claude")
        self._ledger = ledger
        self._budget = budget
        self._run = run or uuid.uuid4().hex
        self._keeping = threading.Lock()
        self._is_over = False
        self._useless: list[Mapping[str, Any]] = []

    def ask(
        self,
        asked: Asked,
        *,
        purpose: str,
        on_open: Callable[[], None] = lambda: None,
        on_text: Callable[[str], None] = lambda _text: None,
    ) -> Answer:
        """Return the answer to a request, the kept one if it was asked before.

        `on_open` is called when an answer begins to arrive, `on_text` with each part of it. Raises DraftError
        with the reason if none does, OverBudgetError if the request may not be sent.
        """
        kept = self._answers.get(asked.request)
        model = asked.request["model"]
        if kept is None:
            answer = self._send(asked, on_open, on_text)
            self._enter(purpose, model, answer)
            return answer
        is_own = kept.run == self._run
        if is_own:
            self._budget.settle(Spent(), used_by(model, kept.usage, batch=kept.batch))
        self._enter(purpose, model, kept, cached=not is_own)
        return kept

    def has(self, asked: Asked) -> bool:
        """Tell whether a request was answered before."""
        return self._answers.get(asked.request) is not None

    def keep(self, name: str, answer: Answer) -> None:
        """Keep an answer that arrived in a batch, for the request of that hash."""
        self._keep(name, answer.model_copy(update={"run": self._run}))

    def set_aside(self, asked: Asked) -> None:
        """Note that the answer to a request is of no use: it is forgotten when the run is over."""
        self._useless.append(asked.request)

    def finish(self) -> None:
        """Forget the answers of no use: the run is over, and the next one may ask anew."""
        for request in self._useless:
            self._answers.forget(request)

    def close(self, *, for_good: bool = False) -> None:
        """Close the connections; after `for_good` nothing is sent or written any more."""
        self._connection.close(for_good=for_good)
        if for_good:
            with self._keeping:
                self._is_over = True

    def _send(self, asked: Asked, on_open: Callable[[], None], on_text: Callable[[str], None]) -> Answer:
        reserved = self._budget.reserve(asked)
        used = Spent()
        try:
            answer = self._connection.stream(asked.request, on_open=on_open, on_text=on_text)
            used = used_by(asked.request["model"], answer.usage)
        finally:
            self._budget.settle(reserved, used)
        answer = answer.model_copy(update={"run": self._run})
        self._keep(request_hash(asked.request), answer)
        return answer

    def _keep(self, name: str, answer: Answer) -> None:
        with self._keeping:
            if self._is_over:
                raise DraftError("the run was interrupted; run again")
            try:
                self._answers.put(name, answer)
            except OSError as error:
                reason = f"an answer could not be kept, a later run pays for it again: {error}"
                self._ledger.add_failure(Failure("write", "cache", reason))

    def _enter(self, purpose: str, model: str, answer: Answer, *, cached: bool = False) -> None:
        usage = answer.usage
        self._ledger.add_call(
            Call(
                purpose=purpose,
                model=model,
                input_tokens=usage.input_tokens,
                cache_write_tokens=usage.cache_write_tokens,
                cache_read_tokens=usage.cache_read_tokens,
                output_tokens=usage.output_tokens,
                cost=0.0 if cached else cost(model, usage, batch=answer.batch),
                cached=cached,
                batch=answer.batch,
            )
        )
