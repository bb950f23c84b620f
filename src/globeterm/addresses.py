"""The one choke point for web addresses: what may be requested, stored, opened, copied or linked to (SEC-03).

Only http and https pass, with a host, without controls, blanks or user names.
"""

import re
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from globeterm.limits import ADDRESS_LENGTH
from globeterm.text import is_clean

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_SAFE_IN_ADDRESS: Final = "!#$%&'()*+,/:;=?@[]~-._"
_HOST_NAME: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", re.ASCII)
_USER_IN_ADDRESS: Final = re.compile(r"(?<=://)[^/?#\s'\"]*@")


def safe_url(address: str, base: str | None = None) -> str | None:
    """``address`` made absolute below ``base``, or None when it must not be used at all."""
    stripped = address.strip(" \t\r\n\f")
    if not stripped or not is_clean(stripped) or " " in stripped:
        return None
    try:
        parts = urlsplit(urljoin(base, stripped) if base is not None else stripped)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            return None
        url = urlunsplit(
            parts._replace(
                netloc=_netloc(parts),
                path=_quoted(parts.path or "/"),
                query=_quoted(parts.query),
                fragment=_quoted(parts.fragment),
            )
        )
    except ValueError:
        return None
    return url if len(url) <= ADDRESS_LENGTH else None


def same_address(address: str) -> str:
    """Make a key under which spellings of one address are equal: percent-decoded, no fragment, no trailing slash.

    WordPress percent-encodes non-Latin slugs in lower case, browsers in upper case; the scheme does not tell two
    stories apart either.
    """
    try:
        parts = urlsplit(address)
        host = _netloc(parts).lower()
    except ValueError:
        return address
    query = f"?{parts.query}" if parts.query else ""
    return host + unquote(parts.path).rstrip("/") + query


def origin(address: str) -> str:
    """The origin of an address as RFC 6454 writes it: scheme, host and port; the default port is left out."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{_netloc(parts)}"


def host(address: str) -> str:
    """The host of an address for people: without port and without ``www.``; empty when there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def without_users(text: str) -> str:
    """``text`` with user names and passwords taken out of the addresses in it, of whatever scheme (SEC-14)."""
    return _USER_IN_ADDRESS.sub("", text)


def _netloc(parts: SplitResult) -> str:
    """Host and port alone, the host in lower case and in its ASCII form, so that look-alike scripts show (SEC-03).

    Raises ValueError when that is no host name and no IP address.
    """
    name = (parts.hostname or "").rstrip(".")
    if not name.isascii():
        name = name.encode("idna").decode("ascii").rstrip(".").lower()
    bracketed = f"[{_compressed(IPv6Address(name))}]" if ":" in name else name
    if "%" in name or not (":" in name or _HOST_NAME.fullmatch(name) or not parts.hostname):
        raise ValueError(name)
    port = parts.port
    return bracketed if port is None or port == _DEFAULT_PORTS.get(parts.scheme) else f"{bracketed}:{port}"


def _compressed(address: IPv6Address) -> str:
    """The short form, of hexadecimal groups alone (RFC 5952, 4); some Pythons write a mapped one with dots."""
    mapped = address.ipv4_mapped
    return address.compressed if mapped is None else f"::ffff:{int(mapped) >> 16:x}:{int(mapped) & 0xFFFF:x}"


def _quoted(part: str) -> str:
    return quote(part, safe=_SAFE_IN_ADDRESS)
