"""Pelican plugin: beside each article's page its twins for programs and terminals.

`index.md` is the article as Markdown, `report.txt` the plain-text report of its edition, written from the
evidence. The page finds their names in `article.twins` and links to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from pelican import signals
from pelican.generators import ArticlesGenerator, Generator

from evidence.reading import evidence_of
from front_matter.document import split
from seo.site import site_of
from seo.texts import texts_for

from .markdown import as_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["register"]


class Twin(NamedTuple):
    """A file beside a page; `path` is below the site's address."""

    title: str
    type: str
    path: str


@dataclass(frozen=True)
class MarkdownText:
    """Renders as Pelican's writer asks its templates to: the article as Markdown."""

    content: Any

    def render(self, context: Mapping[str, Any]) -> str:
        """Write the twin; the article has front matter, or it has no such twin."""
        content = self.content
        text = Path(content.source_path).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        document = split(text)
        body = document.body if document else text
        site = site_of(content.settings)
        summary = texts_for(site.language)["edition"]["summary"]
        return as_markdown(content, body, site, context["generated_content"], summary)


@dataclass(frozen=True)
class ReportText:
    """The report of an edition."""

    content: Any

    def render(self, _context: Mapping[str, Any]) -> str:
        """Write the twin; "" where the evidence cannot be read after all."""
        from ai_digest.file.reading import read_article
        from ai_digest.file.report import Masthead, render_report

        settings = self.content.settings
        made = evidence_of(self.content, settings)
        if made is None:
            return ""
        language = "en" if site_of(settings).language.startswith("en") else "zh-CN"
        head = Masthead(str(settings["SITENAME"]), ZoneInfo(settings["TIMEZONE"]), language)
        return render_report(made.evidence, head, read_article(Path(self.content.source_path)))


def _named(stem: str, name: str) -> str:
    """Name a twin: beside `a/index.html` it is `a/report.txt`, beside `a.html` it is `a.txt`."""
    return stem + (name.rpartition(".")[2] if stem.endswith(".") else name)


class TwinsGenerator(Generator):  # type: ignore[misc]  # Pelican publishes no types
    """Writes the twins."""

    def generate_output(self, writer: Any) -> None:
        """Write those that articles have; a template is whatever renders."""
        g = self.context
        for content in chain(g["articles"], g["hidden_articles"], g["translations_with_twins"]):
            for twin in content.twins:
                kind = MarkdownText if twin.type == "text/markdown" else ReportText
                writer.write_file(twin.path, kind(content), self.context, self.settings["RELATIVE_URLS"])


def name_twins(generators: list[Any]) -> None:
    """Give every article that will be published the names of its twins, which its page links to."""
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            g = generator
            words = texts_for(site_of(g.settings).language)["twins"]
            others = [*g.translations, *g.hidden_translations]
            g.context["translations_with_twins"] = others
            for article in chain(g.articles, g.hidden_articles, others):
                article.twins = list(_twins(article, words))
            for article in chain(g.drafts, g.drafts_translations):
                article.twins = []


def _twins(content: Any, words: Mapping[str, str]) -> Iterator[Twin]:
    page = content.save_as.removesuffix("index.html")
    stem = page if page.endswith("/") or not page else f"{page.removesuffix('.html')}."
    if hasattr(content, "sections"):  # as every article with front matter has
        yield Twin(words["markdown"], "text/markdown", _named(stem, "index.md"))
    if content.is_evident:
        yield Twin(words["report"], "text/plain", _named(stem, "report.txt"))


def add_generator(_pelican: Any) -> type[TwinsGenerator]:
    """Name the generator."""
    return TwinsGenerator


def register() -> None:
    """Connect the plugin."""
    signals.all_generators_finalized.connect(name_twins)
    signals.get_generators.connect(add_generator)
