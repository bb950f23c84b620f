"""Addresses below a base: that of the document, or xml:base, which nobody knows later (RFC 4287, 2)."""

import re
from functools import partial
from typing import Final
from urllib.parse import urljoin, urlsplit

from globeterm.addresses import safe_url
from globeterm.limits import ADDRESS_LENGTH
from globeterm.text import is_clean

_ADDRESS: Final = re.compile(r"""(\s(?:href|src|data-src|poster)\s*=\s*["'])([^"'<>\s]*)(?=["'])""", re.IGNORECASE)
#: What breaks a long address over two lines.
_BROKEN: Final = re.compile(r"\s*[\t\r\n]\s*")


def address_below(base: str, said: str) -> str | None:
    """An address of a feed, absolute; where ``base`` is not known (empty), a relative one stays as it is said.

    Blanks within it ("a file.mp3") are read as browsers read them (WHATWG URL, 4.4).
    """
    written = _BROKEN.sub("", said.strip()).replace(" ", "%20")
    return safe_url(written, base) if base else safe_url(written) or _relative(written)


def _relative(said: str) -> str | None:
    try:
        parts = urlsplit(said)
    except ValueError:
        return None
    is_relative = bool(said) and not parts.scheme and not parts.netloc and not said.startswith(("//", "\\"))
    return said if is_relative and is_clean(said) and len(said) <= ADDRESS_LENGTH else None


def absolute(markup: str, base: str) -> str:
    """``markup`` with its links and pictures absolute below ``base``; as it is when that is no web address."""
    if safe_url(base) is None:
        return markup
    return _ADDRESS.sub(partial(_joined, base=base), markup)


def _joined(attribute: re.Match[str], base: str) -> str:
    written = attribute[2]
    try:
        relative = written and not written.startswith("#") and not urlsplit(written).scheme
        return attribute[1] + (urljoin(base, written) if relative else written)
    except ValueError:
        return attribute[0]
