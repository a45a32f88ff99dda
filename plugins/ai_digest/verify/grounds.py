"""What the statements about a story may rest on: the captured texts of its items, read once.

Orders to a language model in a text support nothing (`ai_digest.orders`): a draft that obeyed one falls.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.orders import gives_orders, without_orders
from ai_digest.verify.names import Names, foreign_names
from ai_digest.verify.stubs import stub_in
from ai_digest.verify.support import Basis, judge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ai_digest.model import Item, Story
    from ai_digest.verify.derive import Derivation

_ADDRESS = re.compile(r"https?://|www\.\w|javascript:|data:\w+/|\]\(", re.IGNORECASE)
_MARKUP = re.compile(
    r"</?(?:a|b|i|u|s|p|br|hr|em|strong|div|span|img|script|style|iframe|svg|table|t[dhr]|ul|ol|li|h[1-6]|font|input|form"
    r"|button|video|audio|link|meta|object|embed)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Grounds:
    """The figures and the names that a statement may use."""

    figures: Basis
    names: Names

    def problem(self, text: str, label: str = "") -> tuple[str, tuple[Derivation, ...]]:
        """Say what a statement or its label must not have, "" if it stands; and what it derives."""
        form = form_problem(text) or form_problem(label)
        if form:
            return form, ()
        text = f"{label} {text}".lstrip()
        judged = judge(text, self.figures)
        if judged.missing:
            return f"no source has {', '.join(judged.missing)}", ()
        foreign = foreign_names(text, self.names)
        if foreign:
            return f"no source names {', '.join(foreign)}", ()
        return "", judged.derived


class Library:
    """The grounds of items and stories, each read once."""

    def __init__(self, spellings: tuple[tuple[str, ...], ...]) -> None:
        self._spellings = spellings
        self._figures: dict[str, Basis] = {}

    def of_item(self, item: Item, story: Story) -> Grounds:
        """Return the grounds of a fact: its item's figures, its story's names."""
        return Grounds(self._of(item), self._names([story]))

    def of(self, stories: Iterable[Story]) -> Grounds:
        """Return what all items of some stories say."""
        stories = list(stories)
        figures = Basis.merged(self._of(item) for story in stories for item in story.items)
        return Grounds(figures, self._names(stories))

    def _of(self, item: Item) -> Basis:
        key = f"{item.id} {item.source.name} {len(item.text)}"
        if key not in self._figures:
            self._figures[key] = Basis.of_text(captured(item))
        return self._figures[key]

    def _names(self, stories: list[Story]) -> Names:
        """Return the names of their texts, and of who published them."""
        items = [item for story in stories for item in story.items]
        text = "\n".join(f"{captured(item)}\n{item.source.name}" for item in items)
        return Names.of_text(text, self._spellings)


def captured(item: Item) -> str:
    """Return what an item says: title and text, without orders to a language model."""
    return f"{without_orders(item.title)}\n{without_orders(item.text)}"


def form_problem(text: str) -> str:
    """Say what a statement is that no statement may be, whatever its sources say."""
    if _ADDRESS.search(text):
        return "it brings an address of its own"
    if _MARKUP.search(text):
        return "it brings markup of its own"
    stub = stub_in(text)
    if stub:
        return f"an error text or a placeholder: {stub!r}"
    return "it gives orders to the program" if gives_orders(text) else ""
