"""robots.txt as RFC 9309 has it: asked once per site and run, kept for a day, obeyed for pages.

- 2xx: the rules hold. 4xx, or more than five redirects (§2.3.1.2, §2.3.1.3): everything is allowed.
- 5xx, time-out, no connection, a refused address (§2.3.1.4): nothing is allowed, unless an older copy is
  kept; then that one holds (§2.4).
- The longest matching path decides, and where two are equally long, the one that allows (§2.2.2); `*` is any
  text, `$` the end (§2.2.3). `urllib.robotparser` is not used: it takes the first match, knows no `*`, and
  dies of a line such as `Crawl-delay: ²`.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ai_digest.atomic import write_atomic
from ai_digest.gather.request import FetchError, Request, Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    import httpx2

log = logging.getLogger(__name__)
PRODUCT = "ai-digest"
DAY = 24 * 3600.0
MOST_BYTES = 500 * 1024  # §2.5
MOST_RULES = 5000
_PRODUCT = re.compile(r"[a-zA-Z_-]+|\*")


@dataclass(frozen=True, slots=True)
class Rule:
    """A path pattern, and whether what it matches may be fetched."""

    pattern: str
    allows: bool

    def matches(self, path: str) -> bool:
        """Tell whether the pattern matches the beginning of a path; takes time in proportion to both."""
        first, *parts = self.pattern.removesuffix("$").split("*")
        if not path.startswith(first):
            return False
        at = len(first)
        anchored = self.pattern.endswith("$")
        if not parts:
            return at == len(path) or not anchored
        last = parts.pop() if anchored else ""
        for part in parts:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        return not anchored or (len(path) - len(last) >= at and path.endswith(last))


class Robots:
    """The rules of the sites of one run. Fetching them is lent by the client, with its limits and checks."""

    def __init__(self, cache: Path | None, fetch: Callable[[Request], Awaitable[Response]]) -> None:
        """Keep copies below the cache folder, if there is one."""
        self._folder = cache / "robots" if cache else None
        self._fetch = fetch
        self._sites: dict[Request, asyncio.Task[tuple[Rule, ...]]] = {}

    async def check(self, url: httpx2.URL, *, private: bool) -> None:
        """Raise FetchError if a page may not be asked for."""
        site = str(url.copy_with(raw_path=b"/robots.txt", fragment=None, userinfo=b""))
        request = Request(site, private=private)
        if request not in self._sites:
            self._sites[request] = asyncio.create_task(self._rules(request))
        rules = await asyncio.shield(self._sites[request])
        if not allowed(rules, url.raw_path.decode("ascii", "replace")):
            raise FetchError("robots.txt of the site does not allow this page")

    async def aclose(self) -> None:
        """End what is still being asked."""
        for task in self._sites.values():
            task.cancel()
        await asyncio.gather(*self._sites.values(), return_exceptions=True)

    async def _rules(self, request: Request) -> tuple[Rule, ...]:
        kept = self._copy(request.address)
        if kept and kept[1] < DAY:
            return parse(kept[0])
        response = await self._fetch(request)
        if not response.error:
            body = response.body[:MOST_BYTES]
        elif 400 <= response.status < 500 or response.error.startswith("more than"):  # noqa: PLR2004
            body = b""
        elif kept:
            return parse(kept[0])
        else:
            raise FetchError(f"robots.txt cannot be had ({response.error}), so the page is not asked for")
        await asyncio.to_thread(self._keep, request.address, body)
        return parse(body)

    def _copy(self, address: str) -> tuple[bytes, float] | None:
        """Return the kept copy and its age in seconds."""
        if self._folder is None:
            return None
        path = self._path(address)
        try:
            return path.read_bytes(), max(0.0, time.time() - path.stat().st_mtime)
        except OSError:
            return None

    def _keep(self, address: str, body: bytes) -> None:
        if self._folder is None:
            return
        try:
            write_atomic(self._path(address), body)
        except OSError as error:
            log.warning("a robots.txt cannot be kept for the next run: %s", error)

    def _path(self, address: str) -> Path:
        assert self._folder is not None  # noqa: S101  callers have looked
        return self._folder / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.txt"


def parse(body: bytes) -> tuple[Rule, ...]:
    """Return the rules of our groups, or of those for all if we have none; other lines are passed over."""
    ours: list[Rule] = []
    everybody: list[Rule] = []
    named = False
    agents: list[str] = []
    in_rules = True
    for key, value in _lines(body):
        if key == "user-agent":
            agents = [value] if in_rules else [*agents, value]
            in_rules = False
            named = named or _is_us(value)
            continue
        in_rules = True
        if not value:
            continue
        rule = Rule(_normal(value), key == "allow")
        if any(_is_us(agent) for agent in agents):
            ours.append(rule)
        elif "*" in agents:
            everybody.append(rule)
    return tuple((ours if named else everybody)[:MOST_RULES])


def allowed(rules: tuple[Rule, ...], path: str) -> bool:
    """Tell whether a path with its query may be fetched."""
    normal = _normal(path)
    matching = [rule for rule in rules if rule.matches(normal)]
    longest = max(matching, key=lambda rule: (len(rule.pattern), rule.allows), default=None)
    return longest is None or longest.allows


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    for line in body.decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon and key.strip().lower() in {"user-agent", "allow", "disallow"}:
            yield key.strip().lower(), value.strip()


def _is_us(agent: str) -> bool:
    found = _PRODUCT.match(agent)
    return found is not None and found[0].lower() == PRODUCT


def _normal(path: str) -> str:
    """Return a path with its percent-encoding undone, so that two spellings of it compare equal (§2.2.2)."""
    return unquote(path)
