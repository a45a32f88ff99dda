"""The reader of `.md` files: YAML front matter and the house's Markdown."""

from __future__ import annotations

import logging
from functools import cached_property
from pathlib import Path
from typing import Any

from pelican.readers import MarkdownReader

from .document import Document, split
from .errors import FrontMatterError
from .extension import ArticleExtension
from .fields import parse
from .metadata import metadata_of
from .shortcuts import QuickMarkdown

logger = logging.getLogger(__name__)

_META = "markdown.extensions.meta"  # Pelican's stock metadata: it would eat a body that begins `Word: …`


class FrontMatterReader(MarkdownReader):  # type: ignore[misc]  # Pelican publishes no types
    """Reads files that begin with YAML front matter; the others are read as Pelican reads them.

    A mistake in the front matter is one line in the log, and the file is left out like one of status `skip`.
    """

    file_extensions = MarkdownReader.file_extensions

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Give the body as HTML and the metadata."""
        try:
            document = split(_read_text(source_path))
            if document is None:
                content, metadata = super().read(source_path)
                return content, metadata
            return self._read_document(document)
        except FrontMatterError as error:
            logger.error("%s", error.at(_shown(source_path)))  # noqa: TRY400  # a person's mistake: one line
            return "", {"status": "skip"}

    def _read_document(self, document: Document) -> tuple[str, dict[str, Any]]:
        fields = parse(document.front_matter, document.first_line)
        metadata = metadata_of(fields, process=self.process_metadata, time_zone=self.settings["TIMEZONE"])
        content, found = self.render(document.body)
        return content, metadata | found

    def render(self, body: str) -> tuple[str, dict[str, Any]]:
        """Give a body as HTML, its sections, and the places of its stories."""
        content = self._markdown.reset().convert(body)
        return content, {"sections": self._extension.ids.sections, "places": self._extension.stories.places}

    @cached_property
    def _extension(self) -> ArticleExtension:
        return ArticleExtension()

    @cached_property
    def _markdown(self) -> QuickMarkdown:
        """The site's Markdown with the rules of articles; made once, as making it takes as long as a page."""
        settings = dict(self.settings["MARKDOWN"])
        extensions = [name for name in settings.pop("extensions", []) if name != _META]
        return QuickMarkdown(extensions=[*extensions, self._extension], **settings)


def _read_text(path: str) -> str:
    """Read a file as UTF-8, with or without a byte order mark, whatever its line ends."""
    raw = Path(path).read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FrontMatterError(line, "bytes that are not UTF-8", "a file saved as UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _shown(path: str) -> str:
    """Give the path from here if it lies below here, for a line that can be clicked."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path
