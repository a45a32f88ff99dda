"""Covers on the web, fetched once each by the rules of addresses, and kept if they are pictures."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from ai_digest import gather
from ai_digest.edition import limits_of
from ai_digest.gather.client import Request, fetch_all
from ai_digest.migrate.pictures import LARGEST, keep, name_of, suffix_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from ai_digest.config import Settings
    from ai_digest.gather.client import Limits, Response

FOLDER = "images/covers"
AT_ONCE = 20  # so many pictures are in memory


def localise(
    covers: Mapping[str, dt.date], settings: Settings, *, private: bool, said: Callable[[int, int], None]
) -> tuple[dict[str, str], dict[str, str]]:
    """Fetch pictures into content/; `covers` has for each address the day that its file is called after.

    Returns by address where each lies now, and why the others cannot be had. With `private`, addresses on
    one's own network may be asked, too. `said` is told how many are settled, of how many.
    """
    kept: dict[str, str] = {}
    failed: dict[str, str] = {}
    addresses = list(covers)
    for start in range(0, len(addresses), AT_ONCE):
        for response in asyncio.run(_fetch(addresses[start : start + AT_ONCE], settings, private=private)):
            try:
                kept[response.address] = _kept(response, covers[response.address], settings)
            except ValueError as error:
                failed[response.address] = str(error)
            said(len(kept) + len(failed), len(addresses))
    return kept, failed


async def _fetch(addresses: list[str], settings: Settings, *, private: bool) -> list[Response]:
    agent = gather.user_agent(settings.options.home_page or settings.site_url)
    requests = [Request(address, private=private) for address in addresses]
    return [response async for response in fetch_all(requests, _limits(settings, len(requests)), agent=agent)]


def _limits(settings: Settings, count: int) -> Limits:
    """Return the usual limits, but no rule for stragglers: nobody waits for an edition here."""
    limits = limits_of(settings)
    return replace(limits, all=limits.fetch * (count + 1), share=1.0, size=min(limits.size, LARGEST))


def _kept(response: Response, date: dt.date, settings: Settings) -> str:
    """Write a picture and return its path in content/. Raises ValueError if it is none or was not had."""
    if response.error:
        raise ValueError(response.error)
    try:
        suffix = suffix_of(response.body)
    except ValueError as error:
        raise ValueError(f"what is there {error}") from error
    path = f"{FOLDER}/{name_of(response.body, date, suffix)}"
    keep(settings.content / path, response.body)
    return path
