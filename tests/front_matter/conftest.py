"""What the tests of the reader share: Markdown as articles get it, and a file read as Pelican reads it."""

import logging

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from pelican.settings import read_settings

from front_matter.extension import ArticleExtension
from front_matter.reader import FrontMatterReader
from pelicanconf import MARKDOWN


@pytest.fixture
def render():
    """Render a body and give its soup."""
    md = Markdown(extensions=[*MARKDOWN["extensions"], ArticleExtension()], output_format="html")
    return lambda text: BeautifulSoup(md.reset().convert(text), "html.parser")


@pytest.fixture
def read(tmp_path):
    """Write a text to a file, read it with the site's settings, and give (content, metadata)."""
    settings = read_settings(override={"TIMEZONE": "Asia/Shanghai", "MARKDOWN": dict(MARKDOWN)})
    reader = FrontMatterReader(settings)

    def read_text(text, name="post.md"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return reader.read(str(path))

    return read_text


@pytest.fixture
def errors(caplog):
    """Give the lines that were logged as errors so far."""
    return lambda: [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
