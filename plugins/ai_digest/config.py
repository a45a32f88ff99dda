"""The settings as one typed object, read from Pelican's settings file and checked once.

Every option is a setting `AI_DIGEST_<NAME>`; the defaults stand here and are the documentation.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pelican.settings import get_settings_from_file
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ai_digest.errors import UsageError, explain
from ai_digest.file.covers import COVERS_IN_ALL_SIZES

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "AI_DIGEST_"
Count = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(gt=0)]


class Options(BaseModel):
    """The `AI_DIGEST_*` settings; durations in seconds, relative paths from the settings file's folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    # where things are
    sources: Path = Path("sources.toml")
    cache: Path = Path(".cache/ai-digest")

    # the edition
    at_build: bool = True
    edition_time: dt.time = dt.time(7, 30)
    publish: Literal["clean", "never"] = "clean"
    category: str = "AI 日报"
    tags: tuple[str, ...] = ("AI", "AI 日报")
    seo: tuple[str, ...] = ("AI 日报", "AI 新闻", "人工智能")

    # covers: how many of the newest articles get theirs in every size
    cover_sizes: Count = COVERS_IN_ALL_SIZES

    # choosing
    full_stories: Count = 20
    briefs: Count = 12
    per_source: Count = 6
    per_section: Count = 8
    region_share: Annotated[float, Field(ge=0, le=0.5)] = 0.4
    least_relevance: Annotated[float, Field(ge=0, le=3)] = 1.0
    min_stories: Annotated[int, Field(ge=1)] = 5
    quiet_below: Count = 8
    remembered_days: Count = 7
    strong_topics: tuple[str, ...] | None = None
    weak_topics: tuple[str, ...] | None = None

    # writing
    drafter: Literal["auto", "claude", "extract"] = "auto"
    language: Literal["zh-CN", "en"] = "zh-CN"
    choose_model: str = "claude-haiku-5-5"
    write_model: str = "claude-sonnet-5-5"
    effort: Literal["low", "medium", "high", "xhigh", "max"] | None = "medium"
    call_timeout: Seconds = 180.0
    depth: Literal["full", "short"] = "full"
    markets: bool = True  # whether 影响 may speak of markets
    max_cost: Annotated[float, Field(gt=0)] | None = 1.0  # US dollars a run; None is no limit
    max_tokens: Annotated[int, Field(ge=1)] | None = 100_000  # input tokens a run

    # checking: a name and the other ways of writing it, besides those in verify/spellings.py
    spellings: dict[str, tuple[str, ...]] = {}

    # tidying: how old an edition is when its evidence is made slim, in days, and how large the cache may be
    tidy_after: Annotated[int, Field(ge=1)] = 90
    cache_megabytes: Annotated[int, Field(ge=1)] = 300

    # telling: the Telegram chat, @name or number, and the Bot API's address, for a server of one's own. The
    # environment's TELEGRAM_CHAT_ID and TELEGRAM_API_URL count before them; secrets stand there only
    # (TELEGRAM_BOT_TOKEN, AI_DIGEST_APPRISE_URLS).
    telegram_chat: Annotated[str, Field(pattern=r"^(@\w+|-?\d+)?$", coerce_numbers_to_str=True)] = ""
    telegram_api: Annotated[str, Field(pattern=r"^https?://[!-~]+$")] = "https://api.telegram.org"

    # fetching
    fetch_timeout: Seconds = 12.0
    connect_timeout: Seconds = 5.0
    read_timeout: Seconds = 10.0
    gather_timeout: Seconds = 20.0
    straggler_share: Annotated[float, Field(gt=0, le=1)] = 0.9
    straggler_grace: Seconds = 0.6
    straggler_patience: Seconds = 5.0
    per_host: Annotated[int, Field(ge=1)] = 4
    max_bytes: Annotated[int, Field(ge=1024)] = 10 * 1024 * 1024
    home_page: Annotated[str, Field(pattern=r"^(https?://[!-~]+)?$")] = ""

    @field_validator("edition_time")
    @classmethod
    def _no_zone(cls, value: dt.time) -> dt.time:
        if value.tzinfo is not None:
            raise ValueError(
                "a time of day without a zone, such as '07:30', is expected; the zone is TIMEZONE"
            )
        return value


class Settings(BaseModel):
    """What the program knows of the site, and its options with all paths made absolute."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    content: Path
    zone: ZoneInfo
    site_name: str
    site_url: str
    sources: Path
    cache: Path
    options: Options
    theme: Path | None = None
    article_url: str = ""
    slug_rules: tuple[tuple[str, str], ...] = ()

    def page(self, date: dt.datetime | dt.date, slug: str) -> str:
        """Return the address of an article: a path while SITEURL is not set, "" if it cannot be told."""
        if not (slug and self.article_url):
            return ""
        try:
            path = self.article_url.format(date=date, slug=slug)
        except (KeyError, IndexError, ValueError):  # it needs more than a date and a slug
            return ""
        return f"{self.site_url.rstrip('/')}/{path.lstrip('/')}"

    def edition_end(self, date: dt.date) -> dt.datetime:
        """Return the moment the edition of that date goes to press, in the site's zone."""
        return dt.datetime.combine(date, self.options.edition_time, self.zone)

    def due_date(self, now: dt.datetime) -> dt.date:
        """Return the date of the latest edition due: today's from its time on, before that yesterday's."""
        local = now.astimezone(self.zone)
        due = local.timetz().replace(tzinfo=None) >= self.options.edition_time
        return local.date() if due else local.date() - dt.timedelta(days=1)


def read_pelican_settings(path: Path) -> dict[str, Any]:
    """Read a Pelican settings file, defaults filled in. Raises UsageError if that cannot be done."""
    if not path.is_file():
        raise UsageError(
            f"no settings file {str(path)!r}; run from the project's folder or pass --settings FILE"
        )
    try:
        return dict(get_settings_from_file(str(path)))
    except Exception as error:  # the file is a program: whatever it raises is for a person to correct
        raise UsageError(f"{path}: cannot be read: {type(error).__name__}: {error}") from error


def load_settings(path: Path, *, content: Path | None = None, sources: Path | None = None) -> Settings:
    """Read a Pelican settings file; `content` and `sources` override what it says.

    Raises UsageError with a line for each setting that is wrong.
    """
    settings = settings_from(read_pelican_settings(path), base=path.resolve().parent)
    changes = {"content": content and content.resolve(), "sources": sources and sources.resolve()}
    return settings.model_copy(update={key: value for key, value in changes.items() if value})


def settings_from(pelican: Mapping[str, Any], *, base: Path) -> Settings:
    """Check the digest's part of Pelican's settings; relative paths are taken from `base`.

    Raises UsageError with a line for each setting that is wrong.
    """
    options = _options(pelican)
    return Settings(
        content=base / (pelican.get("PATH") or "content"),
        zone=_zone(pelican.get("TIMEZONE") or "Asia/Shanghai"),
        site_name=pelican.get("SITENAME") or options.category,
        site_url=pelican.get("SITEURL") or "",
        sources=base / options.sources,
        cache=base / options.cache,
        options=options,
        theme=base / pelican["THEME"] if pelican.get("THEME") else None,
        article_url=pelican.get("ARTICLE_URL") or "",
        slug_rules=tuple((str(was), str(now)) for was, now in pelican.get("SLUG_REGEX_SUBSTITUTIONS") or ()),
    )


def _options(pelican: Mapping[str, Any]) -> Options:
    given = {
        key.removeprefix(PREFIX).lower(): value for key, value in pelican.items() if key.startswith(PREFIX)
    }
    try:
        return Options.model_validate(given)
    except ValidationError as error:
        lines = explain(error, Options.model_fields)
        raise UsageError(*(f"settings: {PREFIX}*: {line}" for line in lines)) from error


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(
            f"settings: TIMEZONE: no time zone {name!r}; use a name like 'Asia/Shanghai'"
        ) from error
