"""How many tokens a request has, before it is sent: counted here, by a rule that would rather say too many.

The API's own counting is a request of its own, which a dry run must not send. The rule: 1.25 tokens for each
character of Chinese, Japanese or Korean writing and its punctuation, one for each three others. Current
tokenizers need about 0.7 to 1.2 and one for 3.5 to 4.5; what the API really counted stands in the evidence.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

from .prices import Usage, cost_at_most

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .prompt import Asked

_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
_PER_WIDE = 1.25
_OTHERS_A_TOKEN = 3
_FRAME = 50  # roles and markers of a request


def tokens_of(text: str) -> int:
    """Return the tokens of a text, rather too many than too few."""
    wide = len(_WIDE.findall(text))
    return math.ceil(wide * _PER_WIDE + (len(text) - wide) / _OTHERS_A_TOKEN)


def prompt_tokens(request: Mapping[str, Any]) -> int:
    """Return the tokens of a request: system prompt, messages, and the schema of its answer."""
    texts = [block["text"] for block in request["system"]]
    texts += [message["content"] for message in request["messages"]]
    schema = json.dumps(request["output_config"], ensure_ascii=False)
    return _FRAME + sum(map(tokens_of, [*texts, schema]))


def likely_usage(asked: Asked) -> Usage:
    """Return what a call will use at most, as far as can be foreseen; nothing from the prompt cache."""
    return Usage(0, prompt_tokens(asked.request), 0, asked.output_tokens)


def likely_cost(asked: Asked, *, batch: bool = False) -> float:
    """Return what a call will cost at most, in US dollars; an unknown model is as dear as the dearest."""
    return cost_at_most(asked.request["model"], likely_usage(asked), batch=batch)
