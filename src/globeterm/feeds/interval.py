"""How often a feed document asks to be polled at most (POL-15)."""

from typing import Final

_DAY: Final = 86_400
_PERIODS: Final = {
    "hourly": 3_600,
    "daily": _DAY,
    "weekly": 7 * _DAY,
    "monthly": 30 * _DAY,
    "yearly": 365 * _DAY,
}


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


def _positive(said: str) -> int | None:
    """A positive whole number of at most nine digits, else None."""
    digits = said.strip()
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else 0
    return number or None
