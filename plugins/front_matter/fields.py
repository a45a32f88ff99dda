"""YAML front matter as fields, each with its line and its text as written.

The YAML is read by the core schema of YAML 1.2: only `true`, `false`, `null` and plain numbers are more than
text. So `NO` stays a country, `12:30` a time of day, and a date is text until `metadata` reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from .errors import FrontMatterError

_PAIR = "one `name: value` a line"
# What PyYAML says → what a person should have written.
_HINTS = (
    (r"mapping values are not allowed", "quotes around a value that holds `: `"),
    (r"unexpected end of stream|quoted scalar", "a closing quote"),
    (r"escape", '`\\n` or `\\"` after a backslash, or single quotes around the value'),
    (r"expected ',' or|flow (sequence|mapping)", "commas between the values and a closing bracket"),
)


class _CoreLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # C where it is built
    """A safe loader that takes only the scalars of YAML 1.2's core schema for more than text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own way; filled below


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?[0-9]+\.[0-9]+(?:[eE][-+]?[0-9]+)?", list("-+0123456789")),
):
    _CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)


@dataclass(frozen=True, slots=True)
class Field:
    """One value of the front matter.

    `value` is what YAML makes of it; `texts` are its scalars as written (one for a single value, one for each
    entry of a list, none for an empty value); `line` is its line in the file.
    """

    value: Any
    texts: tuple[str, ...]
    line: int


def parse(front_matter: str, first_line: int) -> dict[str, Field]:
    """Read front matter into fields by name in lower case; names keep the order of the file."""
    loader = _CoreLoader(front_matter)
    try:
        return _fields(loader, first_line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, front_matter.count("\n")) if mark else 0
        problem = error.problem or str(error)
        expected = _hint(problem, front_matter.split("\n")[line])
        raise FrontMatterError(first_line + line, f"not valid YAML: {problem}", expected) from error
    except (yaml.YAMLError, ValueError) as error:  # a control character; a value that its tag does not fit
        if isinstance(error, FrontMatterError):
            raise
        reason = str(error).splitlines()[0]
        raise FrontMatterError(first_line, f"not valid YAML: {reason}", _PAIR) from error
    finally:
        loader.dispose()


def _fields(loader: Any, first_line: int) -> dict[str, Field]:
    root = loader.get_single_node()
    if not isinstance(root, yaml.MappingNode):
        raise FrontMatterError(first_line, "the front matter is not a list of names and values", _PAIR)
    fields: dict[str, Field] = {}
    for key, node in root.value:
        line = first_line + key.start_mark.line
        name = str(key.value).lower()
        if not isinstance(key, yaml.ScalarNode):
            raise FrontMatterError(line, "a name that is not a word", _PAIR)
        if name in fields:
            raise FrontMatterError(line, f"{key.value!r} is there twice", "each name once")
        fields[name] = Field(loader.construct_document(node), _texts(node), line)
    return fields


def _texts(node: yaml.Node) -> tuple[str, ...]:
    """Give the scalars of a value or of a list as they were written."""
    entries = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(
        str(entry.value)
        for entry in entries
        if isinstance(entry, yaml.ScalarNode) and not entry.tag.endswith(":null")
    )


def _hint(problem: str, line: str) -> str:
    if line[: len(line) - len(line.lstrip())].count("\t"):
        return "spaces instead of the tab"
    return next((hint for pattern, hint in _HINTS if re.search(pattern, problem)), _PAIR)
