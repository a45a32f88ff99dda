"""llms.txt (https://llmstxt.org): what the site is, for programs that read it as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seo.site import Site

LATEST = 14  # editions
_MARKUP = re.compile(r"[\\\[\]<>*`]")


def llms_txt(context: Mapping[str, Any], site: Site, texts: Mapping[str, Any]) -> str:
    """Write the file: name, description, the newest editions as Markdown, and the ways to the others."""
    words = texts["llms"]
    newest = [
        _line(article.title, site.absolute(f"{article.url}index.md"), article.description)
        for article in context["articles"][:LATEST]
    ]
    ways = [
        _line(texts["nav"]["archives"], site.absolute(context["ARCHIVES_URL"]), words["archives"]),
        _line(texts["feeds"]["title"], site.absolute("feeds/all.json"), words["feed"]),
        _line(texts["nav"]["tags"], site.absolute(context["TAGS_URL"]), words["tags"]),
        _line(texts["threads"]["title"], site.absolute("threads/"), words["threads"]),
    ]
    pages = [_line(page.title, site.absolute(page.url), page.description) for page in context["pages"]]
    parts = [f"# {_plain(site.name)}", f"> {_plain(site.description)}", words["text"]]
    lists = ((words["latest"], newest), (words["ways"], ways), (words["pages"], pages))
    return (
        "\n\n".join([*parts, *(f"## {name}\n\n" + "\n".join(lines) for name, lines in lists if lines)]) + "\n"
    )


def _line(name: str, address: str | None, text: str) -> str:
    return f"- [{_plain(name)}]({address})" + (f": {_plain(text)}" if text else "")


def _plain(text: str) -> str:
    return _MARKUP.sub(lambda match: f"\\{match[0]}", " ".join(str(text).split()))
