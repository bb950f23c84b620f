"""When a stored answer may be used again: RFC 9111 for a private cache. Pure functions without I/O.

Freshness is only what the server says: there is no heuristic lifetime, so an answer without one is always validated.
Whatever can't be read counts as stale (RFC 9111, 4.2.1), an Age too. ``s-maxage`` gives a private cache no lifetime;
like ``proxy-revalidate`` it says that its site wants nothing stale to be shown while it can be asked, and is heeded
as that. ``stale-while-revalidate`` is not made use of.
"""

from datetime import datetime, timedelta
from typing import Final

from globeterm.web.fields import Fields, joined, members, one_date, seconds, values
from globeterm.web.stored import Stored

_SHARED: Final = frozenset({"proxy-revalidate", "s-maxage"})


def may_store(status: int, fields: Fields) -> bool:
    """Whether an answer to a GET may be kept: only 200, and never with no-store (RFC 9111, 3)."""
    return status == 200 and "no-store" not in _directives(fields)


def is_fresh(stored: Stored, now: datetime) -> bool:
    """Whether the answer may be used without asking the server (RFC 9111, 4.2), its Vary set aside."""
    lifetime = explicit_lifetime(stored.fields, stored.received)
    if lifetime is None or _must_validate(stored.fields) or now < stored.received:
        return False
    if _told_age(stored.fields) is None:
        return False
    return timedelta(seconds=lifetime) > _age(stored, now)


def may_be_stale(stored: Stored, now: datetime, *, offline: bool = False) -> bool:
    """Whether the answer may stand in when the server can't be asked or fails (RFC 9111, 4.2.4; RFC 5861, 4).

    no-cache forbids it always, must-revalidate as soon as it is stale; stale-if-error says for how long it may. What is
    said to shared caches alone counts too, unless the reader is ``offline`` by choice and nothing can be asked.
    """
    if _must_validate(stored.fields):
        return False
    if is_fresh(stored, now):
        return True
    directives = _directives(stored.fields)
    if "must-revalidate" in directives or (not offline and directives.keys() & _SHARED):
        return False
    window = _least(directives.get("stale-if-error"))
    lifetime = explicit_lifetime(stored.fields, stored.received) or 0
    return window is None or _age(stored, now) <= timedelta(seconds=lifetime + window)


def explicit_lifetime(fields: Fields, received: datetime) -> int | None:
    """For how many seconds the answer is fresh from its Date on (RFC 9111, 4.2.1); None when it does not say.

    max-age goes before Expires; given several times, the least counts. A wrong value is 0: already stale.
    """
    max_age = _least(_directives(fields).get("max-age"))
    if max_age is not None:
        return max_age
    if not values(fields, "expires"):
        return None
    expires = one_date(fields, "expires", received)
    if expires is None:
        return 0
    since = one_date(fields, "date", received) or received
    return max(0, int((expires - since).total_seconds()))


def fresh_seconds(fields: Fields, requested: datetime, received: datetime) -> int | None:
    """For how many seconds from ``received`` on the answer stays fresh; None when it gives no lifetime."""
    lifetime = explicit_lifetime(fields, received)
    if lifetime is None:
        return None
    if _told_age(fields) is None:
        return 0
    return max(0, lifetime - int(_initial_age(fields, requested, received).total_seconds()))


def same_variant(stored: Stored, sent: Fields) -> bool:
    """Whether a request with the fields ``sent`` selects the stored answer (Vary, RFC 9111, 4.1)."""
    names = _vary(stored.fields)
    return "*" not in names and all(_selecting(stored.sent, name) == _selecting(sent, name) for name in names)


def may_validate(stored: Stored, sent: Fields) -> bool:
    """Whether the stored validators may go out with ``sent``: for ``Vary: *`` the server's 304 settles the variant."""
    return "*" in _vary(stored.fields) or same_variant(stored, sent)


def _must_validate(fields: Fields) -> bool:
    """no-cache, with or without names of fields, and ``Vary: *`` allow no use without the server's word."""
    return "no-cache" in _directives(fields) or "*" in _vary(fields)


def _age(stored: Stored, now: datetime) -> timedelta:
    """The current age of RFC 9111, 4.2.3."""
    resident = max(timedelta(), now - stored.received)
    return _initial_age(stored.fields, stored.requested, stored.received) + resident


def _initial_age(fields: Fields, requested: datetime, received: datetime) -> timedelta:
    date = one_date(fields, "date", received) or received
    apparent = max(timedelta(), received - date)
    delay = max(timedelta(), received - requested)
    return max(apparent, timedelta(seconds=_told_age(fields) or 0) + delay)


def _told_age(fields: Fields) -> int | None:
    """The seconds that Age says, 0 without one; None for what it can't mean: a list, a sign, a fraction, a word."""
    listed = members(joined(fields, "age"))
    if not listed:
        return 0 if not values(fields, "age") else None
    return seconds(listed[0]) if len(listed) == 1 and listed[0].isdigit() else None


def _directives(fields: Fields) -> dict[str, list[str | None]]:
    """Cache-Control by directive in lower case, each with its values; None for a value that is missing or malformed."""
    found: dict[str, list[str | None]] = {}
    for member in members(joined(fields, "cache-control")):
        name, _, value = member.partition("=")
        whole = bool(value) and not name.endswith((" ", "\t"))
        found.setdefault(name.strip(" \t").lower(), []).append(value if whole else None)
    return found


def _least(given: list[str | None] | None) -> int | None:
    """The least of a directive's values in seconds, a wrong one being 0; None when the directive is not there."""
    return None if given is None else min(seconds(value) or 0 for value in given)


def _vary(fields: Fields) -> frozenset[str]:
    return frozenset(name.lower() for name in members(joined(fields, "vary")))


def _selecting(sent: Fields, name: str) -> tuple[str, ...]:
    return members(joined(sent, name)) if name.isascii() else ()
