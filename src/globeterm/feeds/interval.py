"""How often a feed document asks to be polled at most (POL-15)."""

import re
from typing import Final

_DAY: Final = 86_400
_PERIODS: Final = {
    "hourly": 3_600,
    "daily": _DAY,
    "weekly": 7 * _DAY,
    "monthly": 30 * _DAY,
    "yearly": 365 * _DAY,
}
_WEEKDAYS: Final = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")
_SKIP_HOURS: Final = re.compile(rb"<skipHours\s*>([^\0]{0,4096}?)</skipHours\s*>", re.IGNORECASE)
_SKIP_DAYS: Final = re.compile(rb"<skipDays\s*>([^\0]{0,4096}?)</skipDays\s*>", re.IGNORECASE)
_HOUR: Final = re.compile(rb"<hour\s*>\s*(\d{1,2})\s*</hour", re.IGNORECASE)
_WEEKDAY: Final = re.compile(rb"<day\s*>\s*([a-z]+)\s*</day", re.IGNORECASE)


def poll_interval(*, ttl: str = "", period: str = "", frequency: str = "") -> int | None:
    """The least time between two polls in seconds, the larger of both hints; None when there is none.

    ``ttl`` is in minutes (RSS 2.0); ``period`` and ``frequency`` are sy:updatePeriod ("daily") and how many updates
    it holds (RSS 1.0, syndication module).
    """
    minutes = _positive(ttl)
    whole_period = _PERIODS.get(period.strip().lower())
    hints = [minutes * 60] if minutes is not None else []
    if whole_period is not None:
        hints.append(whole_period // (_positive(frequency) or 1))
    return max(hints, default=None)


def skipped_hours(body: bytes) -> frozenset[int]:
    """The hours, 0 to 23 in UTC, that a document asks to be left alone in (RSS 2.0: skipHours; 24 is an old 0).

    The parser keeps the last of them only, so they are read from the bytes.
    """
    found = _SKIP_HOURS.search(body)
    hours = map(int, _HOUR.findall(found[1])) if found else ()
    return frozenset(hour % 24 for hour in hours if hour <= 24)


def skipped_days(body: bytes) -> frozenset[int]:
    """The days of the week, 0 for Monday, that a document asks to be left alone on (RSS 2.0: skipDays)."""
    found = _SKIP_DAYS.search(body)
    names = map(bytes.lower, _WEEKDAY.findall(found[1])) if found else ()
    return frozenset(_WEEKDAYS.index(name) for name in names if name in _WEEKDAYS)


def _positive(said: str) -> int | None:
    """A positive whole number of at most nine digits, else None."""
    digits = said.strip()
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else 0
    return number or None
