"""What the head of each page needs, built from the page that Pelican is writing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context

from edition_page import Editions

from . import structured
from .policy import policy
from .site import language_tag
from .texts import date_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from edition_page import Edition

    from .cover import Cover
    from .site import Site
    from .texts import Interface

_LISTED = 14  # editions of a list that structured data name
_PUBLIC = "index, follow, max-image-preview:large, max-snippet:-1"
_PRIVATE = "noindex"


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The head of one page. `name` is what the page is called by itself, `title` with the site's name."""

    name: str
    title: str
    description: str
    canonical: str | None
    language: str
    template: str
    robots: str = _PUBLIC
    kind: str = "website"
    keywords: list[str] = field(default_factory=list)
    cover: Cover | None = None
    published: dt.datetime | None = None
    modified: dt.datetime | None = None
    section: str = ""
    tags: list[str] = field(default_factory=list)
    told: Edition | None = None
    alternates: list[tuple[str, str]] = field(default_factory=list)
    json_ld: list[dict[str, Any]] = field(default_factory=list)

    @property
    def locale(self) -> str:
        """The language as Open Graph writes it: zh_CN."""
        return self.language.replace("-", "_")


class HeadBuilder:
    """Called by the templates as `head()`; knows the page by what Pelican put in the context."""

    def __init__(
        self,
        site: Site,
        interface: Interface,
        policies: Mapping[str, Mapping[str, list[str]]] | None = None,
        disclosures: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """`interface` is the `t` of the templates; the rest are CONTENT_POLICY and AI_DISCLOSURE."""
        self._site = site
        self._interface = interface
        self._policies = policies or {}
        self._known_policies: dict[tuple[str, str], str] = {}
        self._editions = Editions(disclosures or {})

    @pass_context
    def __call__(self, context: Mapping[str, Any]) -> Head:
        """Build the head of the page being written, and set the language of its interface."""
        content = context.get("article") or context.get("page")
        self._language = language_tag(getattr(content, "lang", None) or self._site.language)
        self._texts = self._interface.speak(self._language)
        if "article" in context:
            told = self._editions(context["article"], context.get("evidence_of"))
            return self._article(context["article"], told)
        if "page" in context:
            return self._page(context["page"])
        if _template(context) == "404":
            return self._missing()
        return self._listing(context)

    def policy(self, inline: str, head: Head) -> str:
        """Write the Content-Security-Policy of a page; `inline` is its one inline script."""
        known = self._known_policies.get((inline, head.template))
        if known is None:
            known = policy(inline, head.template, self._policies)
            self._known_policies[inline, head.template] = known
        return known

    def _article(self, article: Any, told: Edition) -> Head:
        category = getattr(article, "category", None)
        trail = [(str(category), category.url)] if category and category.save_as else []
        return Head(
            name=article.title,
            title=self._titled(article.title),
            description=article.description,
            canonical=None if article.status == "draft" else self._site.absolute(article.url),
            language=self._language,
            template="article",
            robots=_PUBLIC if article.status == "published" else _PRIVATE,
            kind="article",
            keywords=article.keywords,
            cover=article.cover,
            published=article.date,
            modified=getattr(article, "modified", article.date),
            section=str(category or ""),
            tags=[str(tag) for tag in getattr(article, "tags", [])],
            told=told,
            alternates=self._alternates(article),
            json_ld=[
                structured.news_article(article, self._site, told),
                *self._breadcrumbs(*trail, (article.title, article.url)),
            ],
        )

    def _alternates(self, article: Any) -> list[tuple[str, str]]:
        """Name the same article in every language it has; nothing where it has one, or no address."""
        others = [other for other in article.translations if other.status == "published"]
        found = [
            (language_tag(one.lang), self._site.absolute(one.url)) for one in (article, *others) if others
        ]
        named = [(language, address) for language, address in found if address]
        default = next((address for language, address in named if language == self._site.language), None)
        return [*named, ("x-default", default)] if default else named

    def _page(self, page: Any) -> Head:
        return Head(
            name=page.title,
            title=self._titled(page.title),
            description=page.description,
            canonical=self._site.absolute(page.url),
            language=self._language,
            template="page",
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
            language=self._language,
            template="404",
            robots=_PRIVATE,
        )

    def _listing(self, context: Mapping[str, Any]) -> Head:
        """Build the head of a list of editions: the index, an archive, the tags, a tag, a category."""
        name, description = self._list_name(context)
        path = context["output_file"]
        canonical = self._site.absolute(path)
        is_home = _template(context) == "index"
        data = [structured.web_site(self._site)] if is_home else self._breadcrumbs((name, path))
        if is_home or "category" in context:
            data += structured.editions(context["articles"][:_LISTED], self._site)
        return Head(
            name=name or self._site.name,
            title=self._titled(name),
            description=description,
            canonical=canonical,
            language=self._language,
            template=_template(context),
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
        return date_text(("year", "month", "day")[len(numbers) - 1], self._texts, numbers)

    def _titled(self, name: str) -> str:
        parts = [name, self._site.name] if name else [self._site.name, self._site.tagline]
        return " - ".join(filter(None, parts))

    def _breadcrumbs(self, *trail: tuple[str, str]) -> list[dict[str, Any]]:
        crumbs = structured.breadcrumbs([(self._texts["nav"]["home"], ""), *trail], self._site)
        return [crumbs] if crumbs else []


def _template(context: Mapping[str, Any]) -> str:
    """Name the direct template being written; Pelican tells only where its page goes (`tags/index`)."""
    return str(context.get("page_name", "")).removesuffix("/index")
