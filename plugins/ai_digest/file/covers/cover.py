"""What a cover says: words only; what it looks like is decided where it is drawn."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  # dataclasses read it
from dataclasses import dataclass
from enum import StrEnum


class Template(StrEnum):
    """How a cover is laid out: by its title, by the day's biggest figure, or by what the day is about."""

    HEADLINE = "headline"
    NUMBERS = "numbers"
    TOPICS = "topics"


@dataclass(frozen=True)
class Figure:
    """A figure as it is printed (600 亿美元), and what it says."""

    printed: str
    label: str


@dataclass(frozen=True)
class Cover:
    """What a cover says.

    `label` is a small tag such as 自动摘录, or empty; `category` is empty for the site's own one; `issue`
    counts the editions from 1, 0 for an article that is none.
    """

    title: str
    date: dt.date
    site: str
    stories: tuple[str, ...] = ()
    label: str = ""
    category: str = ""
    issue: int = 0
    topics: tuple[str, ...] = ()
    figure: Figure | None = None
    template: Template = Template.HEADLINE
