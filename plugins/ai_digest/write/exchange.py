"""Asking until an answer can be read: the endings of a call, and a second try for an answer out of form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from ai_digest.errors import DraftError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .answers import Answer
    from .client import ClaudeClient

_Read = TypeVar("_Read")
_ENDED = frozenset({"end_turn", "stop_sequence"})
_ENDINGS = {
    "max_tokens": "the answer was cut off at max_tokens; lower the number of stories",
    "model_context_window_exceeded": "the request is too long for the model; lower the number of stories",
}


def ask(
    client: ClaudeClient,
    request: Mapping[str, Any],
    read: Callable[[str], _Read],
    *,
    purpose: str,
    on_open: Callable[[], None] = lambda: None,
) -> _Read:
    """Ask and read the answer; one that cannot be read is asked for once more, with what is wrong.

    `read` raises ValueError (also pydantic's) for an answer out of form. Raises DraftError with the reason
    if there is no answer to be had; then what was kept of it is forgotten.
    """
    asked = [request]
    try:
        answer = client.ask(request, purpose=purpose, on_open=on_open)
        try:
            return read(_text_of(answer))
        except ValueError as error:
            asked.append(_asked_again(request, answer, _problem(error)))
        answer = client.ask(asked[-1], purpose=f"{purpose}, again")
        try:
            return read(_text_of(answer))
        except ValueError as error:
            raise DraftError(f"claude's answer is out of form twice: {_problem(error)}") from error
    except DraftError:
        for useless in asked:
            client.forget(useless)
        raise


def _text_of(answer: Answer) -> str:
    """Return the text of an answer that came to its own end; raises DraftError for any other ending."""
    if answer.stop_reason == "refusal":
        raise DraftError(
            f"claude refused ({answer.refusal or 'no category'}); look at the sources of these stories"
        )
    if answer.stop_reason not in _ENDED:
        reason = f"the answer ended with {answer.stop_reason!r}; try again later"
        raise DraftError(_ENDINGS.get(answer.stop_reason, reason))
    return answer.text


def _asked_again(request: Mapping[str, Any], answer: Answer, problem: str) -> dict[str, Any]:
    messages = [*request["messages"]]
    if answer.text.strip():
        messages.append({"role": "assistant", "content": answer.text.strip()})
        messages.append({"role": "user", "content": f"这份答案不能用：{problem}。请重新给出完整的答案。"})
    else:
        messages[-1] = {**messages[-1], "content": f"{messages[-1]['content']}\n请给出完整的答案。"}
    return {**request, "messages": messages}


def _problem(error: ValueError) -> str:
    """Say in one line what is wrong with an answer, without repeating any of it."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{error.error_count()} problem(s), first {place or 'the whole'}: {first['msg']}"
