"""The words of the interface: one catalogue a language, complete, and chosen page by page."""

import re
import string

from seo.head import HeadBuilder
from seo.texts import Interface, texts_for


def flat(texts, path=""):
    for name, value in texts.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def fields(value):
    text = " ".join(value) if isinstance(value, list) else value
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_language_has_every_word():
    """English says what Chinese says, with the same blanks but those of dates, which differ in form."""
    zh, en = dict(flat(texts_for("zh-CN"))), dict(flat(texts_for("en-GB")))
    assert zh.keys() <= en.keys()
    for name, text in ((name, en[name]) for name in zh):
        assert name.startswith("date.") or fields(zh[name]) == fields(text), name
        assert not re.search(r"[\u4e00-\u9fff]", str(text)), name


def test_a_language_without_a_catalogue_gets_chinese():
    """Until somebody writes one."""
    assert texts_for("ja") == texts_for("zh")


def test_dates_are_written_as_the_language_does():
    """Chinese counts, English names the month."""
    interface = Interface("zh-CN")
    assert interface.dated("day", 2026, 8, 13) == "2026 年 8 月 13 日"
    interface.speak("en")
    assert interface.dated("day", 2026, 8, 13) == "August 13, 2026"
    assert interface.dated("month", 2026, 8) == "August 2026"


def test_an_article_decides_the_language_of_its_page(make_article, site, texts):
    """The interface of an English article is English, of the next page Chinese again."""
    build = HeadBuilder(site, texts)
    head = build({"article": make_article(lang="en")})
    assert (head.language, head.locale, texts["nav"]["home"]) == ("en", "en", "Home")
    assert head.json_ld[0]["inLanguage"] == "en"
    assert build({"article": make_article()}).language == "zh-CN"
    assert texts["nav"]["home"] == "首页"


def test_translations_name_one_another(make_article, site, texts):
    """Each language of an article is named, the site's own as the default; one language names nothing."""
    here, there = make_article(), make_article(lang="en", slug="one-en")
    here.translations = [there]
    head = HeadBuilder(site, texts)({"article": here})
    assert head.alternates == [
        ("zh-CN", "https://example.org/paper/2026/one/"),
        ("en", "https://example.org/paper/2026/one-en/"),
        ("x-default", "https://example.org/paper/2026/one/"),
    ]
    here.translations = []
    assert HeadBuilder(site, texts)({"article": here}).alternates == []
