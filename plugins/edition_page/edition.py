"""An edition as its own page shows it: its outline, and what its evidence says of each story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from ai_digest.links import canonical

from .outline import host_of, outline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .outline import Outline

_HEADLINE = re.compile(r'<article class="story" id="([^"]+)">\s*<h3\b[^>]*>.*?</h3>', re.DOTALL)
# https://schema.org/IPTCDigitalSourceEnumeration
_BY_MODEL = "TrainedAlgorithmicMediaDigitalSource"
_BY_BOTH = "CompositeWithTrainedAlgorithmicMediaDigitalSource"


class Reporter(NamedTuple):
    """A publisher that reports a story; `link` is "" for the one that the headline leads to."""

    name: str
    link: str
    language: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story on its page; importance and region are "" where there is no evidence."""

    id: str
    headline: str
    link: str
    reporters: tuple[Reporter, ...]
    importance: str = ""
    region: str = ""


@dataclass(frozen=True)
class Edition:
    """An article and what it rests on; `made` is None for one without evidence."""

    article: Any
    outline: Outline
    made: Any
    disclosures: Mapping[str, str]

    @cached_property
    def stories(self) -> list[Story]:
        """Return the stories in the order of the page."""
        links = {place.id: place.link for place in getattr(self.article, "places", [])}
        told = [one for one in self.outline.stories if one.id in links]
        if self.made is None:
            return [self._story(one.id, one.headline, links[one.id], None) for one in told]
        known = {canonical(record.link): record for record in self.made.evidence.stories}
        return [
            self._story(one.id, one.headline, links[one.id], known.get(canonical(links[one.id])))
            for one in told
        ]

    def _story(self, place: str, headline: str, link: str, record: Any) -> Story:
        if record is None:
            return Story(place, headline, link, (Reporter(host_of(link), "", ""),))
        own = [item for item in self.made.evidence.items if item.id in record.items]
        lead = next((item for item in own if item.link == record.link), None)
        ordered = sorted(own, key=lambda item: item is not lead)
        first = {item.source: item for item in reversed(ordered)}
        reporters = (
            Reporter(item.source, "" if item is lead else item.link, item.language)
            for item in ordered
            if first[item.source] is item and item.link.startswith(("https://", "http://"))
        )
        return Story(place, headline, link, tuple(reporters), record.importance.value, record.region.value)

    @cached_property
    def sources(self) -> int:
        """Count the publishers whose reports are told; without evidence, the sites that stories lead to."""
        return self.made.publishers if self.made else len({host_of(story.link) for story in self.stories})

    @property
    def citations(self) -> list[str]:
        """Return the addresses of all reports that the stories rest on, each once."""
        links = [story.link for story in self.stories]
        links += [reporter.link for story in self.stories for reporter in story.reporters if reporter.link]
        return list(dict.fromkeys(links))

    @property
    def origin(self) -> str:
        """Return the schema.org term for how the text came to be, "" where no model wrote it."""
        if self.made is None or self.made.evidence.drafter.value == "extract":
            return ""
        return _BY_BOTH if self.made.edited else _BY_MODEL

    @property
    def disclosure(self) -> str:
        """Say how the text came to be and what was checked, in the site's own words; "" where unknown."""
        if self.made is None:
            return ""
        evidence = self.made.evidence
        words = self.disclosures.get(evidence.drafter.value, "")
        return words.format(checked=evidence.facts_checked, dropped=len(self.made.dropped))

    def body(self, words: Mapping[str, str], below: Callable[[Story], str]) -> Markup:
        """Return the text with what the theme prints below each headline, and facts with their sources."""
        html = self.made.content(self.article.content, words) if self.made else self.article.content
        stories = {story.id: story for story in self.stories}

        def dressed(found: re.Match[str]) -> str:
            story = stories.get(found[1])
            return f"{found[0]}{below(story)}" if story else found[0]

        return Markup(_HEADLINE.sub(dressed, html))  # noqa: S704  # rendered by Markdown and by the theme


class Editions:
    """Makes the edition of an article; asks `evidence_of` (plugin `evidence`) where that is on."""

    def __init__(self, disclosures: Mapping[str, Mapping[str, str]]) -> None:
        """`disclosures` is the setting AI_DISCLOSURE: words by language and drafter."""
        self._disclosures = disclosures

    def __call__(self, article: Any, evidence_of: Callable[[Any], Any] | None = None) -> Edition:
        """Return the edition of an article."""
        language = str(getattr(article, "lang", "") or "zh").lower().partition("-")[0]
        words = self._disclosures.get(language, {})
        return Edition(article, outline_of(article), evidence_of(article) if evidence_of else None, words)
