"""How an edition stands on its way to readers: due, held, filed, or online."""

from __future__ import annotations

from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING

from ai_digest.errors import UsageError
from ai_digest.file.reading import read_article
from ai_digest.file.shelf import Shelf
from ai_digest.model import Status

if TYPE_CHECKING:
    import datetime as dt

    from ai_digest.config import Settings

PATIENCE = 20.0  # seconds


class State(StrEnum):
    """`due`: not there; `held`: a draft; `filed`: published in content/; `online`: readers have it."""

    DUE = "due"
    HELD = "held"
    FILED = "filed"
    ONLINE = "online"


def state_of(settings: Settings, date: dt.date) -> tuple[State, str]:
    """Return how an edition stands, and the address of its page ("" while it has none).

    Asks the site itself for the page: what was built or committed may still not have been deployed.
    """
    state, slug = filed(settings, date)
    page = settings.page(date, slug) if state is State.FILED and settings.site_url else ""
    return (State.ONLINE if page and _answers(page) else state), page


def filed(settings: Settings, date: dt.date) -> tuple[State, str]:
    """Return how an edition stands in content/, and its slug; nothing is asked."""
    path = Shelf(settings.content).find(date)
    if path is None:
        return State.DUE, ""
    try:
        article = read_article(path)
    except UsageError:  # the build says what is wrong with it
        return State.HELD, ""
    out = article.text("status") in {"", Status.PUBLISHED.value}
    return (State.FILED if out else State.HELD), article.text("slug") or path.stem


def _answers(page: str) -> bool:
    """Tell whether a page can be had; a site that cannot be reached has none."""
    import httpx2

    try:
        answer = httpx2.get(page, timeout=PATIENCE, follow_redirects=True)
    except (httpx2.HTTPError, httpx2.InvalidURL):
        return False
    return answer.status_code == HTTPStatus.OK
