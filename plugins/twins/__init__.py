"""Pelican plugin: beside each article's page its twins for programs and terminals.

`index.md` is the article as Markdown, `report.txt` the plain-text report of its edition, written from the
evidence. Both are written just before the page, which finds them in `article.twins` and links to them.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from pelican import signals

from ai_digest.errors import UsageError
from ai_digest.file.reading import read_article
from ai_digest.file.report import WORDS, Masthead, render_report
from evidence.reading import evidence_of
from seo.files import write_changed
from seo.site import site_of
from seo.texts import texts_for

from .markdown import as_markdown

if TYPE_CHECKING:
    from ai_digest.file.reading import Article

__all__ = ["register"]

logger = logging.getLogger(__name__)


class Twin(NamedTuple):
    """A file beside a page; `path` is below the site's address."""

    title: str
    type: str
    path: str


def write_twins(generator: Any, content: Any) -> None:
    """Write the twins of an article that is about to be written; only Markdown with front matter has any."""
    content.twins = []
    try:
        source = read_article(Path(content.source_path))
    except UsageError as error:
        logger.info("%s; the page has no Markdown twin", error)
        return
    site = site_of(generator.settings)
    texts = texts_for(site.language)
    page = content.save_as.removesuffix("index.html")
    stem = page if page.endswith("/") or not page else f"{page.removesuffix('.html')}."
    markdown = as_markdown(
        content, source, site, generator.context["generated_content"], texts["edition"]["summary"]
    )
    _write(
        generator,
        content,
        Twin(texts["twins"]["markdown"], "text/markdown", _named(stem, "index.md")),
        markdown,
    )
    if report := _report(generator, content, source):
        twin = Twin(texts["twins"]["report"], "text/plain", _named(stem, "report.txt"))
        _write(generator, content, twin, report)


def _named(stem: str, name: str) -> str:
    """Name a twin: beside `a/index.html` it is `a/report.txt`, beside `a.html` it is `a.txt`."""
    return stem + (name.rpartition(".")[2] if stem.endswith(".") else name)


def _report(generator: Any, content: Any, source: Article) -> str:
    made = evidence_of(content, generator.settings)
    if made is None:
        return ""
    language = site_of(generator.settings).language
    head = Masthead(
        str(generator.settings["SITENAME"]),
        ZoneInfo(generator.settings["TIMEZONE"]),
        language
        if language in WORDS
        else language.partition("-")[0]
        if language.startswith("en")
        else "zh-CN",
    )
    return render_report(made.evidence, head, source)


def _write(generator: Any, content: Any, twin: Twin, text: str) -> None:
    write_changed(Path(generator.output_path) / twin.path, text.encode())
    content.twins.append(twin)


def register() -> None:
    """Connect the plugin."""
    signals.article_generator_write_article.connect(write_twins)
