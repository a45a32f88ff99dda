"""What a dry run shows: each call that would be made, its tokens, its price, and the requests themselves."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ai_digest.atomic import write_atomic
from ai_digest.write.estimate import likely_cost, prompt_tokens
from ai_digest.write.prices import price_of, price_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ai_digest.config import Options
    from ai_digest.write import Asked

    Calls = Sequence[tuple[str, Asked]]

_NAMELESS = re.compile(r"[^\w-]+")


def show(calls: Calls, options: Options, *, batch: bool) -> Iterator[str]:
    """Yield a line a call, the sum, and what limits there are; all figures are rather too high."""
    total_tokens, total_cost = 0, 0.0
    for purpose, asked in calls:
        model = asked.request["model"]
        tokens = prompt_tokens(asked.request)
        dollars = likely_cost(asked, batch=batch and purpose != "choose")
        total_tokens, total_cost = total_tokens + tokens, total_cost + dollars
        known = f"up to ${dollars:.4f}" if price_of(model) else "price unknown"
        yield f"{purpose}: {model}, about {tokens} tokens in, up to {asked.output_tokens} out, {known}"
    priced = (
        ""
        if all(price_of(asked.request["model"]) for _, asked in calls)
        else ", unknown prices as the dearest"
    )
    yield (
        f"total: {len(calls)} calls, about {total_tokens} tokens in, up to ${total_cost:.4f}"
        f"{' in a batch' if batch else ''} (prices of {price_table().as_of}{priced})"
    )
    yield "not in it: the prompt cache, which makes it cheaper, and one call to repair what fails a check"
    for name, spent, limit in (
        ("AI_DIGEST_MAX_TOKENS", total_tokens, options.max_tokens),
        ("AI_DIGEST_MAX_COST", total_cost, options.max_cost),
    ):
        if limit is not None and spent > limit:
            yield f"over {name} = {limit}: fewer stories would be told in full"


def write_bodies(calls: Calls, folder: Path) -> None:
    """Write each request to a file of its own, in the order of the calls."""
    for number, (purpose, asked) in enumerate(calls):
        name = _NAMELESS.sub("-", purpose).strip("-")[:40]
        text = json.dumps(asked.request, ensure_ascii=False, indent=1)
        write_atomic(folder / f"{number}-{name}.json", f"{text}\n".encode())
