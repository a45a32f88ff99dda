"""Covers on the web, fetched once: as any page is, by the rules of addresses, and only what is a picture."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from ai_digest import gather
from ai_digest.edition import limits_of
from ai_digest.gather.client import Request, fetch_all
from ai_digest.migrate.pictures import LARGEST, suffix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ai_digest.config import Settings

Fetched = dict[str, bytes | str]


def fetch_covers(
    addresses: Iterable[str], settings: Settings, *, private: bool, said: Callable[[int, int], None]
) -> Fetched:
    """Return by its address each picture, or in words why it cannot be had.

    With `private`, addresses on one's own network may be asked, too. `said` is told how many are settled.
    """
    return asyncio.run(_fetch([*dict.fromkeys(addresses)], settings, private=private, said=said))


async def _fetch(
    addresses: list[str], settings: Settings, *, private: bool, said: Callable[[int, int], None]
) -> Fetched:
    limits = limits_of(settings)
    # nobody waits for an edition here: each address has its own time, and none is cut off as a straggler
    limits = replace(
        limits, all=limits.fetch * (len(addresses) + 1), share=1.0, size=min(limits.size, LARGEST)
    )
    agent = gather.user_agent(settings.options.home_page or settings.site_url)
    found: Fetched = {}
    requests = [Request(address, private=private) for address in addresses]
    async for response in fetch_all(requests, limits, agent=agent):
        found[response.address] = response.error or await asyncio.to_thread(_picture, response.body)
        said(len(found), len(addresses))
    return found


def _picture(body: bytes) -> bytes | str:
    try:
        suffix_of(body)
    except ValueError as error:
        return f"what is there {error}"
    return body
