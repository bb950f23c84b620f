"""Dates and ages for people. Days are those of the place where ``now`` is told: its time zone counts."""

from datetime import date, datetime
from typing import Final

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_MONTH: Final = 30 * _DAY
_YEAR: Final = 365 * _DAY


def long_date(when: datetime, now: datetime) -> str:
    """As in “18 November 2019”."""
    local = when.astimezone(now.tzinfo)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def weekday_date(when: datetime, now: datetime) -> str:
    """As in “Tuesday 17 June 2025”."""
    return f"{_WEEKDAYS[when.astimezone(now.tzinfo).weekday()]} {long_date(when, now)}"


def day_month(when: datetime, now: datetime) -> str:
    """As in “Tue 17 Jun”."""
    local = when.astimezone(now.tzinfo)
    return f"{weekday(local)} {local.day} {_MONTHS[local.month - 1][:3]}"


def weekday(day: date) -> str:
    """As in “Tue”."""
    return _WEEKDAYS[day.weekday()][:3]


def short_date(when: datetime, now: datetime) -> str:
    """As in “14:02” for today, "18 Nov" for this year, "18 Nov 2019" for all others."""
    local = when.astimezone(now.tzinfo)
    if local.date() == now.date():
        return clock(when, now)
    day = f"{local.day} {_MONTHS[local.month - 1][:3]}"
    return day if local.year == now.year else f"{day} {local.year}"


def clock(when: datetime, now: datetime) -> str:
    """As in “14:02”."""
    return f"{when.astimezone(now.tzinfo):%H:%M}"


def age(when: datetime, now: datetime) -> str:
    """As in “2 min ago”. A time that is yet to come is "just now": clocks differ."""
    seconds = int((now - when).total_seconds())
    if seconds < _MINUTE:
        return "just now"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} min ago"
    for unit, name in ((_YEAR, "year"), (_MONTH, "month"), (_DAY, "day"), (_HOUR, "hour")):
        count = seconds // unit
        if count:
            return f"{count} {name}{'s' if count > 1 else ''} ago"
    raise AssertionError


def since(when: datetime, now: datetime) -> str:
    """As in “since 14:02”, "since 18 Nov": when something began that still goes on."""
    return f"since {short_date(when, now)}"
