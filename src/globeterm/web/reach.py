"""Which hosts a request may reach (SEC-13): what the client says of it, and what the transport says of the answer."""

import ipaddress
from dataclasses import dataclass
from typing import Final

#: Key of the request's ``Reach`` among the extensions of an httpx request.
REACH: Final = "globeterm.reach"
#: Key among the extensions of an httpx response: whether the host that answered is private.
PRIVATE_PEER: Final = "globeterm.private_peer"

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Reach:
    """``private``: a private host may be reached. Otherwise only if ``sponsor``, a host name, is private itself."""

    private: bool = False
    sponsor: str | None = None


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; wrapped IPv4 addresses are looked at unwrapped."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        wrapped = found.ipv4_mapped or found.sixtofour
        if wrapped is None and found in _NAT64:
            wrapped = ipaddress.IPv4Address(found.packed[-4:])
        if wrapped is not None:
            return is_public(str(wrapped))
        if found.is_site_local:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved)
