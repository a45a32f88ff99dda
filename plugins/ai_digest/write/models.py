"""What the API says of the models: asked for by `doctor --models` only, kept with the day it was said.

A run reads what is kept and warns of a model that is retiring or gone; it asks nothing.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from ai_digest.atomic import write_atomic
from ai_digest.errors import DraftError

from .connection import Connection
from .credential import credential
from .endings import RejectedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from anthropic.types import ModelInfo

log = logging.getLogger(__name__)
_TIMEOUT = 20.0


class ModelState(BaseModel):
    """A model on a day; `unknown` is one that the API does not have."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    as_of: dt.date
    lifecycle: Literal["active", "deprecated", "retired", "unknown"]
    retires: dt.date | None = None
    structured_outputs: bool = True
    batch: bool = True

    @property
    def problem(self) -> str:
        """Say why another model should be chosen, "" if it need not be."""
        if self.lifecycle == "unknown":
            return f"the api does not know it (asked on {self.as_of})"
        if self.lifecycle == "retired":
            return f"it is retired (as of {self.as_of})"
        if self.lifecycle == "deprecated" or self.retires:
            when = f"on {self.retires}" if self.retires else "soon"
            return f"it retires {when} (as of {self.as_of})"
        if not self.structured_outputs:
            return "it has no structured outputs, which every call needs"
        return ""


_STATES = TypeAdapter(dict[str, ModelState])


def look_up(models: Iterable[str], cache: Path, today: dt.date) -> list[ModelState]:
    """Ask the API for each model, once, and keep what it says. Raises DraftError if it cannot be asked."""
    credential()
    connection = Connection(timeout=_TIMEOUT, max_retries=1)
    try:
        states = [_ask(connection, model, today) for model in dict.fromkeys(models)]
    finally:
        connection.close()
    known = _read(cache) | {state.id: state for state in states}
    write_atomic(_path(cache), _STATES.dump_json(known, indent=1))
    return states


def warnings(cache: Path, models: Iterable[str]) -> list[tuple[str, str]]:
    """Return each of the models of which something is known to be wrong, with what to do."""
    known = _read(cache)
    return [
        (model, f"{known[model].problem}; choose another one in the settings")
        for model in dict.fromkeys(models)
        if model in known and known[model].problem
    ]


def _ask(connection: Connection, model: str, today: dt.date) -> ModelState:
    try:
        return _state(connection.call(lambda sdk: sdk.models.retrieve(model), model), model, today)
    except RejectedError:
        return ModelState(id=model, as_of=today, lifecycle="unknown")
    except ValidationError as error:
        raise DraftError(f"the api says something unknown of {model!r}; update the program") from error


def _state(info: ModelInfo, model: str, today: dt.date) -> ModelState:
    able = info.capabilities
    return ModelState(
        id=model,
        as_of=today,
        lifecycle=info.lifecycle,
        retires=info.retires_at.date() if info.retires_at else None,
        structured_outputs=able.structured_outputs.supported if able else True,
        batch=able.batch.supported if able else True,
    )


def _path(cache: Path) -> Path:
    return cache / "models.json"


def _read(cache: Path) -> dict[str, ModelState]:
    try:
        return _STATES.validate_json(_path(cache).read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError):
        log.warning("what is known of the models is damaged and is forgotten: %s", _path(cache))
        return {}
