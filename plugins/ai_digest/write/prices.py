"""What a call costs, from the dated table in prices.toml."""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from pydantic import BaseModel, ConfigDict

_MILLION = 1_000_000
_BATCH = 0.5  # of every price, the prompt cache's included
_DATED = re.compile(r"-\d{8}$")


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call as the API counts them; the four do not overlap."""

    input_tokens: int
    cache_write_tokens: int
    cache_read_tokens: int
    output_tokens: int

    @property
    def prompt_tokens(self) -> int:
        """All tokens of the prompt, however they were billed."""
        return self.input_tokens + self.cache_write_tokens + self.cache_read_tokens


class Price(BaseModel):
    """US dollars per million tokens, times `long_factor` above `long_prompt` prompt tokens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: float
    output: float
    cache_write: float
    cache_read: float
    long_prompt: int | None = None
    long_factor: float = 1.0


class PriceTable(BaseModel):
    """The prices of prices.toml and the day on which they were looked up."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    as_of: dt.date
    models: dict[str, Price]


@functools.cache
def price_table() -> PriceTable:
    """Read the shipped table."""
    text = resources.files(__package__).joinpath("prices.toml").read_text(encoding="utf-8")
    return PriceTable.model_validate(tomllib.loads(text))


def price_of(model: str) -> Price | None:
    """Return a model's price, also under its dated name (`…-20261001`); None if it is not listed."""
    models = price_table().models
    return models.get(model) or models.get(_DATED.sub("", model))


def cost(model: str, usage: Usage, *, batch: bool = False) -> float | None:
    """Return a call's price in US dollars, None if the model's price is unknown; a batch costs half."""
    price = price_of(model)
    return _dollars(price, usage, batch=batch) if price else None


def cost_at_most(model: str, usage: Usage, *, batch: bool = False) -> float:
    """Return a call's price, an unknown model's at the rates of the dearest one that is known."""
    known = cost(model, usage, batch=batch)
    if known is not None:
        return known
    return max(_dollars(price, usage, batch=batch) for price in price_table().models.values())


def _dollars(price: Price, usage: Usage, *, batch: bool) -> float:
    dollars = (
        usage.input_tokens * price.input
        + usage.cache_write_tokens * price.cache_write
        + usage.cache_read_tokens * price.cache_read
        + usage.output_tokens * price.output
    ) / _MILLION
    is_long = price.long_prompt is not None and usage.prompt_tokens > price.long_prompt
    return dollars * (price.long_factor if is_long else 1) * (_BATCH if batch else 1)
