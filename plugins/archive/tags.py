"""Tags by one name each, and in groups.

`TAG_ALIASES` maps other spellings to a tag's name; capitals do not matter. `TAG_GROUPS` maps the name of a
group to its tags.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pelican.urlwrappers import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .stories import Told

LONGEST = 200  # tags that are in no group


class Groups(NamedTuple):
    """The tags of the site: by group, the most frequent of the others, and how many more there are."""

    named: list[tuple[str, list[Any]]]
    others: list[Any]
    more: int


def aliases_of(settings: Mapping[str, Any]) -> dict[str, str]:
    """Read the aliases."""
    aliases = settings.get("TAG_ALIASES") or {}
    return {str(alias).casefold(): str(name) for alias, name in aliases.items()}


def name_tags(articles: Iterable[Any], settings: Mapping[str, Any]) -> None:
    """Give the articles' tags their one name; two that become the same are one."""
    aliases = aliases_of(settings)
    named: dict[str, Tag] = {}  # one object for each name, whose slug is made once
    for article in articles:
        if aliases and getattr(article, "tags", None):
            names = [aliases.get(tag.name.casefold(), tag.name) for tag in article.tags]
            article.tags = [named.setdefault(name, Tag(name, settings)) for name in dict.fromkeys(names)]


def grouped(terms: Sequence[tuple[Any, Sequence[Any]]], settings: Mapping[str, Any]) -> Groups:
    """Put the tags, each with its articles, into their groups; in a group the most frequent come first."""
    ordered = sorted(terms, key=lambda term: (-len(term[1]), str(term[0])))
    groups: Mapping[str, Iterable[str]] = settings.get("TAG_GROUPS") or {}
    taken: set[str] = set()
    named = []
    for name, members in groups.items():
        wanted = {member.casefold() for member in members} - taken
        if own := [term for term in ordered if str(term[0]).casefold() in wanted]:
            named.append((name, own))
        taken |= wanted
    others = [term for term in ordered if str(term[0]).casefold() not in taken]
    return Groups(named, others[:LONGEST], max(0, len(others) - LONGEST))


def tagged(article: Any, tag: Any) -> list[Told]:
    """Return the stories of an article that have a tag."""
    name = str(tag).casefold()
    return [story for story in article.stories if any(own.casefold() == name for own in story.tags)]
