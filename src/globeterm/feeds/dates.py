"""The dates of entries: what a feed says, when it can be true (FLT-33)."""

import calendar
import re
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from globeterm.feeds.loose_dates import is_in_halves, loose_moment

#: No site was there before this; an older date is a mistake.
EARLIEST: Final = datetime(1995, 1, 1, tzinfo=UTC)
#: What a clock that stands before ``EARLIEST`` lets pass: it was never set, and says nothing of the future (FLT-38).
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
#: How far in the future a date may lie, for clocks and zones that are wrong.
LEAD: Final = timedelta(days=1)

#: A run of digits that no calendar begins with: a Unix time, a year of five digits. "031231" and "2003335" are dates.
_NO_DATE: Final = re.compile(
    r"\s*(?:\d{9,}|(?!(?:\d\d(?:0[1-9]|1[0-2])[0-3]\d|(?:[12]\d)?\d\d[0-3]\d\d)\s*\Z)\d{5,7}(?!\d))"
)
#: A date of RFC 3339 or ISO 8601 of which the parser reads every part.
_WHOLE: Final = re.compile(
    r"\s*(?:\d{4}(?:-0?(?:0?[1-9]|1[0-2])(?:-\d{1,2})?|-?\d{3}|\d{4})?)"
    r"(?:[Tt ]\s*\d\d?:\d\d?(?::\d{1,3}(?:[.,]\d+)?)?\s*(?:[Zz]|[+-]\d\d(?::?\d\d)?)?)?\s*"
)
#: Where the parser takes what comes first for a year, whatever follows.
_FIGURES: Final = re.compile(r"\s*(?:\d{4}(?:\d{4})?(?!\d)|\d\d?[-./]\d\d?[-./]\d{4})")
_DAY: Final = re.compile(r"\s*\d{4}-(?:0?[1-9]|1[0-2])-\d")


def moment(said: object, parsed: object, now: datetime) -> datetime | None:
    """The time a parser read (a UTC ``struct_time``) from what the feed ``said``; None when it can't be true.

    What the parser could not read, or only the beginning of, is read again, with the names of days and months in other
    languages ("mer, 16 nov 2022").
    """
    if isinstance(said, str) and _NO_DATE.match(said):
        return None
    if not isinstance(parsed, time.struct_time):
        return written_moment(said, now) if parsed is None else None
    if isinstance(said, str) and _is_half_read(said):
        whole = (_standard(said) if said.strip()[:1].isdigit() else None) or loose_moment(said)
        if whole is not None or not _DAY.match(said):
            return _in_utc(whole, now)
    try:
        return plausible(datetime.fromtimestamp(calendar.timegm(parsed), UTC), now)
    except (ValueError, OverflowError, OSError):
        return None


def _is_half_read(said: str) -> bool:
    """Whether a parser has left out a part of what is said."""
    return is_in_halves(said) or (_FIGURES.match(said) is not None and _WHOLE.fullmatch(said) is None)


def written_moment(said: object, now: datetime) -> datetime | None:
    """The time of an RFC 3339 or 5322 string, or of one that people wrote; None when it is none or can't be true.

    Without a zone it is UTC.
    """
    return _in_utc(_standard(said) or loose_moment(said), now) if isinstance(said, str) else None


def _standard(said: str) -> datetime | None:
    """The time of an RFC 3339 or 5322 string, without a zone if that has none."""
    try:
        return datetime.fromisoformat(said.strip()) if said.strip()[:1].isdigit() else parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None


def _in_utc(read: datetime | None, now: datetime) -> datetime | None:
    if read is None:
        return None
    try:
        return plausible(read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC), now)
    except OverflowError:
        return None


def plausible(when: datetime, now: datetime) -> datetime | None:
    """``when`` if it lies between 1995 and tomorrow, else None: the library then takes the time of first sight."""
    latest = now + LEAD if now >= EARLIEST else LATEST
    return when if EARLIEST <= when <= latest else None
