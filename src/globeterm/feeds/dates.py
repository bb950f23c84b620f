"""The dates of entries: what a feed says, when it can be true (FLT-33)."""

import calendar
import re
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

#: No site was there before this; an older date is a mistake.
EARLIEST: Final = datetime(1995, 1, 1, tzinfo=UTC)
#: How far in the future a date may lie, for clocks and zones that are wrong.
LEAD: Final = timedelta(days=1)

#: A run of digits that no calendar begins with: a Unix time, a year of five digits.
_NO_DATE: Final = re.compile(r"\s*(?:\d{5,7}(?!\d)|\d{9,})")


def moment(said: object, parsed: object, now: datetime) -> datetime | None:
    """The time a parser read (a UTC ``struct_time``) from what the feed ``said``; None when it can't be true.

    What the parser could not read is read again: it minds the names of days ("mer, 16 nov 2022").
    """
    if isinstance(said, str) and _NO_DATE.match(said):
        return None
    if not isinstance(parsed, time.struct_time):
        return written_moment(said, now) if parsed is None else None
    try:
        return plausible(datetime.fromtimestamp(calendar.timegm(parsed), UTC), now)
    except (ValueError, OverflowError, OSError):
        return None


def written_moment(said: object, now: datetime) -> datetime | None:
    """The time of an RFC 3339 or 5322 string; without a zone it is UTC; None when it is none or can't be true."""
    if not isinstance(said, str):
        return None
    try:
        read = datetime.fromisoformat(said.strip()) if said.strip()[:1].isdigit() else parsedate_to_datetime(said)
        return plausible(read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC), now)
    except (ValueError, OverflowError):
        return None


def plausible(when: datetime, now: datetime) -> datetime | None:
    """``when`` if it lies between 1995 and tomorrow, else None: the library then takes the time of first sight."""
    return when if EARLIEST <= when <= now + LEAD else None
