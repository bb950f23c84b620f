"""Dates as people write them: "5 de diciembre de 2024", "Paz, 05 Oca 2025 10:00 +0300", "2024年12月5日" (FLT-33)."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from globeterm.folding import fold

#: How a month's name begins, without accents, in English, French, German, Spanish, Italian, Portuguese, Dutch, the
#: Scandinavian languages, Polish, Czech, Hungarian, Turkish and Russian.
_BEGINNINGS: Final = (
    "jan ene gen sty led oca янв",
    "feb fev lut uno sub фев",
    "mar mrt maa bre мар",
    "apr avr abr kwi dub nis апр",
    "may mai mei maj mag kvet маи мая",
    "jun juin giu cze cerven cervn haz июн",
    "jul juil lug lip cervenc cervenec tem июл",
    "aug aou ago agu sie srp авг",
    "sep set sze wrz zari eyl сен",
    "oct okt ott out paz rij eki окт",
    "nov lis kas ноя",
    "dec dez dic gru pro ara дек",
)
_MONTHS: Final[Mapping[str, int]] = {
    beginning: number for number, names in enumerate(_BEGINNINGS, 1) for beginning in names.split()
}
_LONGEST: Final = max(map(len, _MONTHS))
#: More of a date than this is none.
_LENGTH: Final = 100

_NAME: Final = r"(?P<month>[^\W\d_]{3,})"
_PARTS: Final = r"(?:\bde\b|\bof\b|\ber\b|[\s.,/-])"
_ORDERS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:er\b|st\b|nd\b|rd\b|th\b)?{_PARTS}*{_NAME}{_PARTS}*(?P<year>\d{{4}}|\d\d)(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}}){_PARTS}*{_NAME}{_PARTS}*(?P<day>\d{{1,2}})(?!\d)",
        rf"{_NAME}{_PARTS}+(?P<day>\d{{1,2}})(?:st\b|nd\b|rd\b|th\b)?{_PARTS}+(?P<year>\d{{4}})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})\s*[-/.年년]\s*(?P<month>\d{1,2})\s*[-/.月월]\s*(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<day>1[3-9]|2\d|3[01])[/-](?P<month>\d{1,2})[/-](?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<month>\d{1,2})[/-](?P<day>1[3-9]|2\d|3[01])[/-](?P<year>\d{4})(?!\d)",
    )
)
_TIME: Final = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})\s?[:h時时시]\s?(?P<minute>\d\d)(?:(?:[:分분]\s?(?P<second>\d\d)(?:[.,]\d+)?)?)"
    r"(?:\s*(?:z|utc|gmt)?\s*(?P<sign>[+-])(?P<ahead>[01]\d|2[0-3]):?(?P<rest>[0-5]\d)?)?"
)
_AFTERNOON: Final = re.compile(r"\bp\.?m\b|오후|下午|午後")
_MORNING: Final = re.compile(r"\ba\.?m\b|오전|上午|午前")
_KOREAN: Final = re.compile("[년월시분]|오전|오후")
_SEOUL: Final = timezone(timedelta(hours=9))


def loose_moment(said: str) -> datetime | None:
    """The moment that is written, aware; without a zone it is UTC, in Korean it is Seoul's; None when there is none.

    Of day and month in figures the order is known by a dot, or by a day after the twelfth; else it is no date.
    """
    written = said[:_LENGTH].lower()
    time = _TIME.search(written)
    rest = written if time is None else f"{written[: time.start()]} {written[time.end() :]}"
    try:
        day = _day(rest)
        return None if day is None else _at(day, time, written)
    except (ValueError, OverflowError):
        return None


def is_in_halves(said: str) -> bool:
    """Whether the hour of a date is said of twelve."""
    written = said[:_LENGTH].lower()
    return _AFTERNOON.search(written) is not None or _MORNING.search(written) is not None


def _day(written: str) -> date | None:
    """The day that is written. Raises ValueError for one that no calendar has."""
    for order in _ORDERS:
        for found in order.finditer(written):
            month = _month(found["month"])
            if month is not None:
                year = int(found["year"])
                century = 0 if len(found["year"]) == 4 else 2000 if year < 50 else 1900
                return date(century + year, month, int(found["day"]))
    return None


def _month(name: str) -> int | None:
    if name.isdigit():
        return int(name)
    folded = fold(name)
    found = (_MONTHS.get(folded[:length]) for length in range(_LONGEST, 2, -1))
    return next((month for month in found if month is not None), None)


def _at(day: date, time: re.Match[str] | None, written: str) -> datetime:
    """A time of the day; 24:00 and a leap second are the next moment. Raises ValueError for no time."""
    zone = (_zone(time) if time is not None else None) or (_SEOUL if _KOREAN.search(written) else UTC)
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    if time is None:
        return start
    hour, minute, second = (int(time[part] or 0) for part in ("hour", "minute", "second"))
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError(written)
    if hour < 12 and _AFTERNOON.search(written):
        hour += 12
    elif hour == 12 and _MORNING.search(written):
        hour = 0
    return start + timedelta(hours=hour, minutes=minute, seconds=second)


def _zone(time: re.Match[str]) -> timezone | None:
    if time["sign"] is None:
        return None
    ahead = timedelta(hours=int(time["ahead"]), minutes=int(time["rest"] or 0))
    return timezone(-ahead if time["sign"] == "-" else ahead)
