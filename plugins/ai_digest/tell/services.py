"""Any other channel that apprise knows (mail, Matrix, Slack, ntfy, …), by its address; an optional package.

An address holds passwords and keys, so it is shown nowhere, and apprise's own log, which quotes parts of it,
is kept silent. In the record a service is its scheme and four digits of a hash: enough to tell a handful of
addresses apart, and too few to guess a password by.

Apprise says whether it went well, and not whether a service that did not answer had taken the post all the
same. So a failure is unclear, and waits for a person.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ai_digest.errors import UsageError
from ai_digest.tell.bot_api import UnclearError
from ai_digest.tell.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_digest.tell.post import Post
    from ai_digest.tell.record import ChannelRecord, Log

_DIGITS = 4


@dataclass
class Service:
    """One service, ready to be told."""

    name: str
    service: Any = field(repr=False)

    def tell(self, post: Post, log: Log) -> str:
        """Send title and text once. Raises UnclearError if that does not succeed."""
        if log.entry.messages:
            unchanged = log.entry.messages[0].sha256 == post.sha256
            return "already told" if unchanged else "already told; what it got cannot be edited"
        log.intend("notice", post.sha256)
        if not self._notify(post):
            log.settle(State.UNCLEAR)
            raise UnclearError(
                "apprise could not deliver it; try the address with apprise's own command, -vv"
            )
        log.settle(State.SENT)
        log.whole(post.sha256)
        return "1 message sent"

    def _notify(self, post: Post) -> bool:
        import apprise

        box = apprise.Apprise(asset=self.service.asset)
        box.add(self.service)
        with _silent():
            try:
                return bool(box.notify(post.body, post.title, body_format=apprise.NotifyFormat.TEXT))
            except Exception:  # noqa: BLE001  a hundred foreign plugins; their words may quote the address
                return False


def rehearse(post: Post, entry: ChannelRecord) -> str:
    """Return title and text as they would be sent."""
    if entry.messages:
        return "already told; nothing would be sent"
    return f"title: {post.title}\n{post.body}"


def services_at(addresses: str) -> list[Service]:
    """Return the services of a list of addresses, parted by spaces or lines. Raises UsageError.

    No address is in the message, only its place in the list.
    """
    wanted = list(dict.fromkeys(addresses.split()))
    if not wanted:
        return []
    try:
        import apprise
    except ImportError as error:
        raise UsageError(
            "AI_DIGEST_APPRISE_URLS is set and apprise is not installed: .venv/bin/pip install 'apprise>=2'"
        ) from error
    asset = apprise.AppriseAsset(secure_logging=True, async_mode=False, storage_mode="memory")
    with _silent():
        made = [apprise.Apprise.instantiate(address, asset=asset) for address in wanted]
    wrong = [place for place, service in enumerate(made, 1) if service is None]
    if wrong:
        raise UsageError(
            *(f"AI_DIGEST_APPRISE_URLS: apprise does not know address {place}" for place in wrong)
        )
    return [Service(name, service) for name, service in zip(_names(wanted), made, strict=True)]


def _names(addresses: list[str]) -> Iterator[str]:
    """Name each address; should two get the same name, the later one is told apart by a number."""
    seen: list[str] = []
    for address in addresses:
        scheme, digits = address.partition(":")[0], hashlib.sha256(address.encode()).hexdigest()[:_DIGITS]
        name = f"{scheme.lower()}-{digits}"
        seen.append(name)
        yield name if seen.count(name) == 1 else f"{name}-{seen.count(name)}"


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep apprise's log from every handler, that of last resort included."""
    log = logging.getLogger("apprise")
    before = log.disabled
    log.disabled = True
    try:
        yield
    finally:
        log.disabled = before
