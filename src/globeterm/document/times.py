"""Moments as pages write them: ISO 8601, mail dates, and days in words or figures."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_ISO: Final = re.compile(
    r"(?P<day>(?:19|20)\d\d-\d\d?-\d\d?)"
    r"(?:[T ]\s*(?P<time>\d\d?:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_COMPACT: Final = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?$")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier enero gennaio janeiro januari stycznia styczeń leden ledna ocak января",
            "february feb februar février febrero febbraio fevereiro februari lutego luty února şubat февраля",
            "march mar märz maerz mars marzo março maart marca března mart марта",
            "april apr avril abril aprile kwietnia dubna nisan апреля",
            "may mai mayo maggio maio mei maja května mayıs мая",
            "june jun juni juin junio giugno junho czerwca června haziran июня",
            "july jul juli juillet julio luglio julho lipca července temmuz июля",
            "august aug août agosto augustus sierpnia srpna ağustos августа",
            "september sep sept septembre septiembre settembre setembro września září eylül сентября",
            "october oct oktober okt octobre octubre ottobre outubro października října ekim октября",
            "november nov novembre noviembre novembro listopada listopadu kasım ноября",
            "december dec dezember dez décembre diciembre dicembre dezembro grudnia prosince aralık декабря",
        ),
        1,
    )
    for name in names.split()
}
_WORD: Final = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_DAY: Final = r"(?P<day>[0-3]?\d)"
_IN_WORDS: Final = (
    re.compile(rf"\b{_DAY}(?:st|nd|rd|th|er|\.|º)?[\s-]+(?:de\s+|of\s+)?{_WORD},?[\s-]+(?:de\s+|del\s+)?{_YEAR}\b"),
    re.compile(rf"\b{_WORD}\s+{_DAY}(?:st|nd|rd|th)?(?:,\s*|\s+){_YEAR}\b"),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d\d?)\s*月\s*(?P<day>\d\d?)\s*日"),
)
_CLOCK: Final = re.compile(r"\b(\d\d?):(\d\d)(?::\d\d)?\s*([ap])?\.?m?\b", re.IGNORECASE)
_DOTTED: Final = re.compile(r"\b([0-3]?\d)[.]\s?([01]?\d)[.]\s?((?:19|20)\d\d|\d\d)\b")
_SLASHED: Final = re.compile(r"\b(\d\d?)[/-](\d\d?)[/-]((?:19|20)\d\d|\d\d)\b")
_YEAR_FIRST: Final = re.compile(r"\b((?:19|20)\d\d)[/.](\d\d?)[/.](\d\d?)\b")
_IN_ADDRESS: Final = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:/|-|$)")
_EARLIEST: Final = 1995
_LONGEST: Final = 300


def moment(text: str) -> datetime | None:
    """The first moment that ``text`` names, in UTC; one without a zone is taken as UTC. None for anything else."""
    short = " ".join(text[:_LONGEST].split())
    for read in (_iso, _compact, _mail, _words, _figures):
        try:
            found = read(short)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if found is not None and found.year >= _EARLIEST:
            return found
    return None


def moment_in_address(address: str) -> datetime | None:
    """The day that an address such as ``/2019/11/18/slug/`` names, at midnight UTC."""
    found = _IN_ADDRESS.search(address)
    try:
        return _utc(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def site_day(published: datetime | None, address: str) -> date | None:
    """The day that a story bears on its site: WordPress' addresses have the local one, which may be the next in UTC."""
    if published is None:
        return None
    named = moment_in_address(address)
    is_near = named is not None and abs(named.date() - published.date()) <= timedelta(days=1)
    return named.date() if named is not None and is_near else published.date()


def _iso(text: str) -> datetime | None:
    found = _ISO.search(text)
    if found is None:
        return None
    day = "-".join(part.zfill(2) for part in found["day"].split("-"))
    zone = (found["zone"] or "Z").replace("UTC", "Z").replace("GMT", "Z")
    clock = found["time"] or "00:00"
    return datetime.fromisoformat(f"{day}T{clock.zfill(len(clock) + len(clock) % 3 % 2)}{zone}").astimezone(UTC)


def _compact(text: str) -> datetime | None:
    found = _COMPACT.match(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (part or "00" for part in found.groups()[:6])
    iso = f"{year}-{month}-{day}T{hour}:{minute}:{second}{found['zone'] or 'Z'}"
    return datetime.fromisoformat(iso).astimezone(UTC)


def _mail(text: str) -> datetime | None:
    """RFC 5322, 3.3; only with a weekday or a zone, since the parser takes nearly anything."""
    if "," not in text[:4] and ":" not in text:
        return None
    found = parsedate_to_datetime(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _words(text: str) -> datetime | None:
    for pattern in _IN_WORDS:
        for found in pattern.finditer(text.lower()):
            name = found["month"]
            month = int(name) if name.isdecimal() else _MONTHS.get(name)
            if month:
                return _utc(int(found["year"]), month, int(found["day"]), *_clock(text[found.end() :]))
    return None


def _figures(text: str) -> datetime | None:
    """Days in figures: 18.11.2019, 2019/11/18, and 11/18/19 as in the United States where it can be that."""
    found = _DOTTED.search(text)
    if found:
        return _utc(_century(found[3]), int(found[2]), int(found[1]), *_clock(text[found.end() :]))
    found = _YEAR_FIRST.search(text)
    if found:
        return _utc(*map(int, found.groups()))
    found = _SLASHED.search(text)
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    month, day = (second, first) if first > 12 else (first, second)
    return _utc(_century(found[3]), month, day)


def _clock(text: str) -> tuple[int, int]:
    found = _CLOCK.search(text[:20])
    if found is None:
        return 0, 0
    hour = int(found[1]) % 12 if found[3] else int(found[1])
    return hour + (12 if (found[3] or "").lower() == "p" else 0), int(found[2])


def _century(year: str) -> int:
    return int(year) + 2000 if len(year) == 2 else int(year)


def _utc(*parts: int) -> datetime:
    year, month, day, hour, minute, second = (*parts, 0, 0, 0)[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
