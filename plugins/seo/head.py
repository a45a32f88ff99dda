"""What the head of each page needs, built from the page that Pelican is writing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context

from . import structured

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from .cover import Cover
    from .site import Site

_PUBLIC = "index, follow, max-image-preview:large, max-snippet:-1"
_PRIVATE = "noindex"


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The head of one page. `name` is what the page is called by itself, `title` with the site's name."""

    name: str
    title: str
    description: str
    canonical: str | None
    robots: str = _PUBLIC
    kind: str = "website"
    keywords: list[str] = field(default_factory=list)
    cover: Cover | None = None
    published: dt.datetime | None = None
    modified: dt.datetime | None = None
    section: str = ""
    tags: list[str] = field(default_factory=list)
    json_ld: list[dict[str, Any]] = field(default_factory=list)


class HeadBuilder:
    """Called by the templates as `head()`; knows the page by what Pelican put in the context."""

    def __init__(self, site: Site, texts: Mapping[str, Any]) -> None:
        """`texts` is the catalogue of the interface."""
        self._site = site
        self._texts = texts

    @pass_context
    def __call__(self, context: Mapping[str, Any]) -> Head:
        """Build the head of the page being written."""
        if "article" in context:
            return self._article(context["article"])
        if "page" in context:
            return self._page(context["page"])
        if _template(context) == "404":
            return self._missing()
        return self._listing(context)

    def _article(self, article: Any) -> Head:
        category = getattr(article, "category", None)
        trail = [(str(category), category.url)] if category and category.save_as else []
        return Head(
            name=article.title,
            title=self._titled(article.title),
            description=article.description,
            canonical=None if article.status == "draft" else self._site.absolute(article.url),
            robots=_PUBLIC if article.status == "published" else _PRIVATE,
            kind="article",
            keywords=article.keywords,
            cover=article.cover,
            published=article.date,
            modified=getattr(article, "modified", None),
            section=str(category or ""),
            tags=[str(tag) for tag in getattr(article, "tags", [])],
            json_ld=[
                structured.news_article(article, self._site),
                *self._breadcrumbs(*trail, (article.title, article.url)),
            ],
        )

    def _page(self, page: Any) -> Head:
        return Head(
            name=page.title,
            title=self._titled(page.title),
            description=page.description,
            canonical=self._site.absolute(page.url),
            robots=_PUBLIC if page.status == "published" else _PRIVATE,
            keywords=page.keywords,
            cover=page.cover,
            json_ld=[structured.web_page(page, self._site), *self._breadcrumbs((page.title, page.url))],
        )

    def _missing(self) -> Head:
        texts = self._texts["missing"]
        return Head(
            name=texts["title"],
            title=self._titled(texts["title"]),
            description=texts["text"],
            canonical=None,
            robots=_PRIVATE,
        )

    def _listing(self, context: Mapping[str, Any]) -> Head:
        """Build the head of a list of editions: the index, an archive, the tags, a tag, a category."""
        name, description = self._list_name(context)
        path = context["output_file"]
        canonical = self._site.absolute(path)
        number = context["articles_page"].number if "articles_page" in context else 1
        is_home = _template(context) == "index"
        if number > 1:
            name = " · ".join(filter(None, [name, self._texts["list"]["page"].format(number=number)]))
        data = [structured.web_site(self._site)] if is_home else self._breadcrumbs((name, path))
        return Head(
            name=name or self._site.name,
            title=self._titled(name),
            description=description,
            canonical=canonical,
            json_ld=data,
        )

    def _list_name(self, context: Mapping[str, Any]) -> tuple[str, str]:
        """Give the name of a list ("" for the index) and its description."""
        if "listing" in context:  # a plugin's own page brings both
            name, description = context["listing"]
            return name, description
        describe, count = self._texts["describe"], len(context.get("articles") or ())
        for kind in ("tag", "category"):
            if kind in context:
                name = str(context[kind])
                titled = self._texts["list"][kind].format(name=name)
                return titled, describe[kind].format(name=name, count=count)
        if "period_num" in context:
            period = self._period(context["period_num"])
            return period, describe["period"].format(period=period, count=count)
        kind = _template(context)
        if kind in describe:
            return self._texts["nav"][kind], describe[kind].format(count=count)
        return "", self._site.description

    def _period(self, numbers: tuple[int, ...]) -> str:
        """Name a year, a month or a day."""
        parts = dict(zip(("year", "month", "day"), numbers, strict=False))
        text: str = self._texts["date"][list(parts)[-1]]
        return text.format(**parts)

    def _titled(self, name: str) -> str:
        parts = [name, self._site.name] if name else [self._site.name, self._site.tagline]
        return " - ".join(filter(None, parts))

    def _breadcrumbs(self, *trail: tuple[str, str]) -> list[dict[str, Any]]:
        crumbs = structured.breadcrumbs([(self._texts["nav"]["home"], ""), *trail], self._site)
        return [crumbs] if crumbs else []


def _template(context: Mapping[str, Any]) -> str:
    """Name the direct template being written; Pelican tells only where its page goes (`tags/index`)."""
    return str(context.get("page_name", "")).removesuffix("/index")
