"""Header fields as the bytes that came, and the few syntaxes of RFC 9110 and 9111 that are read from them.

Pure functions without I/O. Every parser is linear in its input and never raises: what can't be read is None.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from globeterm.limits import NAME_LENGTH
from globeterm.text import clean_line

#: Name and value of each field line in the order of the message; names in any case.
Fields = tuple[tuple[bytes, bytes], ...]

#: The largest time in seconds that is told apart (RFC 9111, 1.2.2).
MOST_SECONDS: Final = 2**31

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME: Final = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
_MONTH: Final = f"(?P<month>{'|'.join(_MONTHS)})"
_DATES: Final = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"(?:mon|tue|wed|thu|fri|sat|sun), (?P<day>\d\d) {_MONTH} (?P<year>\d{{4}}) {_TIME} gmt",
        rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day, (?P<day>\d\d)-{_MONTH}-(?P<year>\d\d) {_TIME} gmt",
        rf"(?:mon|tue|wed|thu|fri|sat|sun) {_MONTH} (?P<day>[ \d]\d) {_TIME} (?P<year>\d{{4}})",
    )
)
_SECONDS: Final = re.compile(r'(?P<quote>"?)(?P<digits>\d+)(?P=quote)', re.ASCII)
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([a-z0-9._:-]{1,40})""", re.ASCII | re.IGNORECASE)


def values(fields: Fields, name: str) -> tuple[bytes, ...]:
    """The values of every line called ``name`` (lower case), as they came."""
    wanted = name.encode("ascii")
    return tuple(value for key, value in fields if key.lower() == wanted)


def joined(fields: Fields, name: str) -> str:
    """The lines called ``name`` as one comma-separated list (RFC 9110, 5.3); empty when there is none."""
    return ", ".join(value.decode("latin-1") for value in values(fields, name))


def members(value: str) -> tuple[str, ...]:
    """The members of a comma-separated list; a comma in a quoted string does not separate. Blanks around are cut.

    A quote that is never closed quotes nothing, so that nothing after it is lost.
    """
    return tuple(member for part in _split(value) if (member := part.strip(" \t")))


def seconds(value: str | None) -> int | None:
    """A time in seconds, quoted or not (RFC 9111, 1.2.2 and 5.2); None when it is anything else."""
    found = _SECONDS.fullmatch(value) if value is not None else None
    if found is None:
        return None
    digits = found["digits"].lstrip("0") or "0"
    return min(int(digits), MOST_SECONDS) if len(digits) <= 10 else MOST_SECONDS


def http_date(value: str, now: datetime) -> datetime | None:
    """A date in one of the three forms of RFC 9110, 5.6.7, and in no other; ``now`` settles a year of two digits."""
    for form in _DATES:
        if found := form.fullmatch(value):
            return _moment(found, now)
    return None


def one_date(fields: Fields, name: str, now: datetime) -> datetime | None:
    """The date of a field that may stand once; None when it is missing, wrong, or there several times."""
    lines = values(fields, name)
    return http_date(lines[0].decode("latin-1").strip(" \t"), now) if len(lines) == 1 else None


def media_type(fields: Fields) -> str:
    """The media type in lower case without its parameters; empty when the answer names none."""
    return clean_line(joined(fields, "content-type").partition(";")[0].partition(",")[0].lower(), NAME_LENGTH)


def charset(fields: Fields) -> str | None:
    """The charset parameter of Content-Type in lower case, None when it is missing or no name."""
    found = _CHARSET.search(joined(fields, "content-type"))
    return found[1].lower() if found else None


def _split(value: str) -> Iterator[str]:
    if '"' not in value:
        yield from value.split(",")
        return
    parts: list[str] = []
    start, quoted, escaped = 0, False, False
    for position, character in enumerate(value):
        if escaped:
            escaped = False
        elif quoted and character == "\\":
            escaped = True
        elif character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            parts.append(value[start:position])
            start = position + 1
    yield from parts
    yield from value[start:].split(",") if quoted else (value[start:],)


def _moment(found: re.Match[str], now: datetime) -> datetime | None:
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += now.year - now.year % 100
        year -= 100 if year > now.year + 50 else 0
    month = _MONTHS.index(found["month"].lower()) + 1
    second = min(int(found["second"]), 59)
    try:
        return datetime(year, month, int(found["day"]), int(found["hour"]), int(found["minute"]), second, tzinfo=UTC)
    except ValueError:
        return None
