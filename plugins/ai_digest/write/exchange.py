"""Asking until an answer can be read: a second try for an answer out of form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError

from ai_digest.errors import DraftError

from .endings import UnreadableError, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .answers import Answer
    from .client import ClaudeClient
    from .prompt import Asked

_Read = TypeVar("_Read")


class PoorError(ValueError, Generic[_Read]):
    """An answer that can be used but is not what was asked for: better ones are welcome, once."""

    def __init__(self, problem: str, value: _Read) -> None:
        super().__init__(problem)
        self.value = value


def ask(
    client: ClaudeClient,
    asked: Asked,
    read: Callable[[str], _Read],
    *,
    purpose: str,
    on_open: Callable[[], None] = lambda: None,
    on_text: Callable[[str], None] = lambda _text: None,
) -> _Read:
    """Ask and read the answer; one that cannot be read is asked for once more, with what is wrong.

    `read` raises ValueError (also pydantic's) for an answer out of form, PoorError for a poor one, which is
    taken if the second one is no better. Raises DraftError with the reason if there is no answer to be had;
    then what was kept of it is set aside.
    """
    tries = [asked]
    poor: list[_Read] = []
    try:
        answer = client.ask(asked, purpose=purpose, on_open=on_open, on_text=on_text)
        try:
            return read(text_of(answer))
        except ValueError as error:
            poor += [error.value] if isinstance(error, PoorError) else []
            tries.append(replace(asked, request=_asked_again(asked.request, answer, _problem(error))))
        answer = client.ask(tries[-1], purpose=f"{purpose}, again", on_text=on_text)
        return _second(answer, read)
    except DraftError:
        if poor:
            return poor[0]
        for useless in tries:
            client.set_aside(useless)
        raise


def _second(answer: Answer, read: Callable[[str], _Read]) -> _Read:
    try:
        return read(text_of(answer))
    except PoorError as error:
        value: _Read = error.value
        return value
    except ValueError as error:
        raise UnreadableError(f"claude's answer is out of form twice: {_problem(error)}") from error


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
