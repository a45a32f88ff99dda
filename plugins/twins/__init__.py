"""Pelican plugin: beside each article's page its twins for programs and terminals.

`index.md` is the article as Markdown, `report.txt` the plain-text report of its edition, written from the
evidence. Both are written just before the page, which finds them in `article.twins` and links to them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pelican import signals

from ai_digest.file.reading import read_article
from ai_digest.file.report import Masthead, render_report
from evidence.reading import evidence_of
from front_matter.document import split
from seo.files import write_changed
from seo.site import site_of
from seo.texts import texts_for

from .markdown import as_markdown

__all__ = ["register"]


class Twin(NamedTuple):
    """A file beside a page; `path` is below the site's address."""

    title: str
    type: str
    path: str


def write_twins(generator: Any, content: Any) -> None:
    """Write the twins of an article that is about to be written, as far as it can have them."""
    words = texts_for(site_of(generator.settings).language)["twins"]
    page = content.save_as.removesuffix("index.html")
    stem = page if page.endswith("/") or not page else f"{page.removesuffix('.html')}."
    texts = (
        (Twin(words["markdown"], "text/markdown", _named(stem, "index.md")), _markdown(generator, content)),
        (Twin(words["report"], "text/plain", _named(stem, "report.txt")), _report(generator, content)),
    )
    content.twins = [twin for twin, text in texts if text]
    for twin, text in texts:
        if text:
            write_changed(Path(generator.output_path) / twin.path, text.encode())


def _named(stem: str, name: str) -> str:
    """Name a twin: beside `a/index.html` it is `a/report.txt`, beside `a.html` it is `a.txt`."""
    return stem + (name.rpartition(".")[2] if stem.endswith(".") else name)


def _markdown(generator: Any, content: Any) -> str:
    """Return the article as Markdown, "" for one that is written otherwise."""
    document = split(Path(content.source_path).read_text(encoding="utf-8-sig").replace("\r\n", "\n"))
    if document is None or not content.source_path.endswith(".md"):
        return ""
    site = site_of(generator.settings)
    summary = texts_for(site.language)["edition"]["summary"]
    return as_markdown(content, document.body, site, generator.context["generated_content"], summary)


def _report(generator: Any, content: Any) -> str:
    """Return the report of an edition, "" for an article without evidence."""
    made = evidence_of(content, generator.settings)
    if made is None:
        return ""
    language = "en" if site_of(generator.settings).language.startswith("en") else "zh-CN"
    zone = ZoneInfo(generator.settings["TIMEZONE"])
    head = Masthead(str(generator.settings["SITENAME"]), zone, language)
    return render_report(made.evidence, head, read_article(Path(content.source_path)))


def register() -> None:
    """Connect the plugin."""
    signals.article_generator_write_article.connect(write_twins)
