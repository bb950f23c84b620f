"""Takes what lets somebody in out of all that is passed on: reports of crashes, and what ``doctor`` says (SEC-20)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from globeterm.addresses import without_users

HIDDEN: Final = "***"

#: Shorter values are no passwords, and would be found in every other word.
SHORTEST: Final = 6

_NAMES: Final = "key|token|auth|secret|sig|pass|session|credential|cookie"
_NAMED: Final = re.compile(_NAMES, re.IGNORECASE)
_IN_QUERY: Final = re.compile(rf"(?<=[?&;])([\w.-]*(?:{_NAMES})[\w.-]*=)[^&;#\s'\"]+", re.IGNORECASE)
_IN_HEADER: Final = re.compile(
    r"\b((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]*(?:key|token))(['\"]?\s*[:=,]\s*)[^\n]+", re.IGNORECASE
)


def without_secrets(text: str, known: Sequence[str] = ()) -> str:
    """``text`` without users and passwords in addresses, keys in queries, headers that log in, and ``known`` values."""
    text = _IN_QUERY.sub(rf"\1{HIDDEN}", without_users(text))
    text = _IN_HEADER.sub(rf"\1\2{HIDDEN}", text)
    for secret in sorted(known, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text


def secrets_of(environment: Mapping[str, str], *addresses: str | None) -> tuple[str, ...]:
    """The values of the environment that are called secret, and the passwords that addresses hold."""
    return tuple(dict.fromkeys(value for value in _secrets(environment, addresses) if len(value) >= SHORTEST))


def _secrets(environment: Mapping[str, str], addresses: Sequence[str | None]) -> Iterator[str]:
    for name, value in environment.items():
        if _NAMED.search(name) and not value.startswith("/"):  # which is where a socket or a file is
            yield value
    for address in addresses:
        try:
            password = urlsplit(address or "").password
        except ValueError:
            continue
        if password:
            yield password
            yield unquote(password)
