"""sources.toml: read, and checked whole, so that a person sees every mistake at once."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self
from urllib.parse import urldefrag, urljoin, urlsplit

import soupsieve
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from ai_digest.errors import UsageError, explain
from ai_digest.model import Kind, Region, Selectors, Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Text = Annotated[str, Field(min_length=1)]
SELECTORS = ("item", "title", "link", "date")


class _Entry(BaseModel):
    """One `[[source]]` table as a person writes it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: Text
    url: Text
    kind: Kind = Kind.FEED
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]+)?$")]
    region: Literal[Region.DOMESTIC, Region.INTERNATIONAL]
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0
    full_text: bool = False
    private: bool = False
    item: str = ""
    title: str = ""
    link: str = ""
    date: str = ""

    @field_validator("url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        if not is_web_address(value):
            raise ValueError("an address such as 'https://site.example/feed' is expected")
        return value

    @field_validator(*SELECTORS)
    @classmethod
    def _is_selector(cls, value: str) -> str:
        try:
            soupsieve.compile(value or "a")
        except soupsieve.SelectorSyntaxError as error:
            raise ValueError(f"no CSS selector: {str(error).splitlines()[0]}") from error
        return value

    @model_validator(mode="after")
    def _selectors_fit_kind(self) -> Self:
        given = [key for key in SELECTORS if getattr(self, key)]
        if self.kind is Kind.PAGE and not self.item:
            raise ValueError("a page needs the CSS selector 'item' (and mostly 'title', 'link', 'date')")
        if self.kind is Kind.FEED and given:
            raise ValueError(f"{', '.join(given)}: selectors are for kind = 'page'")
        return self

    def as_source(self) -> Source:
        page = self.kind is Kind.PAGE
        return Source(
            name=self.name,
            url=self.url,
            language=self.language,
            region=self.region,
            kind=self.kind,
            weight=self.weight,
            full_text=self.full_text,
            private=self.private,
            selectors=Selectors(self.item, self.title, self.link, self.date) if page else None,
        )


def is_web_address(address: str) -> bool:
    """Tell whether an address is http or https with a host, and has no blank or control character in it."""
    try:
        parts = urlsplit(address)
        port_is_number = parts.port is None or parts.port > 0
    except ValueError:
        return False
    clean = address.isprintable() and " " not in address
    return clean and port_is_number and parts.scheme in {"http", "https"} and bool(parts.hostname)


def absolute(base: str, link: str) -> str:
    """Resolve a link against the address of its page; "" if that gives no web address or the page itself."""
    try:
        resolved = urljoin(base, link.strip())
    except ValueError:
        return ""
    return resolved if is_web_address(resolved) and urldefrag(resolved).url != urldefrag(base).url else ""


def load_sources(path: Path, *, empty_ok: bool = False) -> tuple[Source, ...]:
    """Read the catalogue. Raises UsageError with one line for each mistake, naming the entry and the key.

    `empty_ok`: a file that is missing or has no sources yet is no mistake.
    """
    if empty_ok and not path.exists():
        return ()
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"cannot read sources {str(path)!r}: {error.strerror}; pass --sources FILE"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name}: not valid TOML: {error}") from error
    return parse_sources(text, path.name, empty_ok=empty_ok)


def parse_sources(text: str, name: str, *, empty_ok: bool = False) -> tuple[Source, ...]:
    """Read a catalogue's text; `name` is what its mistakes call the file. Raises UsageError."""
    return check_entries(_tables(text, name, empty_ok=empty_ok), name)


def check_entries(entries: list[dict[str, Any]], name: str) -> tuple[Source, ...]:
    """Check the entries of a catalogue as a whole. Raises UsageError with a line for each mistake."""
    problems: list[str] = []
    sources: list[Source] = []
    for number, table in enumerate(entries, start=1):
        where = f"{name}: source {number} {table.get('name', '(no name)')!r}"
        try:
            sources.append(_Entry.model_validate(table).as_source())
        except ValidationError as error:
            problems += [f"{where}: {line}" for line in explain(error, _Entry.model_fields)]
    problems += [f"{name}: {line}" for key in ("name", "url") for line in _repeated(entries, key)]
    if problems:
        raise UsageError(*problems)
    return tuple(sources)


def render_source(source: Source) -> str:
    """Write a source as its `[[source]]` table, without the keys that have their default."""
    table: dict[str, str | float | bool] = {"name": source.name, "url": source.url}
    if source.kind is Kind.PAGE:
        table["kind"] = source.kind.value
    table |= {"language": source.language, "region": source.region.value}
    if source.weight != 1:
        table["weight"] = source.weight
    table |= {key: True for key in ("full_text", "private") if getattr(source, key)}
    if source.selectors:
        table |= {key: given for key in SELECTORS if (given := getattr(source.selectors, key))}
    lines = [f"{key} = {_toml(value)}" for key, value in table.items()]
    return "\n".join(["[[source]]", *lines, ""])


def _toml(value: str | float | bool) -> str:  # noqa: FBT001  a value of the file, not a switch
    """Write a value as TOML: JSON's strings are TOML's, save for DEL (TOML 1.0, "String")."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _tables(text: str, name: str, *, empty_ok: bool) -> list[dict[str, Any]]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name}: not valid TOML: {error}") from error
    unknown = sorted(set(document) - {"source"})
    if unknown:
        raise UsageError(f"{name}: unknown table {unknown[0]!r}; each source is a [[source]] table")
    tables = document.get("source", [])
    if empty_ok and "source" not in document:
        return []
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise UsageError(f"{name}: no sources; add at least one [[source]] table")
    return tables


def _repeated(tables: Iterable[dict[str, Any]], key: str) -> list[str]:
    first: dict[Any, int] = {}
    lines = []
    for number, table in enumerate(tables, start=1):
        value = str(table.get(key, number)).strip()
        if first.setdefault(value, number) != number:
            lines.append(
                f"source {number} {table.get('name', '(no name)')!r}: key {key!r}: "
                f"source {first[value]} has {value!r} already"
            )
    return lines
