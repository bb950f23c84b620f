"""Retry-After: for how long a site asks to be left alone (RFC 9110, 10.2.3)."""

from datetime import datetime, timedelta
from typing import Final

from globeterm.web.fields import Fields, http_date, one_date, seconds, values

#: No site rests longer, whatever it says (POL-20).
LONGEST_REST: Final = timedelta(days=31)


def when(until: datetime, now: datetime) -> str:
    """A time for people, by this computer's clock: "14:20", with the day when that is not today's."""
    there, here = until.astimezone(), now.astimezone()
    day = "" if there.date() == here.date() else f" on {there.day} {there:%B}"
    return f"{there:%H:%M}{day}"


def retry_after(fields: Fields, received: datetime) -> int | None:
    """Seconds from ``received`` on, at most 31 days; None when there is no wish, or none that can be read.

    A date is taken relative to the answer's own Date (POL-17): the two clocks need not agree.
    """
    lines = values(fields, "retry-after")
    if not lines:
        return None
    value = lines[0].decode("latin-1").strip(" \t")
    wish = seconds(value)
    if wish is None and (until := http_date(value, received)) is not None:
        since = one_date(fields, "date", received) or received
        wish = int((until - since).total_seconds())
    if wish is None or wish <= 0:
        return None
    return min(wish, int(LONGEST_REST.total_seconds()))
