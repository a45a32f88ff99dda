"""The answers Claude is asked for, as types and as the JSON schema that the API enforces.

Stories and items are named by the short ids of the request (S1, I1): fewer tokens, and an invented one is
seen. The API enforces types and required fields, no lengths or ranges; those are looked after when an answer
is turned into a plan or a draft. The order of the fields is the order of writing: a quote is copied before
the fact that rests on it, the facts are there before their headline.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pick(_Answer):
    """A story to be told in full."""

    story: str
    importance: Literal["lead", "main"]
    region: Literal["domestic", "international"]
    reason: str
    tags: list[str]


class SectionPick(_Answer):
    """A section and the stories it will tell, in order."""

    heading: str
    stories: list[Pick]


class BriefPick(_Answer):
    """A story for 更多动态."""

    story: str
    region: Literal["domestic", "international"]
    reason: str
    tags: list[str]


class LeftOutPick(_Answer):
    """A story that is not for this paper, and why."""

    story: str
    reason: str


class SamePick(_Answer):
    """Stories that report one event, the one that is kept first."""

    stories: list[str]


class ChooseAnswer(_Answer):
    """The answer to *choose*: the edition's plan."""

    same: list[SamePick]
    sections: list[SectionPick]
    briefs: list[BriefPick]
    left_out: list[LeftOutPick]
    title: str
    tags: list[str]
    seo: list[str]


class FactText(_Answer):
    """A fact, with the passage of an item that it rests on."""

    item: str
    quote: str
    label: str
    text: str


class StoryText(_Answer):
    """A story told in full; `point` is its bullet in the edition's summary."""

    story: str
    facts: list[FactText]
    insights: list[str]
    impact: list[str]
    headline: str
    point: str


class BriefText(_Answer):
    """A story told in one line."""

    story: str
    headline: str
    line: str


class WriteAnswer(_Answer):
    """The answer to *write*: one shape for sections and 更多动态, so that both share the cached prefix."""

    stories: list[StoryText]
    briefs: list[BriefText]


class RepairText(_Answer):
    """A statement put right; `item` and `quote` are of a fact, an empty `text` gives the statement up."""

    statement: str
    item: str
    quote: str
    label: str
    text: str


class RepairAnswer(_Answer):
    """The answer to *repair*."""

    repairs: list[RepairText]


def output_schema(answer: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema for `output_config`, in the form that the SDK's `transform_schema` gives.

    That is pydantic's, without titles, descriptions and the types of enums. All fields are required, every
    object refuses additional properties (`extra="forbid"`), nothing recurses.
    """
    schema = _bare(answer.model_json_schema())
    return TypeAdapter(dict[str, Any]).validate_python(schema)


def _bare(node: Any, *, names: bool = False) -> Any:
    """Drop the annotations of a schema; where the keys are `names` of fields or types, keep them all."""
    if isinstance(node, list):
        return [_bare(part) for part in node]
    if not isinstance(node, dict):
        return node
    dropped = set() if names else {"title", "description"} | ({"type"} if "enum" in node else set())
    return {
        key: _bare(value, names=not names and key in {"properties", "$defs"})
        for key, value in node.items()
        if key not in dropped
    }
