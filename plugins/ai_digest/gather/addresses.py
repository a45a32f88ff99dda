"""Which addresses may be asked: the public internet, and for a private source its own network.

A name is looked up once, every number it leads to is judged here, and the connection goes to a judged number
(`connections`): between check and use there is no second look-up that could answer differently.

Sources: IANA's special-purpose address registries (RFC 6890), as `ipaddress` knows them; global unicast
2000::/3 (RFC 4291); addresses that carry an IPv4 address are judged by it: mapped (RFC 4291), 6to4 (RFC
3056), NAT64 (RFC 6052), ISATAP (RFC 5214). Numbers in other forms than a.b.c.d (2130706433, 0x7f.1,
0177.0.0.1) are refused by WHATWG's rule "a host that ends in a number is an IPv4 address".
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from ai_digest.gather.request import FetchError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], Iterable[str]]  # a name → its addresses; blocks

METADATA = frozenset(  # where clouds give a machine its credentials
    ip_address(number)
    for number in (
        "169.254.169.254",  # most clouds
        "169.254.170.2",  # AWS, containers
        "100.100.100.200",  # Alibaba
        "168.63.129.16",  # Azure
        "192.0.0.192",  # Oracle
        "fd00:ec2::254",  # AWS
    )
)
SHARED = IPv4Network("100.64.0.0/10")  # behind a carrier's NAT (RFC 6598); also Tailscale
BENCHMARK = IPv4Network("198.18.0.0/15")  # RFC 2544; also the made-up answers of some proxy programs
GLOBAL_UNICAST = IPv6Network("2000::/3")
SITE_LOCAL = IPv6Network("fc00::/7")
NAT64 = IPv6Network("64:ff9b::/96")
ISATAP = 0x5EFE  # bits 32 to 63, whether its 0x0200_0000 is set or not
OWN_NETWORK = frozenset(
    {"a loopback address", "a private address", "a shared address", "a benchmark address"}
)
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*", re.ASCII)


class AddressRefusedError(FetchError):
    """A host leads where no request goes; `own_network` says that `private = true` would allow it."""

    def __init__(self, host: str, kind: str, number: str = "") -> None:
        """Name the host, what kind of address it has, and the address unless it is the host."""
        leads = f"leads to {number}, " if number not in ("", host) else "is "
        super().__init__(f"{host!r} {leads}{kind}")
        self.own_network = kind in OWN_NETWORK


def why_refused(address: Address, *, private: bool) -> str:
    """Return what kind of address it is if it is refused, "" if it may be asked."""
    carried = _carried(address)
    judged = [carried] if carried and not _is_isatap(address) else [address, *([carried] if carried else [])]
    kinds = (_kind(one) for one in judged)
    return next((kind for kind in kinds if kind and not (private and kind in OWN_NETWORK)), "")


def check_host(host: str, *, private: bool) -> bool:
    """Tell whether a host is written as a number. Raises AddressRefusedError for a number that is refused."""
    try:
        address = ip_address(host)
    except ValueError:
        if _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
            raise AddressRefusedError(host, "a number that is not written as an address") from None
        return False
    if kind := why_refused(address, private=private):
        raise AddressRefusedError(host, kind)
    return True


async def find_addresses(host: str, *, private: bool, resolve: Resolve) -> tuple[str, ...]:
    """Look a host up, once, and return its addresses in the system's order of preference.

    Raises AddressRefusedError if one of them is refused (a name that leads to both kinds is a trap), and
    OSError or UnicodeError if the name does not resolve.
    """
    if check_host(host, private=private):
        return (host,)
    found = tuple(dict.fromkeys(await _in_thread(resolve, host)))
    if not found:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    for number in found:
        if kind := why_refused(ip_address(number), private=private):
            raise AddressRefusedError(host, kind, number)
    return found


def look_up(host: str) -> Iterable[str]:
    """Ask the system for the addresses of a name; blocks. Raises OSError or UnicodeError."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


async def _in_thread(resolve: Resolve, host: str) -> Iterable[str]:
    """Look up in a thread of its own, which nobody waits for: a look-up cannot be stopped.

    The loop's own threads will not do: they are few, and the loop waits for them at its end.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Iterable[str]] = loop.create_future()

    def settle(found: Iterable[str], error: Exception | None) -> None:
        if answer.done():  # given up meanwhile
            return
        if error:
            answer.set_exception(error)
        else:
            answer.set_result(found)

    def work() -> None:
        found: Iterable[str] = ()
        failed: Exception | None = None
        try:
            found = resolve(host)
        except (OSError, UnicodeError) as error:
            failed = error
        with contextlib.suppress(RuntimeError):  # the loop has ended: nobody asks any more
            loop.call_soon_threadsafe(settle, found, failed)

    threading.Thread(target=work, name=f"look up {host}", daemon=True).start()
    return await answer


def _kind(address: Address) -> str:
    """Return what makes an address no public one, "" if it is public."""
    kinds = {
        "a metadata service": address in METADATA,
        "a loopback address": address.is_loopback,
        "a multicast address": address.is_multicast,
        "a link-local address": address.is_link_local,
        "a reserved address": address.is_unspecified or (address.version == 4 and address.is_reserved),  # noqa: PLR2004
        "a shared address": address in SHARED,
        "a benchmark address": address in BENCHMARK,
        "a private address": _is_private(address),
    }
    found = next((kind for kind, applies in kinds.items() if applies), "")
    return found or ("" if _is_global(address) else "a reserved address")


def _is_private(address: Address) -> bool:
    if isinstance(address, IPv6Address):
        return address in SITE_LOCAL
    return any(address in IPv4Network(block) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))


def _is_global(address: Address) -> bool:
    return address.is_global and (isinstance(address, IPv4Address) or address in GLOBAL_UNICAST)


def _carried(address: Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for or leads to."""
    if isinstance(address, IPv4Address):
        return None
    low = IPv4Address(int(address) & 0xFFFF_FFFF)
    if address in NAT64 or _is_isatap(address):
        return low
    return address.ipv4_mapped or address.sixtofour


def _is_isatap(address: Address) -> bool:
    return address.version == 6 and (int(address) >> 32) & 0xFDFF_FFFF == ISATAP  # noqa: PLR2004
