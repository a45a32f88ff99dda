"""What the tests of the SEO plugin share: a site with an address, and articles as Pelican makes them."""

import pytest
from pelican.contents import Article
from pelican.readers import BaseReader
from pelican.settings import read_settings
from pelican.utils import get_date

from seo.content import complete
from seo.site import site_of
from seo.texts import Interface


@pytest.fixture
def texts():
    """Give the Chinese catalogue."""
    return Interface("zh-cn")


@pytest.fixture
def settings(tmp_path):
    """Give the settings of a small site; a test may change them before it makes a site."""
    return read_settings(
        override={
            "PATH": str(tmp_path),
            "SITENAME": "样报",
            "SITESUBTITLE": "试印",
            "SITEURL": "https://example.org/paper/",
            "SITE_LOGO": "/theme/favicon.svg",
            "DEFAULT_LANG": "zh-cn",
            "TIMEZONE": "Asia/Shanghai",
            "SLUGIFY_USE_UNICODE": True,
            "ARTICLE_URL": "{date:%Y}/{slug}/",
            "ARTICLE_LANG_URL": "{date:%Y}/{slug}/",
            "CATEGORY_URL": "category/{slug}/",
        }
    )


@pytest.fixture
def site(settings):
    """Give the site of the settings."""
    return site_of(settings)


@pytest.fixture
def make_article(settings, texts):
    """Make an article with metadata as the reader gives it, completed by the plugin."""

    def make(content="<p>正文第一句。</p>", **metadata):
        process = BaseReader(settings).process_metadata
        fields = {"title": "新一期", "slug": "one", "category": "日报", "tags": ["甲", "乙"]} | metadata
        fields = {name: process(name, value) for name, value in fields.items()}
        fields.setdefault("date", get_date("2026-08-13 07:30"))
        article = Article(content, fields, settings, source_path="one.md")
        complete(article, site_of(settings), texts)
        return article

    return make
