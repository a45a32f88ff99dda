"""How a call can end, one class for each ending that a caller treats differently.

DraftError                  no answer, or none that can be read: nothing else to try
├── TooLongError            request or answer is too long for one call: the stories can be divided
│   └── CutOffError         the answer stops at max_tokens: what is complete in it can be kept
├── RefusedError            Claude declines: one of the stories is the cause
├── RejectedError           the API does not take the request (400) or know the model (404)
└── UnreadableError         the answer is out of form, twice
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_digest.errors import DraftError

if TYPE_CHECKING:
    from .answers import Answer

_ENDED = frozenset({"end_turn", "stop_sequence"})


class TooLongError(DraftError):
    """The request is too long for the model or the API, or its answer is."""


class CutOffError(TooLongError):
    """The answer stops at max_tokens; `text` is what there is of it."""

    def __init__(self, text: str) -> None:
        super().__init__("the answer was cut off at max_tokens; lower the number of stories")
        self.text = text


class RefusedError(DraftError):
    """Claude declined to answer."""


class RejectedError(DraftError):
    """The API does not take such a request, or does not know the model; another one may pass."""


class UnreadableError(DraftError):
    """The answer is out of form, and so is the second one; or it ends in a way that is not known."""


def text_of(answer: Answer) -> str:
    """Return the text of an answer that came to its own end; raises DraftError for any other ending."""
    reason = answer.stop_reason
    if reason == "refusal":
        category = answer.refusal or "no category"
        raise RefusedError(f"claude refused ({category}); look at the sources of these stories")
    if reason == "max_tokens":
        raise CutOffError(answer.text)
    if reason == "model_context_window_exceeded":
        raise TooLongError("the request is too long for the model; lower the number of stories")
    if reason not in _ENDED:
        raise UnreadableError(f"the answer ended with {reason!r}; try again later")
    return answer.text
